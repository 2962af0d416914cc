import type { BridgeTransport } from '../../core/bridge/contract.ts';
import type { CaseState } from '../../core/case/case-state.ts';
import type { Entry, Work } from '../../core/case/entry.ts';
import { foldCase, foldMore } from '../../core/case/fold.ts';
import { addressNode, nodeKey } from '../../core/ids.ts';
import { value } from './test-host.ts';

/** Wall clock that depends on the length of the log alone, so that a killed and resumed attempt writes the same entries as an undisturbed one. */
export class LogClock {
  entries = 0;
  readonly now = (): number => 1_760_000_000_000 + this.entries * 1000;
}

/** What this trainee does next: a function of the state alone. Work of several kinds, undo and redo, two hints, two answers. */
async function move(transport: BridgeTransport, attemptId: string, state: CaseState): Promise<readonly Entry[]> {
  const on = { attemptId, expectedHead: state.head };
  const step = state.steps.find((known) => known.stepId === state.currentStepId);
  const { seq } = state.head;
  if (step?.stepId === 'pay' && seq > 30 * (step.hintsBought.length + 1) && step.hintsBought.length < 2) {
    return (await value(transport, 'exercise.buyHint', { ...on, stepId: 'pay', hint: step.hintsBought.length })).entries;
  }
  if (step?.stepId === 'pay' && seq > 100 * (step.submissions.length + 1)) {
    const answer = { kind: 'transaction', txid: '0'.repeat(64) } as const;
    return (await value(transport, 'exercise.submit', { ...on, stepId: 'pay', answer })).entries;
  }
  return (await value(transport, 'attempt.append', { ...on, work: nextWork(state) })).entries;
}

function nextWork(state: CaseState): Work {
  const { seq } = state.head;
  const node = state.startNodes[0] ?? addressNode('');
  if (seq % 5 === 3 && state.undoTarget !== null) return { type: 'undo', target: state.undoTarget };
  if (seq % 5 === 4 && state.redoTarget !== null) return { type: 'redo', target: state.redoTarget };
  if (seq % 3 === 0) return { type: 'note.set', node, text: `note ${seq} on ${nodeKey(node)}` };
  return seq % 3 === 1 ? { type: 'label.set', node, text: `label ${seq}` } : { type: 'graph.move', node, x: seq / 8, y: -seq, z: 0.5 };
}

/** Works on an attempt that is open until `isEnough`; tells every entry once its call has returned. */
export async function workSteadily(
  transport: BridgeTransport,
  attempt: { readonly attemptId: string; readonly entries: readonly Entry[]; readonly clock: LogClock },
  onCommitted: (entry: Entry) => boolean,
): Promise<void> {
  let state = foldCase(attempt.entries);
  for (;;) {
    attempt.clock.entries = state.head.seq + 1;
    const entries = await move(transport, attempt.attemptId, state);
    state = foldMore(state, entries);
    for (const entry of entries) if (onCommitted(entry)) return;
  }
}
