import { describe, expect, it } from 'vitest';
import type { ChangeCandidates } from '../../../core/bridge/views.ts';
import type { Answer } from '../../../core/case/answer.ts';
import type { Entry } from '../../../core/case/entry.ts';
import { AppError } from '../../../core/errors.ts';
import { debrief } from '../../../core/exercise/debrief.ts';
import type { AnswerKey } from '../../../core/exercise/exercise-part.ts';
import { exerciseView } from '../../../core/exercise/exercise-view.ts';
import { gradeAnswer } from '../../../core/exercise/grade-answer.ts';
import { finishActs, revealActs, submitActs } from '../../../core/exercise/next-acts.ts';
import { address, begin, entryFor, evidenceOf, keyOf, options, part, stateOf, step, txid, txView } from './build-exercise.ts';

const [a, b, c] = ['1', '2', '3'].map(txid) as [string, string, string];
const output: Answer = { kind: 'output', outpoint: `${a}:1` };

/** Every field of the truth carries a marker of its own, so that a leak names where it came from. */
const markerKey: AnswerKey = keyOf(
  {
    change: entryFor(
      { kind: 'output', outpoint: `${txid('e')}:7` },
      {
        accept: [{ kind: 'output', outpoint: `${txid('d')}:8` }],
        explanation: 'MARK-explain-change',
        ideal: { text: 'MARK-ideal-change', nodes: [`t:${txid('c')}`] },
      },
    ),
    name: entryFor(
      { kind: 'choice', choice: 'right' },
      { explanation: 'MARK-explain-name', ideal: { text: 'MARK-ideal-name', nodes: [`t:${txid('b')}`] } },
    ),
    report: entryFor(
      { kind: 'finding', claim: 'right', text: '', evidence: [`t:${txid('9')}`], confidence: 'moderate' },
      { explanation: 'MARK-explain-report', confidence: ['moderate'], ideal: { text: 'MARK-ideal-report', nodes: [] } },
    ),
  },
  { addresses: [address('markcriminal')], txids: [txid('8')] },
);
const exercise = part([
  step({ id: 'change', kind: 'output', hints: [{ title: 'hint title', cost: 1, text: 'MARK-hint-change' }] }),
  step({ id: 'name', kind: 'choice', choices: options('right', 'left'), prompt: 'MARK-prompt-name' }),
  step({ id: 'report', kind: 'finding', choices: options('right', 'left'), prompt: 'MARK-prompt-report', tries: 1 }),
]);
const nothing = evidenceOf({});
const candidates: ChangeCandidates = {
  txid: a,
  asOfMs: 0,
  heuristics: [
    { id: 'client_change', isDynamic: false, isApplicable: true, survivors: [0], unique: 0, reasons: [] },
    { id: 'address_type', isDynamic: false, isApplicable: true, survivors: [0, 1], unique: null, reasons: [] },
    { id: 'optimal_change', isDynamic: false, isApplicable: false, survivors: [], unique: null, reasons: [] },
  ],
};

const view = (payloads: Entry['payload'][], key: AnswerKey | null = markerKey, evidence = nothing) =>
  exerciseView({ state: stateOf(payloads), part: exercise, key, language: 'en', evidence });

function submit(payloads: Entry['payload'][], stepId: string, answer: Answer, key: AnswerKey | null = markerKey): Entry['payload'][] {
  const grade =
    key === null
      ? null
      : (asked: (typeof exercise.steps)[number], given: Answer) => gradeAnswer(asked, key.steps[asked.id] ?? entryFor(given), given);
  return [...payloads, ...submitActs({ state: stateOf(payloads), part: exercise, stepId, answer, grade })];
}

/** Everything secret in a text: markers, and ids that only the truth holds. */
const leaks = (value: unknown): string[] => [...new Set(JSON.stringify(value).match(/MARK-[a-z-]+|markcriminal|([ebdc98])\1{63}/g) ?? [])];

