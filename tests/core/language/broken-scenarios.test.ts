import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driftwoodText } from '../../support/compiled-driftwood.ts';
import { problemsOf } from '../../support/scenario-problems.ts';
import { brokenMeaning } from './author-edits.ts';
import { brokenTyping } from './author-typing.ts';

const source = driftwoodText();

describe('[LG3] [LG19] [LG20] [LG22] a scenario with one fault gets one complaint: where, what, and what to do', () => {
  test.each([...brokenTyping, ...brokenMeaning])('$what', ({ edit: [from, to], code, at, says, remedy }) => {
    expect(source).toContain(from);
    const text = source.replace(from, to);
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem?.code).toBe(`language/${code}`);
    expect(problem?.message).toContain(says);
    expect(problem?.remedy).toContain(remedy);
    const edited = source.indexOf(from);
    const place = text.includes(at, edited) ? text.indexOf(at, edited) : text.lastIndexOf(at, edited);
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
      ['language/missing', 'add it, as in "minutes: 75"'],
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
