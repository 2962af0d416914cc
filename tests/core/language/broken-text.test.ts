import { describe, expect, it, test } from 'vitest';
import { isCollection, isMap, isScalar, LineCounter, parseDocument, stringify, visit } from 'yaml';
import { driftwoodText } from '../../support/compiled-driftwood.ts';
import { scenarioText } from '../../support/scenario-builder.ts';
import { problemsOf } from '../../support/scenario-problems.ts';

const source = driftwoodText();
const lines = new LineCounter();
const document = parseDocument(source, { lineCounter: lines });
const placeOf = (at: number): string => `${lines.linePos(at).line}:${lines.linePos(at).col}`;
const toldAt = (text: string): readonly (readonly [string, string])[] =>
  problemsOf(text).map(({ code, line, column }) => [code, `${line}:${column}`]);

/** Every fifth is enough: they are hundreds, and of few shapes. */
const some = <T>(all: readonly T[]): readonly T[] => all.filter((_, at) => at % 5 === 0);

describe('[LG19] what is opened and not closed is told where it is opened', () => {
  it('whichever closing bracket is taken away', () => {
    const brackets: { close: number; open: number }[] = [];
    visit(document, {
      Node(_key, node, path) {
        if (!isCollection(node) || node.flow !== true) return;
        const around = path.filter((each) => isCollection(each) && each.flow === true).toReversed();
        // The bracket around one of its own kind closes it, and is missing itself.
        const other = around.findIndex((each) => isMap(each) !== isMap(node));
        const open = [node, ...(other === -1 ? around : around.slice(0, other))].at(-1);
        brackets.push({ close: (node.range?.[1] ?? 0) - 1, open: isCollection(open) ? (open.range?.[0] ?? 0) : 0 });
      },
    });
    expect(brackets.length).toBeGreaterThan(150);
    for (const { close, open } of some(brackets)) {
      expect(toldAt(source.slice(0, close) + source.slice(close + 1))).toEqual([['language/not-closed', placeOf(open)]]);
    }
  });

  it('of two left open the inner one is told; a quote is closed at the latest before what is indented like it', () => {
    const both = source.replace('ransom.amount]}', 'ransom.amount');
    expect(toldAt(both)).toEqual([['language/not-closed', placeOf(source.indexOf('[ransom.test.amount'))]]);
    const [quote] = problemsOf(scenarioText().replace('title: Small case', "title: 'Small case"));
    expect(quote?.message).toBe("the quote ' opened here is not closed: a second ' is missing, at the latest at the end of line 3");
  });

  it('whichever closing quote is taken away, its line is told', () => {
    const quotes: { open: number; close: number }[] = [];
    visit(document, {
      Scalar(_key, node) {
        if (isScalar(node) && node.type?.startsWith('QUOTE') === true)
          quotes.push({ open: node.range?.[0] ?? 0, close: (node.range?.[1] ?? 0) - 1 });
      },
    });
    expect(quotes.length).toBeGreaterThan(5);
    for (const { open, close } of quotes) {
      const told = problemsOf(source.slice(0, close) + source.slice(close + 1));
      expect(told.map(({ line }) => line)).toEqual([lines.linePos(open).line]);
    }
  });

  it('brackets and quotes inside of a text are its own', () => {
    const texts = ['a [bracket', "it's {open", 'say "so'];
    const briefing = (legal: string) => ({
      task: 'a [bracket',
      'legal-frame': legal,
      exhibits: [],
      known: [{ key: 'note', address: 'ransom.address', role: 'start', text: 'T' }],
    });
    for (const text of texts) expect(problemsOf(scenarioText({ briefing: briefing(text) }))).toEqual([]);
    const block = `${scenarioText()}# { [ " '\n`.replace('title: Small case', 'title: |\n  { [ "\n  it\'s');
    expect(problemsOf(block)).toEqual([]);
  });
});

