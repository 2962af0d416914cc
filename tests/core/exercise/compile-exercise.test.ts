import { describe, expect, it } from 'vitest';
import { compileExercise, type ExerciseContext } from '../../../core/exercise/compile-exercise.ts';
import { answerKeySchema, exercisePartSchema } from '../../../core/exercise/exercise-part.ts';
import { briefingSourceSchema, exerciseSourceSchema } from '../../../core/language/exercise-source.ts';
import { ScenarioRejected } from '../../../core/language/problem.ts';
import type { TruthNames } from '../../../core/language/truth-ref.ts';
import { address, startMs, txid } from './build-exercise.ts';

const day = 86_400_000;
const names: TruthNames = {
  'pay.tx': { is: 'transaction', txid: txid('1') },
  'pay.change': { is: 'output', outpoint: `${txid('1')}:1` },
  'pay.address': { is: 'address', address: address('note') },
  'pay.amount': { is: 'amount', sat: '500' },
  'test.amount': { is: 'amount', sat: '20' },
  'pay.at': { is: 'time', atMs: startMs + day },
  'test.at': { is: 'time', atMs: startMs },
  'twin.at': { is: 'time', atMs: startMs },
  'chain.txs': { is: 'transactions', txids: [txid('2'), txid('3')] },
  'gang.addresses': { is: 'addresses', addresses: [address('z'), address('b')] },
};

const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');

function context(more: Partial<ExerciseContext> = {}): ExerciseContext {
  return {
    scenarioId: 'test',
    fileName: 'test.yaml',
    header: {
      title: 'T',
      story: 'S',
      level: 'foundation',
      skills: [],
      chains: ['bitcoin'],
      estimatedMinutes: 5,
      languages: ['en'],
      startClockMs: startMs,
    },
    names,
    criminal: { addresses: [address('z')], txids: [txid('1')] },
    media: new Map([['desk.svg', svg]]),
    locate: (path) => ({ line: Number(path[2] ?? 0) + 1, column: 1 }),
    ...more,
  };
}

const briefing = briefingSourceSchema.parse({
  task: { en: 'task', de: 'Aufgabe' },
  'legal-frame': 'frame',
  exhibits: [{ id: 'desk', kind: 'image', title: 'Desk', markdown: 'text', image: 'desk.svg', alt: 'a desk' }],
  known: [{ key: 'note', address: 'pay.address', role: 'start', text: 'the note' }],
});

const texts = { title: 'title', prompt: 'prompt', points: 5, explain: 'why', ideal: { text: 'how' } };
const choices = (...ids: string[]) => ids.map((id) => ({ id, text: `option ${id}` }));
const compile = (steps: readonly Record<string, unknown>[], more: Partial<ExerciseContext> = {}) =>
  compileExercise(
    { briefing, exercise: exerciseSourceSchema.parse({ steps: steps.map((step) => ({ ...texts, ...step })) }) },
    context(more),
  );

function problemsOf(work: () => unknown): (readonly [string, number | null, string, string])[] {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof ScenarioRejected) return thrown.problems.map((each) => [each.code, each.line, each.path, each.remedy] as const);
    throw thrown;
  }
  return [];
}

