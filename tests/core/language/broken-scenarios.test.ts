import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driftwoodText } from '../../support/compiled-driftwood.ts';
import { problemsOf } from '../../support/scenario-problems.ts';

const source = driftwoodText();

interface Broken {
  readonly what: string;
  /** One edit of Operation Driftwood, as a hurried author would make it. */
  readonly edit: readonly [from: string, to: string];
  readonly code: string;
  /** Text at which the fault is told. */
  readonly at: string;
  readonly says: string;
  readonly remedy: string;
}

const titles = 'title: {en: Operation Driftwood, de: Operation Treibholz}';
const broken: readonly Broken[] = [
  { what: 'a tab', edit: ['  genesis:', '\tgenesis:'], code: 'yaml', at: '\tgenesis', says: 'with a tab', remedy: 'spaces' },
  {
    what: 'a quote left open',
    edit: [titles, "title: 'Operation Driftwood"],
    code: 'yaml',
    at: '\nsummary',
    says: 'not closed',
    remedy: 'close it',
  },
  {
    what: 'a colon forgotten',
    edit: ['level: foundation', 'level foundation'],
    code: 'yaml',
    at: 'level foundation',
    says: 'no ":"',
    remedy: '"key: value"',
  },
  {
    what: 'one space too many',
    edit: ['  - {id: buy,', '   - {id: buy,'],
    code: 'yaml',
    at: '- {id: buy,',
    says: 'further left or right',
    remedy: 'indent it exactly',
  },
  {
    what: 'a key twice',
    edit: ['minutes: 75', 'minutes: 75\nminutes: 80'],
    code: 'duplicate-key',
    at: 'minutes: 80',
    says: 'twice',
    remedy: 'keep one',
  },
  {
    what: 'an actor misspelt',
    edit: ['from: meridian, to: clinic}', 'from: meridan, to: clinic}'],
    code: 'unknown-name',
    at: 'meridan',
    says: '"meridan"',
    remedy: 'did you mean "meridian"?',
  },
  {
    what: 'an event misspelt',
    edit: ['after: ransom + 3d', 'after: ransm + 3d'],
    code: 'unknown-name',
    at: 'ransm',
    says: '"ransm"',
    remedy: 'did you mean "ransom"?',
  },
  {
    what: 'a decimal comma',
    edit: ['pay: 6.39 BTC', 'pay: 6,39 BTC'],
    code: 'decimal-comma',
    at: '39 BTC',
    says: 'after a comma',
    remedy: 'full stop',
  },
  {
    what: 'an amount without unit',
    edit: ['pay: 6.39 BTC', 'pay: 6.39'],
    code: 'wrong-kind',
    at: '6.39,',
    says: 'found the number "6.39"',
    remedy: 'needs its unit',
  },
  {
    what: 'a day as written in Europe',
    edit: ['at: day 2 10:12', 'at: 11.02.2025 10:12'],
    code: 'invalid',
    at: '11.02.2025',
    says: '"11.02.2025 10:12"',
    remedy: 'day 2 10:12',
  },
  {
    what: 'an end as written in Europe',
    edit: ['end: 2025-03-24T00:00:00Z', 'end: 24.03.2025'],
    code: 'invalid',
    at: '24.03.2025',
    says: '"24.03.2025"',
    remedy: '2025-02-10T00:00:00Z',
  },
  {
    what: 'a number in words',
    edit: ['minutes: 75', 'minutes: seventy-five'],
    code: 'wrong-kind',
    at: 'seventy-five',
    says: 'expected a number',
    remedy: 'write a number',
  },
  {
    what: 'a translation forgotten',
    edit: [titles, 'title: {en: Operation Driftwood}'],
    code: 'missing-language',
    at: '{en: Operation Driftwood}',
    says: '"de"',
    remedy: 'add "de: ..."',
  },
  {
    what: 'English forgotten',
    edit: [titles, 'title: {de: Operation Treibholz}'],
    code: 'invalid',
    at: '{de: Operation Treibholz}',
    says: '"en"',
    remedy: 'add "en: ..."',
  },
  {
    what: 'a wallet of no kind',
    edit: ['wallet: bitcoin/p2wpkh}', 'wallet: bitcoin/p2wpk}'],
    code: 'unknown-value',
    at: 'bitcoin/p2wpk}',
    says: '"bitcoin/p2wpk"',
    remedy: 'did you mean',
  },
  {
    what: 'shares of 90 %',
    edit: ['into: {operator.share(kestrel): 20%, affiliate: 80%', 'into: {operator.share(kestrel): 20%, affiliate: 70%'],
    code: 'bad-shares',
    at: '{operator.share(kestrel)',
    says: '90%',
    remedy: '100%',
  },
  {
    what: 'an id of words',
    edit: ['id: driftwood\n', 'id: Drift wood\n'],
    code: 'invalid',
    at: 'Drift wood',
    says: '"Drift wood"',
    remedy: 'write "drift-wood"',
  },
  {
    what: 'a step twice',
    edit: ['    - id: change\n', '    - id: payment\n'],
    code: 'invalid',
    at: 'payment\n      kind: output',
    says: 'already called',
    remedy: 'another name',
  },
  {
    what: 'an answer that does not exist',
    edit: ['answer: { transaction: ransom.tx }', 'answer: { transaction: ransom.transaction }'],
    code: 'unknown-name',
    at: 'ransom.transaction',
    says: '"ransom.transaction"',
    remedy: 'ransom.test.tx',
  },
  {
    what: 'two answers',
    edit: ['answer: { transaction: ransom.tx }', 'answer: { transaction: ransom.tx, output: ransom.change }'],
    code: 'invalid',
    at: '{ transaction: ransom.tx, output',
    says: 'exactly one',
    remedy: 'keep the one',
  },
  {
    what: 'a kind of step misspelt',
    edit: ['kind: transaction\n', 'kind: transactions\n'],
    code: 'unknown-value',
    at: 'transactions',
    says: '"transactions"',
    remedy: 'did you mean "transaction"?',
  },
  {
    what: 'a hint dearer than its step',
    edit: ['          cost: 1\n', '          cost: 9\n'],
    code: 'hint-too-dear',
    at: '9\n',
    says: 'cost 9 points',
    remedy: 'lower the costs',
  },
  {
    what: 'a text that begins with a star',
    edit: [titles, 'title: *Driftwood'],
    code: 'alias',
    at: '*Driftwood',
    says: '"*Driftwood"',
    remedy: 'put quotes',
  },
  {
    what: 'a decision misspelt',
    edit: ['step: order-first, choice: larger', 'step: order-fist, choice: larger'],
    code: 'invalid',
    at: 'order-fist',
    says: '"order-fist"',
    remedy: 'did you mean "order-first"?',
  },
  {
    what: 'an option misspelt',
    edit: ['step: order-first, choice: larger', 'step: order-first, choice: lager'],
    code: 'invalid',
    at: 'lager',
    says: '"lager"',
    remedy: 'did you mean "larger"?',
  },
  {
    what: 'an event after the end, and all that follows it',
    edit: ['at: day 2 10:12', 'at: day 99 10:12'],
    code: 'outside-period',
    at: 'day 99',
    says: "outside the world's period",
    remedy: 'events happen from',
  },
  {
    what: 'an end before the start',
    edit: ['end: 2025-03-24T00:00:00Z', 'end: 2025-01-24T00:00:00Z'],
    code: 'time-backwards',
    at: '2025-01-24T00:00:00Z',
    says: 'before the story period starts',
    remedy: 'put "end" after "start"',
  },
  {
    what: 'an opening long after the end',
    edit: ['opens: split + 7h', 'opens: split + 700d'],
    code: 'outside-period',
    at: 'split + 700d',
    says: 'the investigation opens',
    remedy: 'choose a time',
  },
  {
    what: 'a range the wrong way round',
    edit: ['every: 1h..6h', 'every: 6h..1h'],
    code: 'invalid',
    at: '6h..1h',
    says: '"6h..1h"',
    remedy: 'the smaller comes first',
  },
  {
    what: 'another format',
    edit: ['ariadne: scenario/1', 'ariadne: scenario/2'],
    code: 'format',
    at: 'scenario/2',
    says: '"ariadne: scenario/2"',
    remedy: 'scenario/1',
  },
];