describe('[LG20] characters that only look right', () => {
  it('are named in a key', () => {
    const [unknown] = problemsOf(source.replace('minutes: 75', 'min\u200butes: 75')).filter(({ code }) => code === 'language/unknown-key');
    expect(unknown?.message).toContain('has an invisible character (U+200B) in it');
  });

  it('are the author\u2019s inside of a text', () => {
    const said = '\u201eKapitel\u00a01\u201c \u2013 it\u2019s\u2026';
    expect(problemsOf(scenarioText({ title: said }))).toEqual([]);
  });
});

describe('[LG22] what is missing is told with an example that fits', () => {
  const known = { key: 'note', address: 'ransom.address', role: 'start', text: 'T' };
  const step = { title: 'T', prompt: 'P', points: 5, explain: 'E', ideal: { text: 'L' } };
  const options = [
    { id: 'larger', text: 'L' },
    { id: 'smaller', text: 'S' },
  ];
  /** Everything that has keys of its own, once. */
  const full = {
    tags: [{ on: 'ransom.address', label: 'L', category: 'shop', source: 'S', confidence: 'web_crawl', lastmod: '2025-01-09' }],
    briefing: {
      task: 'T',
      'legal-frame': 'F',
      exhibits: [{ id: 'note', kind: 'note', title: 'T', markdown: 'M' }],
      known: [known],
    },
    exercise: {
      steps: [
        { ...step, id: 'pay', kind: 'transaction', answer: { transaction: 'ransom.tx' }, hints: [{ title: 'T', cost: 1, text: 'X' }] },
        { ...step, id: 'order-first', kind: 'decision', choices: options, answer: { decision: 'larger' } },
        {
          ...step,
          id: 'claim',
          kind: 'finding',
          choices: options,
          when: { step: 'order-first', choice: 'larger' },
          answer: { finding: { claim: 'larger', evidence: ['ransom.tx'], confidence: ['low'] } },
        },
        {
          ...step,
          id: 'when',
          kind: 'order',
          choices: options,
          answer: {
            order: [
              { event: 'larger', by: 'ransom.at' },
              { event: 'smaller', by: 'buy.at' },
            ],
          },
        },
      ],
    },
  };
  // What is used twice would be written as an alias.
  const whole = parseDocument(scenarioText(JSON.parse(JSON.stringify(full)) as typeof full));
  const at = (path: readonly (string | number)[]) => path.join('.');
  const required: (readonly (string | number)[])[] = [];
  const collect = (value: unknown, path: readonly (string | number)[]): void => {
    if (Array.isArray(value)) value.forEach((item, index) => collect(item, [...path, index]));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        const without = whole.clone();
        without.deleteIn([...path, key]);
        const isMissed = problemsOf(stringify(without.toJS())).some(
          (one) => one.code === 'language/missing' && one.path === at([...path, key]),
        );
        if (isMissed) required.push([...path, key]);
        collect(inner, [...path, key]);
      }
    }
  };
  collect(whole.toJS(), []);

  it('looks at every section', () => expect(required.length).toBeGreaterThan(70));

  test.each(required.map((path) => [at(path), path] as const))('%s', (name, path) => {
    const without = whole.clone();
    without.deleteIn(path);
    const told = problemsOf(without.toString()).find((one) => one.path === name);
    const example = /^add it, as in "(.*)"$/.exec(told?.remedy ?? '')?.[1] ?? '';
    expect(example.startsWith(`${path.at(-1)}: `)).toBe(true);
    const written = parseDocument(example).toJS() as Record<string, unknown>;
    without.setIn(path, written[String(path.at(-1))]);
    const left = problemsOf(without.toString()).filter((one) => one.path === name || one.path.startsWith(`${name}.`));
    // An example cannot know the names of this scenario; its form is right.
    const ofForm = /missing|wrong-kind|invalid|unknown-key|unknown-value|out-of-range|yaml|not-closed|bad-name/;
    expect(
      left.filter(
        ({ code, message }) => ofForm.test(code) && !/is not among|is not a decision|already called|is answered with/.test(message),
      ),
    ).toEqual([]);
  });
});
