import { AppError } from '../errors.ts';
import type { CaseState, HistoryItem, StepState } from './case-state.ts';
import type { Act, Entry, Work } from './entry.ts';
import { foldAct, impossible, type StepsFold } from './fold-acts.ts';
import { applyWork, beginWorkspace, copyWorkspace, type Workspace } from './workspace.ts';

/**
 * Everything a log says. Pure: the same entries give the same state. Expects a verified log; says so when an entry cannot stand
 * where it stands.
 * @throws AppError `log/empty`, `log/impossible` with the number of the entry
 */
export function foldCase(entries: readonly Entry[]): CaseState {
  const [first, ...rest] = entries;
  if (first === undefined) throw new AppError('log/empty', 'a case log begins with an attempt.begin entry; this one has none');
  return foldMore(beginState(first), rest);
}

/**
 * The state after more entries: equal to folding the whole log. The state given is not changed.
 * @throws AppError `log/impossible`
 */
export function foldMore(state: CaseState, entries: readonly Entry[]): CaseState {
  if (entries.length === 0) return state;
  const fold = openFold(state);
  for (const entry of entries) foldEntry(fold, entry);
  const workspace = workspaceOf(state, fold);
  const last = entries.at(-1) as Entry;
  return {
    ...state,
    clockMs: fold.steps.clockMs,
    nodes: workspace.nodes,
    groups: [...workspace.groups.values()],
    changeClaims: workspace.changeClaims,
    steps: fold.steps.steps.map((step) => withDraft(step, workspace)),
    currentStepId: fold.steps.currentStepId,
    finished: fold.steps.finished,
    history: fold.history,
    undoTarget: fold.done.at(-1) ?? null,
    redoTarget: fold.undone.at(-1) ?? null,
    redoable: fold.undone,
    head: { seq: last.seq, hash: last.hash },
  };
}

interface Fold {
  readonly steps: StepsFold;
  readonly history: HistoryItem[];
  /** Where an entry stands in the history, by its seq. */
  readonly places: Map<number, number>;
  /** Seqs of the work in force, oldest first. */
  readonly done: number[];
  /** Seqs that redo can bring back, the next one last. New work empties it; the entries stay in the history. */
  readonly undone: number[];
}

function openFold(state: CaseState): Fold {
  const history = [...state.history];
  return {
    steps: { clockMs: state.clockMs, steps: [...state.steps], currentStepId: state.currentStepId, finished: state.finished },
    history,
    places: new Map(history.map((item, place) => [item.seq, place])),
    done: history.filter((item) => item.kind === 'work' && !item.undone).map((item) => item.seq),
    undone: [...state.redoable],
  };
}

function foldEntry(fold: Fold, entry: Entry): void {
  const { payload, seq } = entry;
  if (entry.kind === 'act') {
    foldAct(fold.steps, entry, payload as Act);
    record(fold, entry);
  } else if (payload.type === 'undo') {
    const target = fold.done.pop();
    if (target !== payload.target)
      throw impossible(seq, `undo of entry ${payload.target}, but the last work in force is ${target ?? 'none'}`);
    fold.undone.push(target);
    flag(fold, target, true);
  } else if (payload.type === 'redo') {
    const target = fold.undone.pop();
    if (target !== payload.target) throw impossible(seq, `redo of entry ${payload.target}, but the last undone is ${target ?? 'none'}`);
    fold.done.push(target);
    flag(fold, target, false);
  } else {
    if (payload.type === 'answer.draft' && !fold.steps.steps.some((step) => step.stepId === payload.stepId)) {
      throw impossible(seq, `a draft for step "${payload.stepId}", which is not open`);
    }
    fold.undone.length = 0;
    fold.done.push(seq);
    record(fold, entry);
  }
}

function record(fold: Fold, { seq, atMs, kind, payload }: Entry): void {
  fold.places.set(seq, fold.history.length);
  fold.history.push({ seq, atMs, kind, payload, undone: false });
}

function flag(fold: Fold, seq: number, undone: boolean): void {
  const place = fold.places.get(seq);
  const item = place === undefined ? undefined : fold.history[place];
  if (place !== undefined && item !== undefined) fold.history[place] = { ...item, undone };
}

/**
 * Work in force applied in order. Acts never change the workspace, so an undo is the same list without its last entry; when nothing
 * was undone, only the new work is applied.
 */
function workspaceOf(before: CaseState, fold: Fold): Workspace {
  const doneBefore = before.history.filter((item) => item.kind === 'work' && !item.undone).length;
  const isExtension = before.undoTarget === null ? doneBefore === 0 : fold.done[doneBefore - 1] === before.undoTarget;
  const workspace = isExtension ? copyWorkspace(before) : beginWorkspace(before);
  for (const seq of fold.done.slice(isExtension ? doneBefore : 0)) {
    const item = fold.history[fold.places.get(seq) ?? -1];
    if (item !== undefined) applyWork(workspace, item, item.payload as Work);
  }
  return workspace;
}

function withDraft(step: StepState, workspace: Workspace): StepState {
  const draft = workspace.drafts.get(step.stepId) ?? null;
  return draft === step.draft ? step : { ...step, draft };
}

function beginState(entry: Entry): CaseState {
  const { payload, seq, atMs, hash, kind } = entry;
  if (payload.type !== 'attempt.begin' || seq !== 0) throw impossible(seq, 'a log begins with attempt.begin at number 0');
  const { scenarioId, traineeId, worldKey, gradingVersion, clockMs, startNodes, victimNodes } = payload;
  return {
    ...{ scenarioId, traineeId, worldKey, gradingVersion, clockMs, startNodes, victimNodes },
    nodes: beginWorkspace({ startNodes, victimNodes }).nodes,
    groups: [],
    changeClaims: new Map(),
    steps: [],
    currentStepId: null,
    finished: false,
    history: [{ seq, atMs, kind, payload, undone: false }],
    undoTarget: null,
    redoTarget: null,
    redoable: [],
    head: { seq, hash },
  };
}