describe('[LG3] a scenario with one fault gets one complaint: where, what, and what to do', () => {
  test.each(broken)('$what', ({ edit: [from, to], code, at, says, remedy }) => {
    expect(source).toContain(from);
    const text = source.replace(from, to);
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem?.code).toBe(`language/${code}`);
    expect(problem?.message).toContain(says);
    expect(problem?.remedy).toContain(remedy);
    const place = text.indexOf(at, source.indexOf(from));
    const before = text.slice(0, place).split('\n');
    expect([problem?.line, problem?.column]).toEqual([before.length, (before.at(-1)?.length ?? 0) + 1]);
  });

  test.each([
    ['', 'nothing in the whole file'],
    ['# only a comment\n', 'nothing in the whole file'],
    ['- a\n- list\n', 'a list of 2 in the whole file'],
    ['Dear colleagues', '"Dear colleagues" in the whole file'],
    ['{"a": 1}', 'no "ariadne:" key'],
  ])('[LG4] %j is no scenario', (text, says) => {
    expect(problemsOf(text)).toMatchObject([{ code: 'language/format', line: 1, column: 1, message: expect.stringContaining(says) }]);
  });

  test('a key misspelt is told at the key, and what it leaves missing at its section', () => {
    const problems = problemsOf(source.replace('minutes: 75', 'minuts: 75'));
    expect(problems.map(({ code, remedy }) => [code, remedy])).toEqual([
      ['language/missing', 'add it: a number'],
      ['language/unknown-key', 'did you mean "minutes"?'],
    ]);
  });

  test('[LG18] the dearest hint is the one complained about, and once', () => {
    const dear = source.replace('          cost: 1\n', '          cost: 2\n').replace('points: 2\n', 'points: 1\n');
    expect(problemsOf(dear).filter(({ code }) => code === 'language/hint-too-dear')).toHaveLength(1);
  });
});