describe('compiling an exercise', () => {
  it('[EX1] answers become the ids of the world, for every kind', () => {
    const { part, key } = compile([
      { id: 's1', kind: 'transaction', answer: { transaction: 'pay.tx' } },
      { id: 's2', kind: 'output', answer: { output: 'pay.change' } },
      { id: 's3', kind: 'address', answer: { address: 'pay.address' } },
      { id: 's4', kind: 'address-set', answer: { addresses: ['gang.addresses', 'pay.address'] } },
      { id: 's5', kind: 'path', answer: { path: ['pay.tx', 'chain.txs'] } },
      { id: 's6', kind: 'amount', tolerance: '0.00000519 BTC', answer: { amount: ['pay.amount', 'test.amount'] } },
      { id: 's7', kind: 'choice', choices: choices('x', 'y'), answer: { choice: 'y' } },
      { id: 's8', kind: 'decision', choices: choices('x', 'y'), answer: { decision: 'x' }, revalues: { y: { s9: 1 } } },
      { id: 's9', kind: 'order', choices: choices('x', 'y'), answer: { order: ['y', 'x'] }, when: { step: 's8', choice: 'y' } },
      {
        id: 's10',
        kind: 'finding',
        choices: choices('x', 'y'),
        answer: { finding: { claim: 'x', evidence: ['pay.change', 'chain.txs'], confidence: ['moderate', 'high'] } },
      },
    ]);
    expect(Object.values(key.steps).map((entry) => entry.answer)).toEqual([
      { kind: 'transaction', txid: txid('1') },
      { kind: 'output', outpoint: `${txid('1')}:1` },
      { kind: 'address', address: address('note') },
      { kind: 'address-set', addresses: [address('b'), address('note'), address('z')] },
      { kind: 'path', nodes: [`t:${txid('1')}`, `t:${txid('2')}`, `t:${txid('3')}`] },
      { kind: 'amount', sat: '520' },
      { kind: 'choice', choice: 'y' },
      { kind: 'decision', choice: 'x' },
      { kind: 'order', events: ['y', 'x'] },
      { kind: 'finding', claim: 'x', text: '', evidence: [`t:${txid('1')}`, `t:${txid('2')}`, `t:${txid('3')}`], confidence: 'moderate' },
    ]);
    expect(key.steps['s10']?.confidence).toEqual(['moderate', 'high']);
    expect(part.steps[5]?.amount).toEqual({ unit: 'BTC', toleranceSat: '519' });
    expect([exercisePartSchema.safeParse(part).success, answerKeySchema.safeParse(key).success]).toEqual([true, true]);
    expect(part.briefing.exhibits[0]?.imageDataUrl).toBe(`data:image/svg+xml;base64,${btoa(new TextDecoder().decode(svg))}`);
  });

  it('[EX1] every unknown or unfitting name is refused at once, with place and remedy', () => {
    const problems = problemsOf(() =>
      compile(
        [
          { id: 's1', kind: 'transaction', answer: { transaction: 'pay.tz' } },
          { id: 's2', kind: 'output', answer: { output: 'pay.tx' }, ideal: { text: 'how', show: ['pay.at'] } },
        ],
        { media: new Map() },
      ),
    );
    expect(problems).toEqual([
      ['exercise/missing-media', 1, 'briefing.exhibits.0.image', 'put the file into the media folder of the scenario'],
      ['exercise/unknown-name', 1, 'exercise.steps.0.answer', 'did you mean "pay.tx"?'],
      ['exercise/wrong-name', 2, 'exercise.steps.1.answer', expect.stringContaining('pay.change')],
      ['exercise/wrong-name', 2, 'exercise.steps.1.ideal.show', expect.any(String)],
    ]);
  });

  it('[LG23] [LG24] what only the world tells: a tolerance as wide as the amount, a path of one member, an answer that names nothing', () => {
    const amount = (tolerance: string) => [
      { id: 's1', kind: 'amount', tolerance, answer: { amount: 'pay.amount' }, accept: [{ amount: 'test.amount' }] },
    ];
    expect(problemsOf(() => compile(amount('19 sat')))).toEqual([]);
    expect(problemsOf(() => compile(amount('20 sat'))).map(([code, , path]) => [code, path])).toEqual([
      ['language/tolerance-too-wide', 'exercise.steps.0.tolerance'],
    ]);
    const more = { names: { ...names, 'nobody.addresses': { is: 'addresses' as const, addresses: [] } } };
    const faultsOf = (step: Record<string, unknown>) =>
      problemsOf(() => compile([{ id: 's1', ...step }], more)).map(([code, , path]) => [code, path]);
    expect(faultsOf({ kind: 'path', answer: { path: ['pay.tx', 'pay.change'] } })).toEqual([
      ['language/path-too-short', 'exercise.steps.0.answer.path'],
    ]);
    expect(faultsOf({ kind: 'path', answer: { path: 'chain.txs' }, accept: [{ path: 'pay.tx' }] })).toEqual([
      ['language/path-too-short', 'exercise.steps.0.accept.0.path'],
    ]);
    expect(faultsOf({ kind: 'address-set', answer: { addresses: 'nobody.addresses' } })).toEqual([
      ['exercise/empty-answer', 'exercise.steps.0.answer'],
    ]);
    const finding = { claim: 'x', evidence: ['nobody.addresses'], confidence: ['low'] };
    expect(faultsOf({ kind: 'finding', choices: choices('x', 'y'), answer: { finding } })).toEqual([
      ['exercise/empty-answer', 'exercise.steps.0.answer'],
    ]);
  });

  it('[EX1] an exhibit has its picture for all languages, or one for each', () => {
    const media = new Map([
      ['desk.svg', svg],
      ['desk.jpg', new Uint8Array([1])],
      ['desk.WebP', new Uint8Array([2])],
    ]);
    const urlOf = (image: unknown) => {
      const [exhibit] = briefing.exhibits;
      const source = { briefing: briefingSourceSchema.parse({ ...briefing, exhibits: [{ ...exhibit, image }] }), exercise };
      return compileExercise(source, context({ media })).part.briefing.exhibits[0]?.imageDataUrl;
    };
    const exercise = exerciseSourceSchema.parse({
      steps: [{ ...texts, id: 's1', kind: 'transaction', answer: { transaction: 'pay.tx' } }],
    });
    expect(urlOf('desk.jpg')).toBe('data:image/jpeg;base64,AQ==');
    expect(urlOf({ en: 'desk.svg', de: 'desk.WebP' })).toEqual({
      en: `data:image/svg+xml;base64,${btoa(new TextDecoder().decode(svg))}`,
      de: 'data:image/webp;base64,Ag==',
    });
    expect(urlOf(undefined)).toBeNull();
  });

  it('[EX2] options stand in one order whatever order the author wrote them in', () => {
    const ids = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
    const orderOf = (written: string[], more = {}) =>
      compile([
        { id: 's1', kind: 'choice', choices: choices(...written), answer: { choice: 'alpha' }, ...more },
      ]).part.steps[0]?.choices.map(({ id }) => id);
    expect(orderOf(ids)).toEqual(orderOf([...ids].reverse()));
    expect(orderOf(ids, { 'choice-order': 'written' })).toEqual(ids);
    const firsts = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8'].map(
      (id) => compile([{ id, kind: 'choice', choices: choices(...ids), answer: { choice: 'alpha' } }]).part.steps[0]?.choices[0]?.id,
    );
    expect(new Set(firsts).size).toBeGreaterThan(1);
  });

  it('[EX3] an order tied to times follows the world, and equal times are refused', () => {
    const order = (first: string, second: string) => [
      {
        id: 's1',
        kind: 'order',
        choices: choices('x', 'y'),
        answer: {
          order: [
            { event: 'x', by: first },
            { event: 'y', by: second },
          ],
        },
      },
    ];
    const eventsOf = (steps: Record<string, unknown>[]) => compile(steps).key.steps['s1']?.answer;
    expect(eventsOf(order('pay.at', 'test.at'))).toEqual({ kind: 'order', events: ['y', 'x'] });
    expect(eventsOf(order('test.at', 'pay.at'))).toEqual({ kind: 'order', events: ['x', 'y'] });
    expect(problemsOf(() => compile(order('test.at', 'twin.at'))).map(([code]) => code)).toEqual(['exercise/times-collide']);
  });

  it('[EX4] opens-at is a date, a time of the truth, a while after it, or a while after the steps above', () => {
    const opens = ['2025-02-20T09:00Z', 'pay.at', 'pay.at + 36h', '+ 2d'].map((at, index) => ({
      id: `s${index}`,
      kind: 'transaction',
      answer: { transaction: 'pay.tx' },
      'opens-at': at,
    }));
    const clocks = (steps: Record<string, unknown>[]) => compile(steps).part.steps.map((step) => step.clockMs);
    expect(clocks(opens)).toEqual([Date.UTC(2025, 1, 20, 9), startMs + day, startMs + 2.5 * day, startMs + 4.5 * day]);
    expect(problemsOf(() => clocks([{ ...opens[0], 'opens-at': '2025-13-40' }])).map(([code]) => code)).toEqual(['exercise/bad-date']);
    expect(problemsOf(() => clocks([{ ...opens[0], 'opens-at': '2025-02-31' }])).map(([code]) => code)).toEqual(['exercise/bad-date']);
  });

  it('[EX1] the source says what is wrong with a step and where', () => {
    const faultsOf = (...steps: Record<string, unknown>[]) => {
      const parsed = exerciseSourceSchema.safeParse({ steps: steps.map((step) => ({ ...texts, ...step })) });
      return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
    };
    const decision = { id: 'd', kind: 'decision', choices: choices('x', 'y'), answer: { decision: 'x' } };
    const tx = { id: 't', kind: 'transaction', answer: { transaction: 'pay.tx' } };
    expect(faultsOf({ ...tx, answer: { output: 'pay.change' } })).toEqual(['steps.0.answer']);
    expect(faultsOf({ ...tx, answer: { transaction: 'pay.tx', output: 'pay.change' } })).toEqual(['steps.0.answer']);
    expect(faultsOf({ ...tx, choices: choices('x', 'y') })).toEqual(['steps.0.choices']);
    expect(faultsOf({ ...decision, tries: 2 })).toEqual(['steps.0.tries']);
    expect(faultsOf({ ...decision, answer: { decision: 'z' } })).toEqual(['steps.0.answer']);
    expect(faultsOf({ ...tx, when: { step: 'd', choice: 'x' } }, decision)).toEqual(['steps.0.when.step']);
    expect(faultsOf(decision, { ...tx, when: { step: 'd', choice: 'q' } })).toEqual(['steps.1.when.choice']);
    expect(faultsOf({ ...decision, revalues: { x: { nowhere: 3 } } })).toEqual(['steps.0.revalues.x.nowhere']);
    expect(faultsOf(tx, tx)).toEqual(['steps.1.id']);
    expect(faultsOf({ ...tx, tolerence: 1 })).toEqual(['steps.0']);
  });
});
