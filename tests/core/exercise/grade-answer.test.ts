import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/case/answer.ts';
import type { ExerciseStep } from '../../../core/exercise/exercise-part.ts';
import { gradeAnswer } from '../../../core/exercise/grade-answer.ts';
import { address, entryFor, options, step, txid } from './build-exercise.ts';

const [a, b, c, d] = ['1', '2', '3', '4'].map(txid) as [string, string, string, string];
const tx = (id: string) => `t:${id}` as const;

function score(of: ExerciseStep, right: Answer, given: Answer, more: Parameters<typeof entryFor>[1] = {}): number {
  return gradeAnswer(of, entryFor(right, more), given).scorePpm;
}

describe('grading one answer', () => {
  it('[GR1] exact answers are right or wrong and accept what is equally good', () => {
    const of = step({ id: 's', kind: 'transaction' });
    const entry = entryFor({ kind: 'transaction', txid: a }, { accept: [{ kind: 'transaction', txid: b }] });
    expect([a, b, c].map((id) => gradeAnswer(of, entry, { kind: 'transaction', txid: id }))).toEqual([
      { verdict: 'right', scorePpm: 1_000_000 },
      { verdict: 'right', scorePpm: 1_000_000 },
      { verdict: 'wrong', scorePpm: 0 },
    ]);
  });

  it('[GR1] each exact kind compares the whole id, and an answer of another kind earns nothing', () => {
    const pairs: [Answer, Answer][] = [
      [
        { kind: 'address', address: address('a') },
        { kind: 'address', address: address('b') },
      ],
      [
        { kind: 'output', outpoint: `${a}:0` },
        { kind: 'output', outpoint: `${a}:1` },
      ],
      [
        { kind: 'choice', choice: 'x' },
        { kind: 'choice', choice: 'y' },
      ],
      [
        { kind: 'decision', choice: 'x' },
        { kind: 'decision', choice: 'y' },
      ],
    ];
    for (const [right, wrong] of pairs) {
      const of = step({ id: 's', kind: right.kind, choices: options('x', 'y') });
      expect([score(of, right, right), score(of, right, wrong), score(of, right, { kind: 'amount', sat: '1' })]).toEqual([1_000_000, 0, 0]);
    }
  });

  it('[GR2] an amount is right within the tolerance, both ends included', () => {
    const of = step({ id: 's', kind: 'amount', amount: { unit: 'sat', toleranceSat: '10' } });
    const given = ['989', '990', '1000', '1010', '1011'].map((sat) => score(of, { kind: 'amount', sat: '1000' }, { kind: 'amount', sat }));
    expect(given).toEqual([0, 1_000_000, 1_000_000, 1_000_000, 0]);
  });

  it('[GR3] a set scores F1: missing, extra and repeated addresses', () => {
    const of = step({ id: 's', kind: 'address-set' });
    const set = (...names: string[]): Answer => ({ kind: 'address-set', addresses: names.map(address) });
    const right = set('a', 'b', 'c', 'd');
    expect(score(of, right, right)).toBe(1_000_000);
    expect(score(of, right, set('a', 'b'))).toBe(666_666);
    expect(score(of, right, set('a', 'b', 'x', 'y'))).toBe(500_000);
    expect(score(of, right, set('a', 'a', 'a', 'a'))).toBe(400_000);
    expect(score(of, right, set())).toBe(0);
    expect(gradeAnswer(of, entryFor(right), set('a', 'b')).verdict).toBe('partly');
  });

  it('[GR3] a superset of the truth always scores less than the truth, and more so the larger it is', () => {
    const of = step({ id: 's', kind: 'address-set' });
    const names = fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 40 }), (truth, extra) => {
        const right: Answer = { kind: 'address-set', addresses: truth.map((n) => address(`t${n}`)) };
        const withExtra = (count: number): Answer => ({
          kind: 'address-set',
          addresses: [...right.addresses, ...Array.from({ length: count }, (_, n) => address(`x${n}`))],
        });
        const [full, some, more] = [right, withExtra(extra), withExtra(extra + 5)].map((given) => score(of, right, given));
        expect(full).toBe(1_000_000);
        expect(some).toBeLessThan(full as number);
        expect(more).toBeLessThan(some as number);
      }),
    );
  });

  it('[GR4] a path loses for what is missing, what does not belong and what is out of order', () => {
    const of = step({ id: 's', kind: 'path' });
    const path = (...ids: string[]): Answer => ({ kind: 'path', nodes: ids.map(tx) });
    const right = path(a, b, c);
    expect(score(of, right, right)).toBe(1_000_000);
    expect(score(of, right, path(a, b))).toBe(800_000);
    expect(score(of, right, path(a, d, b, c))).toBe(857_142);
    expect(score(of, right, path(c, b, a))).toBe(333_333);
    expect(score(of, right, path(d))).toBe(0);
  });

  it('[GR4] addresses between the transactions of a path are not counted', () => {
    const of = step({ id: 's', kind: 'path' });
    const right: Answer = { kind: 'path', nodes: [tx(a), tx(b)] };
    expect(score(of, right, { kind: 'path', nodes: [`a:${address('x')}`, tx(a), `a:${address('y')}`, tx(b)] })).toBe(1_000_000);
    expect(score(of, right, { kind: 'path', nodes: [`a:${address('x')}`] })).toBe(0);
  });

  it('[GR5] an order is scored by Kendall tau, reversed and random orders earn nothing to speak of', () => {
    const of = step({ id: 's', kind: 'order', choices: options('p', 'q', 'r', 's') });
    const order = (...events: string[]): Answer => ({ kind: 'order', events });
    const right = order('p', 'q', 'r', 's');
    expect(score(of, right, right)).toBe(1_000_000);
    expect(score(of, right, order('q', 'p', 'r', 's'))).toBe(666_666);
    expect(score(of, right, order('s', 'r', 'q', 'p'))).toBe(0);
    expect(score(of, right, order('p', 'q', 'r'))).toBe(0);
    expect(score(of, right, order('p', 'p', 'q', 'q', 'r', 's'))).toBe(1_000_000);
    expect(score(of, right, order())).toBe(0);
  });

  it('[GR6] a finding needs its claim; evidence counts by F1 and confidence by what is supported', () => {
    const of = step({ id: 's', kind: 'finding', choices: options('good', 'bad') });
    const finding = (claim: string, evidence: string[], confidence: 'low' | 'moderate' | 'high'): Answer => ({
      kind: 'finding',
      claim,
      text: 'prose',
      evidence: evidence.map(tx),
      confidence,
    });
    const right = finding('good', [a, b], 'moderate');
    const grade = (given: Answer) => score(of, right, given, { confidence: ['moderate'] });
    expect(grade(right)).toBe(1_000_000);
    expect(grade(finding('good', [a, b], 'high'))).toBe(800_000);
    expect(grade(finding('good', [a], 'moderate'))).toBe(866_666);
    expect(grade(finding('good', [], 'low'))).toBe(400_000);
    expect(grade(finding('bad', [a, b], 'moderate'))).toBe(0);
  });

  it('[GR9] any answer to any key scores within 0..1,000,000 and the verdict says which', () => {
    const id = fc.constantFrom(a, b, c, d);
    const name = fc.constantFrom('x', 'y', 'z');
    const answer: fc.Arbitrary<Answer> = fc.oneof(
      fc.record({ kind: fc.constant('transaction' as const), txid: id }),
      fc.record({ kind: fc.constant('choice' as const), choice: name }),
      fc.record({ kind: fc.constant('amount' as const), sat: fc.nat().map(String) }),
      fc.record({ kind: fc.constant('address-set' as const), addresses: fc.array(name.map(address)) }),
      fc.record({
        kind: fc.constant('path' as const),
        nodes: fc.array(
          fc.oneof(
            id.map(tx),
            name.map((n) => `a:${address(n)}`),
          ),
        ),
      }),
      fc.record({ kind: fc.constant('order' as const), events: fc.array(name) }),
      fc.record({
        kind: fc.constant('finding' as const),
        claim: name,
        text: fc.constant(''),
        evidence: fc.array(id.map(tx)),
        confidence: fc.constantFrom('low' as const, 'high' as const),
      }),
    );
    fc.assert(
      fc.property(answer, answer, (right, given) => {
        const of = step({ id: 's', kind: right.kind, choices: options('x', 'y', 'z') });
        const { scorePpm, verdict } = gradeAnswer(of, entryFor(right, { confidence: ['high'] }), given);
        expect(Number.isInteger(scorePpm) && scorePpm >= 0 && scorePpm <= 1_000_000).toBe(true);
        expect(verdict).toBe(scorePpm === 1_000_000 ? 'right' : scorePpm === 0 ? 'wrong' : 'partly');
      }),
      { numRuns: 500 },
    );
  });
});