describe('[LG2] all faults at once', () => {
  const changed = (...edits: (readonly [string, string])[]) => edits.reduce((text, [from, to]) => text.replace(from, to), source);
  const codesOf = (text: string) => problemsOf(text).map(({ code }) => code.replace('language/', ''));

  test('a fault of shape in one section hides none of another', () => {
    const text = changed(
      ['minutes: 75', 'minutes: lots'],
      ['from: meridian, to: clinic}', 'from: meridan, to: clinic}'],
      ['20%, affiliate: 80%', '20%, affiliate: 70%'],
      ['          cost: 1\n', '          cost: 9\n'],
    );
    expect(codesOf(text)).toEqual(['wrong-kind', 'unknown-name', 'bad-shares', 'hint-too-dear']);
    const places = problemsOf(text).map(({ line }) => line ?? 0);
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });

  test('nothing is said of what refers to a section at fault', () => {
    expect(codesOf(changed(['is: suspect, name: Account holder', 'is: suspekt, name: Account holder']))).toEqual(['unknown-value']);
    expect(codesOf(changed(['- {id: buy, at', '- {id: buy, att']))).toHaveLength(1);
    expect(codesOf(changed(['kind: output\n', 'kind: outputs\n']))).toEqual(['unknown-value']);
  });

  test('whatever one line is turned into, the answer is faults with places in the file', () => {
    const lines = source.split('\n');
    const scrap = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom('', '- ', '  a: 1', '{', ']', ': :', '*x', '&x 1', '!!t 1', '"', "'", '\t', '%', '7', 'null'),
    );
    fc.assert(
      fc.property(fc.nat(lines.length - 1), scrap, fc.boolean(), (at, words, isWhole) => {
        const indent = /^ */.exec(lines[at] ?? '')?.[0] ?? '';
        const text = lines.with(at, isWhole ? words : `${indent}${words}`).join('\n');
        for (const problem of problemsOf(text)) {
          expect(problem.message).not.toMatch(/undefined|\[object|NaN/);
          expect(problem.remedy.length).toBeGreaterThan(5);
          if (problem.line === null) continue;
          expect(problem.line).toBeGreaterThanOrEqual(1);
          expect(problem.line).toBeLessThanOrEqual(lines.length + 1);
          expect(problem.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 150 },
    );
  });
});