describe('the truth wall', () => {
  it('[TW1] an open step shows nothing of its key, tried or not', async () => {
    const fresh = await view(begin(exercise));
    const tried = await view(submit(begin(exercise), 'change', output));
    expect([leaks(fresh), leaks(tried)]).toEqual([[], []]);
    expect(tried.steps[0]).toMatchObject({ status: 'open', verdict: 'wrong', explanation: null, correct: null, triesUsed: 1 });
  });

  it('[TW1] a hint shows title and cost, and its text once bought', async () => {
    const bought = [...begin(exercise), { type: 'hint.buy' as const, stepId: 'change', hint: 0, cost: 1 }];
    expect((await view(begin(exercise))).steps[0]?.hints).toEqual([{ title: 'hint title', cost: 1, text: null }]);
    expect((await view(bought)).steps[0]?.hints).toEqual([{ title: 'hint title', cost: 1, text: 'MARK-hint-change' }]);
  });

  it('[TW2] a closed step shows its own answer and explanation and nothing of the others', async () => {
    const closed = await view([...begin(exercise), ...revealActs(stateOf(begin(exercise)), exercise, 'change')]);
    expect(leaks(closed).sort()).toEqual(['MARK-explain-change', 'MARK-prompt-name', txid('e')].sort());
    expect(closed.stepCount).toBe(3);
  });

  it('[TW3] feedback on an output is what the change heuristics say of it, when its transaction is on the graph', async () => {
    const onGraph = submit([...begin(exercise), { type: 'graph.add', nodes: [`t:${a}`] }], 'change', output);
    const shown = await view(onGraph, markerKey, evidenceOf({ change: [candidates] }));
    expect(shown.steps[0]?.feedback).toEqual([
      { code: 'feedback/change-rule-rules-out', facts: { heuristic: 'client_change', vout: 1 }, nodes: [`t:${a}`] },
      { code: 'feedback/change-rule-keeps', facts: { heuristic: 'address_type', vout: 1 }, nodes: [`t:${a}`] },
    ]);
    const unseen = await view(submit(begin(exercise), 'change', output));
    expect(unseen.steps[0]?.feedback).toEqual([{ code: 'feedback/not-on-graph', facts: { count: 1 }, nodes: [] }]);
  });

  it('[TW3] a hidden node counts as not on the graph', async () => {
    const work: Entry['payload'][] = [
      { type: 'graph.add', nodes: [`t:${a}`] },
      { type: 'graph.hide', nodes: [`t:${a}`] },
    ];
    const hidden = await view(submit([...begin(exercise), ...work], 'change', output));
    expect(hidden.steps[0]?.feedback.map((each) => each.code)).toEqual(['feedback/not-on-graph']);
  });

  it('[TW3] feedback on a path names the first break that the ledger shows', async () => {
    const path = part([step({ id: 'path', kind: 'path' })]);
    const answer: Answer = { kind: 'path', nodes: [`t:${a}`, `t:${b}`, `t:${c}`] };
    const key = keyOf({ path: entryFor({ kind: 'path', nodes: [`t:${txid('e')}`] }) });
    const grade = (asked: (typeof path.steps)[number], given: Answer) => gradeAnswer(asked, key.steps['path'] ?? entryFor(given), given);
    const before: Entry['payload'][] = [...begin(path), { type: 'graph.add', nodes: answer.nodes }];
    const state = stateOf([...before, ...submitActs({ state: stateOf(before), part: path, stepId: 'path', answer, grade })]);
    const evidence = evidenceOf({ txs: [txView(b, [`${a}:0`]), txView(c, [`${a}:1`])] });
    const shown = await exerciseView({ state, part: path, key, language: 'en', evidence });
    expect(shown.steps[0]?.feedback).toEqual([{ code: 'feedback/path-breaks', facts: { place: 3 }, nodes: [`t:${b}`, `t:${c}`] }]);
  });

  it('[TW3] feedback is the same whatever the key says', async () => {
    const other: AnswerKey = {
      ...markerKey,
      steps: { ...markerKey.steps, change: entryFor({ kind: 'output', outpoint: `${txid('f')}:0` }) },
    };
    const payloads = submit([...begin(exercise), { type: 'graph.add', nodes: [`t:${a}`] }], 'change', output);
    const evidence = evidenceOf({ change: [candidates] });
    const [one, two] = await Promise.all([view(payloads, markerKey, evidence), view(payloads, other, evidence)]);
    expect(one).toEqual(two);
  });

  it('[TW4] without the truth part everything is recorded and nothing crosses, to the end', async () => {
    const finding: Answer = { kind: 'finding', claim: 'left', text: '', evidence: [], confidence: 'low' };
    let payloads: Entry['payload'][] = begin(exercise);
    for (const [stepId, answer] of [
      ['change', output],
      ['name', { kind: 'choice', choice: 'left' }],
      ['report', finding],
    ] as [string, Answer][]) {
      payloads = submit(payloads, stepId, answer, null);
      const shown = await view(payloads, null);
      expect(leaks(shown).filter((leak) => !leak.startsWith('MARK-prompt'))).toEqual([]);
      expect(shown.isGradedHere).toBe(false);
    }
    const shown = await view([...payloads, ...finishActs(stateOf(payloads), exercise)], null);
    expect(shown.steps.map((each) => [each.verdict, each.points, each.explanation, each.correct])).toEqual(
      Array(3).fill(['recorded', 0, null, null]),
    );
  });

  it('[TW5] the debrief is refused until the attempt is finished, and then tells all', async () => {
    let payloads: Entry['payload'][] = [...begin(exercise), { type: 'mark.set', nodes: [`a:${address('note')}`], mark: 'suspect' }];
    const sources = {
      subgraph: async () => ({ txs: [], addresses: [] }),
      control: (of: string) => (of === address('markcriminal') ? { actor: 'Gang', role: 'suspect' } : null),
    };
    const ask = () => debrief({ state: stateOf(payloads), part: exercise, key: markerKey, language: 'en', sources });
    await expect(ask()).rejects.toMatchObject({ code: 'debrief/not-finished' } satisfies Partial<AppError>);
    for (const each of exercise.steps) payloads = [...payloads, ...revealActs(stateOf(payloads), exercise, each.id)];
    payloads = [...payloads, ...finishActs(stateOf(payloads), exercise)];
    const told = await ask();
    expect(told.steps.map((each) => each.explanation)).toEqual(['MARK-explain-change', 'MARK-explain-name', 'MARK-explain-report']);
    expect(told.wronglyAccused).toEqual([`a:${address('note')}`]);
    expect([told.missed, told.beyond]).toEqual([[], [`a:${address('markcriminal')}`, `t:${txid('8')}`]]);
    expect(told.control).toEqual([{ address: address('markcriminal'), actor: 'Gang', role: 'suspect' }]);
  });
});
