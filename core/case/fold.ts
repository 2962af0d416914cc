import { AppError } from '../errors.ts';
import { CaseDraft } from './case-draft.ts';
import type { CaseState, HistoryItem } from './case-state.ts';
import type { Entry } from './entry.ts';
import { headOf } from './hash-chain.ts';

/**
 * What a log says. Pure: same entries, same state. Work that was undone is skipped as if it had never been done, and stays in the history.
 * @throws AppError `case/bad-undo` when an undo or redo names another entry than the one in turn; `case/not-begun`
 */
export function foldCase(entries: readonly Entry[]): CaseState {
  const first = entries[0];
  if (first === undefined || first.payload.type !== 'attempt.begin') {
    throw new AppError('case/not-begun', 'the log does not start with the beginning of an attempt');
  }
  const turns = undoTurns(entries);
  const draft = new CaseDraft(first.payload);
  const history: HistoryItem[] = [];
  for (const entry of entries) {
    const undone = turns.undone.has(entry.seq);
    history.push({ seq: entry.seq, atMs: entry.atMs, kind: entry.kind, payload: entry.payload, undone });
    if (!undone) draft.apply(entry);
  }
  const { begin } = draft;
  return {
    scenarioId: begin.scenarioId,
    traineeId: begin.traineeId,
    worldKey: begin.worldKey,
    gradingVersion: begin.gradingVersion,
    startNodes: begin.startNodes,
    victimNodes: begin.victimNodes,
    ...draft.contents(),
    history,
    undoTarget: turns.done.at(-1) ?? null,
    redoTarget: turns.redoable.at(-1) ?? null,
    head: headOf(entries),
  };
}

interface UndoTurns {
  /** Work in force, oldest first: the last is what undo takes next. */
  readonly done: readonly number[];
  /** Undone work that can come back: the last is what redo takes next. New work empties it. */
  readonly redoable: readonly number[];
  readonly undone: ReadonlySet<number>;
}

function undoTurns(entries: readonly Entry[]): UndoTurns {
  const done: number[] = [];
  const undone = new Set<number>();
  let redoable: number[] = [];
  for (const { seq, kind, payload } of entries) {
    if (kind === 'act') continue;
    if (payload.type === 'undo') {
      redoable.push(inTurn(done.pop(), payload.target, seq));
      undone.add(payload.target);
    } else if (payload.type === 'redo') {
      done.push(inTurn(redoable.pop(), payload.target, seq));
      undone.delete(payload.target);
    } else {
      done.push(seq);
      redoable = [];
    }
  }
  return { done, redoable, undone };
}

function inTurn(expected: number | undefined, target: number, seq: number): number {
  if (expected === target) return target;
  const message = `entry ${seq} names entry ${target}; ${expected === undefined ? 'none is' : `entry ${expected} is`} in turn`;
  throw new AppError('case/bad-undo', message, { subject: String(seq) });
}
