import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseScenario } from '../../../core/language/parse-scenario.ts';
import { driftwoodText } from '../../support/compiled-driftwood.ts';
import { scenarioText } from '../../support/scenario-builder.ts';
import { problemsOf } from '../../support/scenario-problems.ts';

/** Where `part` of a line stands, 1-based, so that a test says what it means and not a number. */
function placeOf(text: string, part: string): { line: number; column: number } {
  const at = text.indexOf(part);
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

const good = scenarioText();
const edited = (from: string, to: string): string => {
  expect(good).toContain(from);
  return good.replace(from, to);
};

describe('reading a scenario', () => {
  it('[LG1] accepts the small scenario and the shipped one', () => {
    expect(problemsOf(good)).toEqual([]);
    expect(problemsOf(driftwoodText())).toEqual([]);
    expect(parseScenario(good, 'case.yaml').story.map((event) => event.verb)).toEqual(['withdraw', 'pay', 'peel', 'sweep', 'consolidate']);
  });

  it('[LG2] reports all faults at once, in the order of the text', () => {
    const text = good
      .replace('level: foundation', 'level: fundation')
      .replace('minutes: 10', 'minutes: ten')
      .replace('pay: 2.5 BTC', 'pay: 2,5 BTC')
      .replace('customers: 12', 'custumers: 12')
      .replace('rumours: 1', 'rumors: 1');
    const problems = problemsOf(text);
    expect(problems.map(({ path, code, remedy }) => [path, code, remedy])).toEqual([
      ['level', 'language/unknown-value', 'did you mean "foundation"?'],
      ['minutes', 'language/wrong-kind', 'write a number here, as in "minutes: 75"'],
      ['actors.meridian.custumers', 'language/unknown-key', 'did you mean "customers"?'],
      ['story.1.pay', 'language/invalid', expect.any(String)],
      ['noise.rumors', 'language/unknown-key', 'did you mean "rumours"?'],
    ]);
    expect(problems.map(({ line, column }) => ({ line, column }))).toEqual(
      ['fundation', 'ten', 'custumers', '2,5 BTC', 'rumors'].map((part) => placeOf(text, part)),
    );
  });

  it('[LG3] says what was found and what was expected', () => {
    const [problem] = problemsOf(edited('pay: 2.5 BTC', 'pay: 2,5 BTC'));
    expect(problem?.message).toBe(
      'found "2,5 BTC": expected an amount like 6.39 BTC or 500 sat, or a range like 0.2..0.6 BTC, smaller first',
    );
    const [missing] = problemsOf(edited('title: Small case\n', ''));
    expect(missing).toMatchObject({ code: 'language/missing', path: 'title', message: 'this section needs "title"' });
  });

  it('[LG4] refuses another format before looking further', () => {
    const problems = problemsOf(edited('scenario/1', 'scenario/2'));
    expect(problems).toMatchObject([{ code: 'language/format', line: 1, path: 'ariadne' }]);
    expect(problemsOf('just a text')).toMatchObject([{ code: 'language/format' }]);
    expect(problemsOf('')).toMatchObject([{ code: 'language/format', line: 1, column: 1 }]);
  });

  it('[LG5] refuses duplicate keys, at the second', () => {
    const text = `${good}title: Another\n`;
    expect(problemsOf(text)).toMatchObject([{ code: 'language/duplicate-key', line: text.split('\n').length - 1 }]);
  });

  it('[LG5] refuses broken YAML with the place', () => {
    const text = edited('level: foundation', 'level: [foundation');
    expect(problemsOf(text)[0]).toMatchObject({ code: 'language/not-closed', ...placeOf(text, '[foundation') });
  });

  it('[LG6] refuses alias bombs, bottomless nesting and sources above 4 MB, quickly', () => {
    const bomb = `a: &a [x, x]\n${Array.from({ length: 9 }, (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *${n === 0 ? 'a' : `b${n - 1}`}]`).join('\n')}`;
    expect(problemsOf(bomb)).toMatchObject([{ code: 'language/alias' }]);
    expect(problemsOf(`ariadne: ${'['.repeat(100_000)}`)).toMatchObject([{ code: 'language/too-deep', line: 1 }]);
    expect(problemsOf(`${'- '.repeat(50_000)}x`)).toMatchObject([{ code: 'language/too-deep' }]);
    expect(problemsOf(`#${'x'.repeat(4 * 1024 * 1024)}`)).toMatchObject([{ code: 'language/too-large' }]);
    expect(problemsOf(`#${'ü'.repeat(2 * 1024 * 1024)}`)).toMatchObject([{ code: 'language/too-large' }]);
  });

  it('[LG7] refuses keys that reach for prototypes', () => {
    const problems = problemsOf(`${good}__proto__: {polluted: yes}\nconstructor: 1\n`);
    expect(problems.map((problem) => problem.path).sort()).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('what a story may say', () => {
  it('[LG8] an event does one known thing', () => {
    const [unknown] = problemsOf(edited('pay: 2.5 BTC', 'payy: 2.5 BTC'));
    expect(unknown).toMatchObject({
      code: 'language/unknown-verb',
      path: 'story.1',
      remedy: 'did you mean "pay"?',
      ...placeOf(edited('pay: 2.5 BTC', 'payy: 2.5 BTC'), 'payy'),
    });
    const [two] = problemsOf(edited('pay: 2.5 BTC', 'pay: 2.5 BTC\n    sweep: meridian.deposit(mule)'));
    expect(two?.message).toBe('an event does one thing, but this one has "pay" and "sweep"');
  });

  it.each([
    ['from: victim', 'from: viktim', 'story.1.from', 'there is no actor "viktim"', 'did you mean "victim"?'],
    ['to: gang.collect(note)', 'to: gang.colect(note)', 'story.1.to', 'there is no wallet of gang "colect"', 'did you mean "collect"?'],
    [
      'sweep: meridian.deposit(mule)',
      'sweep: meridian.deposit(mole)',
      'story.3.sweep',
      'there is no customer "mole"',
      'did you mean "mule"?',
    ],
    ['after: buy + 5h', 'after: bye + 5h', 'story.1.after', 'there is no event "bye"', 'did you mean "buy"?'],
  ])('[LG9] names %s instead of %s', (from, to, path, message, remedy) => {
    expect(problemsOf(edited(from, to))).toContainEqual(expect.objectContaining({ path, message, remedy, code: 'language/unknown-name' }));
  });

  it('[LG10] time never runs backwards', () => {
    expect(problemsOf(edited('after: buy + 5h', 'at: day 1 08:00'))).toMatchObject([
      { code: 'language/time-backwards', path: 'story.1.at' },
    ]);
    expect(problemsOf(edited('after: buy + 5h', 'after: peel'))).toContainEqual(
      expect.objectContaining({ code: 'language/time-backwards', path: 'story.1.after' }),
    );
    expect(problemsOf(edited('end: 2025-01-24', 'end: 2025-01-07'))).toContainEqual(
      expect.objectContaining({ code: 'language/time-backwards', path: 'clock.end' }),
    );
    expect(problemsOf(edited('end: 2025-01-24', 'end: 2025-01-10'))).toContainEqual(
      expect.objectContaining({ code: 'language/outside-period', path: 'story.2.after' }),
    );
    expect(problemsOf(edited('start: 2025-01-08', 'start: 2025-02-31'))).toMatchObject([{ code: 'language/invalid', path: 'clock.start' }]);
  });

  it('[LG10] an event has one time', () => {
    expect(problemsOf(edited('after: buy + 5h', 'after: buy + 5h\n    at: day 3 10:00'))).toMatchObject([
      { code: 'language/when', path: 'story.1' },
    ]);
  });

  it('[LG11] nobody pays what they cannot have', () => {
    const [problem] = problemsOf(edited('pay: 2.5 BTC', 'pay: 3.5 BTC'));
    expect(problem).toMatchObject({ code: 'language/cannot-afford', path: 'story.1.pay' });
    expect(problem?.message).toBe('"victim" cannot afford this: it holds at most 3 BTC and needs 3.5 BTC and a fee');
    expect(problemsOf(edited('each: 0.1..0.3 BTC', 'each: 0.7..0.8 BTC'))).toMatchObject([
      { code: 'language/cannot-afford', path: 'story.2.peel' },
    ]);
    expect(problemsOf(edited('peel: gang.collect', 'peel: gang.treasury'))[0]).toMatchObject({ code: 'language/cannot-afford' });
  });

  it('[LG12] unknown names in answers, briefing and tags are refused with the nearest one', () => {
    const answer = problemsOf(edited('transaction: ransom.tx', 'transaction: ransom.txx'));
    expect(answer).toMatchObject([{ path: 'exercise.steps.0.answer.transaction', remedy: 'did you mean "ransom.tx"?' }]);
    const known = problemsOf(edited('address: ransom.address', 'address: random.address'));
    expect(known).toMatchObject([{ path: 'briefing.known.0.address', remedy: 'did you mean "ransom.address"?' }]);
    const kind = problemsOf(edited('output: ransom.change', 'output: ransom.amount'));
    expect(kind).toMatchObject([{ code: 'language/wrong-truth', message: '"ransom.amount" stands for amount, expected output' }]);
  });

  it('[LG13] shares of a split add up to everything', () => {
    const story = [
      { id: 'buy', at: 'day 2 10:12', withdraw: '3 BTC', from: 'meridian', to: 'victim' },
      { id: 'ransom', after: 'buy + 5h', pay: '2.5 BTC', from: 'victim', to: 'gang.collect' },
      { id: 'split', after: 'ransom + 1d', split: 'gang.collect', into: { 'gang.treasury': '20%', mule: '70%' } },
    ];
    expect(problemsOf(scenarioText({ story }))).toMatchObject([{ code: 'language/bad-shares', path: 'story.2.into' }]);
  });

  it('[LG14] two events, wallets or faults of role do not slip through', () => {
    expect(problemsOf(edited('id: rest', 'id: ransom'))).toContainEqual(
      expect.objectContaining({ code: 'language/duplicate-id', path: 'story.4.id' }),
    );
    expect(problemsOf(edited('from: meridian', 'from: pool'))).toContainEqual(
      expect.objectContaining({ code: 'language/wrong-actor', path: 'story.0.from' }),
    );
    expect(problemsOf(edited('is: mining-pool', 'is: person'))).toContainEqual(expect.objectContaining({ code: 'language/missing-actor' }));
  });
});

describe('[LG15] declared languages', () => {
  const keys = new Set(['title', 'summary', 'task', 'legal-frame', 'markdown', 'alt', 'prompt', 'explain', 'text']);
  /** Every text of a source in two languages. */
  const translated = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return keys.has(key) ? { en: value, de: `${value} (de)` } : value;
    if (Array.isArray(value)) return value.map((item) => translated(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, translated(part, name)]));
  };
  const choices = ['Meridian', 'Nowhere'].map((text) => ({ id: text.toLowerCase(), text }));
  const step = {
    id: 'where',
    kind: 'choice',
    title: 'Where',
    prompt: 'Where did it go?',
    points: 5,
    hints: [{ title: 'What to open', cost: 1, text: 'The output.' }],
    choices,
    answer: { choice: 'meridian' },
    explain: 'There.',
    ideal: { text: 'Look.' },
  };
  const written = scenarioText({
    languages: ['en', 'de'],
    briefing: {
      task: 'Find it.',
      'legal-frame': 'None.',
      exhibits: [{ id: 'desk', kind: 'image', title: 'Desk', markdown: 'A desk.', image: 'desk.svg', alt: 'A desk at night' }],
      known: [{ key: 'note', address: 'ransom.address', role: 'start', text: 'From the note.' }],
    },
    exercise: { steps: [step] },
  });
  const complete = stringify(translated(parse(written)), { lineWidth: 0 });

  it('a text that is there in all of them is no fault, and nothing is asked of a single language', () => {
    expect(problemsOf(complete)).toEqual([]);
    expect(problemsOf(complete.replace('languages:\n  - en\n  - de', 'languages:\n  - en'))).toEqual([]);
  });

  it('each text that lacks one is named at its place, with what to do', () => {
    const rows = [...complete.matchAll(/^ +de: .*\n/gm)];
    const paths = rows.map(({ 0: row, index }) => {
      const problems = problemsOf(complete.slice(0, index) + complete.slice(index + row.length));
      expect(problems).toMatchObject([
        {
          code: 'language/missing-language',
          line: complete.slice(0, index).split('\n').length - 1,
          remedy: 'add "de: ..." here, or take "de" out of "languages" until every text is translated',
        },
      ]);
      return problems[0]?.path;
    });
    expect(paths).toEqual([
      'title',
      'summary',
      ...['task', 'legal-frame', 'exhibits.0.title', 'exhibits.0.markdown', 'exhibits.0.alt', 'known.0.text'].map((at) => `briefing.${at}`),
      ...['title', 'prompt', 'hints.0.title', 'hints.0.text', 'choices.0.text', 'choices.1.text', 'explain', 'ideal.text'].map(
        (at) => `exercise.steps.0.${at}`,
      ),
    ]);
  });

  it('a text without a language is refused where several are declared, all of them at once', () => {
    const problems = problemsOf(written);
    expect(problems).toHaveLength(16);
    expect(problems[0]).toEqual({
      code: 'language/missing-language',
      ...placeOf(written, 'Small case'),
      path: 'title',
      message: 'this text does not say its language, and the scenario promises "en" and "de"',
      remedy: 'write it by language, as in { en: ..., de: ... }, also where it is the same in all',
    });
  });
});
