import type { AddressView, ChangeCandidates, TxView } from '../../../core/bridge/views.ts';
import type { Answer } from '../../../core/case/answer.ts';
import type { Act, Entry } from '../../../core/case/entry.ts';
import { foldCase } from '../../../core/case/fold.ts';
import type { AnswerKey, ExercisePart, ExerciseStep } from '../../../core/exercise/exercise-part.ts';
import type { Evidence } from '../../../core/exercise/feedback.ts';
import { gradeAnswer } from '../../../core/exercise/grade-answer.ts';
import { beginActs, submitActs } from '../../../core/exercise/next-acts.ts';

/** Builders of small exercises: ids are made of one repeated digit so that a failing test reads well. */

export const txid = (digit: string): string => digit.repeat(64);
export const address = (name: string): string => `bc1q${name.replace(/[^a-z0-9]/g, '')}`.padEnd(24, '0');
export const startMs = 1_740_000_000_000;

export function step(of: Partial<ExerciseStep> & Pick<ExerciseStep, 'id' | 'kind'>): ExerciseStep {
  return {
    title: `title of ${of.id}`,
    prompt: `prompt of ${of.id}`,
    points: 10,
    tries: 2,
    hints: [],
    choices: [],
    amount: of.kind === 'amount' ? { unit: 'BTC', toleranceSat: '0' } : null,
    when: null,
    revalues: {},
    clockMs: null,
    ...of,
  };
}

export const options = (...ids: string[]): ExerciseStep['choices'] => ids.map((id) => ({ id, text: `option ${id}` }));

export function part(steps: ExerciseStep[]): ExercisePart {
  return {
    format: 'ariadne-exercise/1',
    scenarioId: 'test',
    gradingVersion: 1,
    title: 'Test',
    story: 'A story',
    level: 'foundation',
    skills: [],
    chains: ['bitcoin'],
    estimatedMinutes: 5,
    languages: ['en'],
    startClockMs: startMs,
    briefing: {
      task: 'task',
      legalFrame: 'frame',
      exhibits: [],
      knownAddresses: [{ key: 'note', address: address('note'), role: 'start', text: 'the note' }],
    },
    steps,
  };
}

export function entryFor(answer: Answer, more: Partial<AnswerKey['steps'][string]> = {}): AnswerKey['steps'][string] {
  return { answer, accept: [], explanation: 'why', confidence: [], ideal: { text: 'how', nodes: [] }, ...more };
}

export const keyOf = (steps: AnswerKey['steps'], criminal: Partial<AnswerKey['criminal']> = {}): AnswerKey => ({
  steps,
  criminal: { addresses: [], txids: [], ...criminal },
});

/** A log of payloads; hashes are of the right form and chain nothing, the fold does not check them. */
export function logOf(payloads: readonly Entry['payload'][]): Entry[] {
  const acts: ReadonlySet<string> = new Set([
    'attempt.begin',
    'step.open',
    'clock.set',
    'answer.submit',
    'answer.verdict',
    'hint.buy',
    'step.close',
    'attempt.finish',
  ]);
  return payloads.map((payload, seq) => ({
    seq,
    prev: String(seq % 10).repeat(64),
    atMs: 1_000_000 + seq * 1000,
    kind: acts.has(payload.type) ? 'act' : 'work',
    payload,
    hash: String((seq + 1) % 10).repeat(64),
  }));
}

export const begin = (of: ExercisePart): Act[] => beginActs(of, { traineeId: 'cadet', worldKey: '0'.repeat(64) });

/** Plays submissions one after the other into a log; `null` key records them. */
export function submitAll(of: ExercisePart, key: AnswerKey | null, answers: readonly (readonly [string, Answer])[]): Entry['payload'][] {
  const payloads: Entry['payload'][] = begin(of);
  for (const [stepId, answer] of answers) {
    const state = foldCase(logOf(payloads));
    const grade =
      key === null
        ? null
        : (asked: ExerciseStep, given: Answer) => gradeAnswer(asked, key.steps[asked.id] as AnswerKey['steps'][string], given);
    payloads.push(...submitActs({ state, part: of, stepId, answer, grade }));
  }
  return payloads;
}

export const stateOf = (payloads: readonly Entry['payload'][]) => foldCase(logOf(payloads));

/** Ledger evidence that fails when it is asked for anything a test did not put there. */
export function evidenceOf(there: { txs?: TxView[]; addresses?: AddressView[]; change?: ChangeCandidates[] }): Evidence {
  const find = <T>(list: readonly T[] | undefined, is: (item: T) => boolean, what: string): T => {
    const found = list?.find(is);
    if (found === undefined) throw new Error(`the feedback asked the ledger for ${what}`);
    return found;
  };
  return {
    transaction: async (id) => find(there.txs, (tx) => tx.txid === id, id),
    address: async (id) => find(there.addresses, (view) => view.address === id, id),
    changeCandidates: async (id) => find(there.change, (view) => view.txid === id, id),
  };
}

export function txView(id: string, spends: readonly string[] = []): TxView {
  return {
    txid: id,
    height: 1,
    indexInBlock: 1,
    atMs: startMs,
    isCoinbase: false,
    version: 2,
    locktime: 0,
    sizeBytes: 200,
    weight: 800,
    vsize: 200,
    feeSat: '300',
    inputs: spends.map((prev, vin) => ({ vin, prev, address: null, valueSat: '1000', scriptType: 'p2wpkh', sequence: 0xffffffff })),
    outputs: [],
  };
}
