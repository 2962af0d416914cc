import type { NodeId } from '../ids.ts';
import type { Answer } from './answer.ts';
import type { Act, Mark, Work } from './entry.ts';

export interface Position {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export interface CaseNode {
  readonly id: NodeId;
  /** Seq of the entry that brought it in; layout orders by it so that growth never moves what stands. */
  readonly since: number;
  /** The node it was expanded from, null for start nodes, search and tables. */
  readonly parent: NodeId | null;
  readonly hidden: boolean;
  /** Where the trainee placed it; null = the layout decides. */
  readonly pinned: Position | null;
  readonly label: string;
  readonly note: string;
  readonly mark: Mark | null;
}

export interface CaseGroup {
  readonly id: string;
  readonly heuristic: 'co-spend';
  readonly members: readonly string[];
  readonly evidence: readonly string[];
}

export type StepStatus = 'open' | 'closed';

export interface StepState {
  readonly stepId: string;
  readonly status: StepStatus;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
  readonly closedWhy: Extract<Act, { type: 'step.close' }>['why'] | null;
  readonly submissions: readonly {
    readonly answer: Answer;
    readonly verdict: 'right' | 'partly' | 'wrong' | 'recorded' | null;
    readonly scorePpm: number;
    readonly points: number;
  }[];
  readonly hintsBought: readonly number[];
  readonly hintCost: number;
  readonly draft: Answer | null;
}

/** One line of the named history. Acts are locked; an undone work entry is kept. Undo and redo are not lines: they show in `undone`. */
export interface HistoryItem {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: 'work' | 'act';
  readonly payload: Work | Act;
  readonly undone: boolean;
}

/** Everything a log says, folded. Pure function of the entries: same log, same state. */
export interface CaseState {
  readonly scenarioId: string;
  readonly traineeId: string;
  readonly worldKey: string;
  readonly gradingVersion: number;
  /** Simulated now (asOf of every query). */
  readonly clockMs: number;
  readonly startNodes: readonly NodeId[];
  readonly victimNodes: readonly NodeId[];
  readonly nodes: ReadonlyMap<NodeId, CaseNode>;
  readonly groups: readonly CaseGroup[];
  /** txid -> the trainee's claim of its change output. */
  readonly changeClaims: ReadonlyMap<string, { readonly vout: number; readonly heuristic: string }>;
  readonly steps: readonly StepState[];
  readonly currentStepId: string | null;
  readonly finished: boolean;
  readonly history: readonly HistoryItem[];
  /** Seq that undo would target next, null when there is nothing to undo. */
  readonly undoTarget: number | null;
  readonly redoTarget: number | null;
  /** Undone work that redo can still bring back, the next one last. New work empties it; what was undone stays in the history. */
  readonly redoable: readonly number[];
  /** Head: seq and hash of the last entry. */
  readonly head: { readonly seq: number; readonly hash: string };
}
