import { AppError, errorData } from '../../core/errors.ts';
import { type ScenarioProblem, ScenarioRejected } from '../../core/language/problem.ts';
import type { ScenarioSource } from './scenario-file.ts';

export interface CompileTask extends ScenarioSource {
  readonly seed: string;
  /** Where the world is written; not there before. */
  readonly folder: string;
}

export interface CompileProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

export type CompileOutcome =
  | { readonly isDone: true }
  | { readonly isDone: false; readonly isCancelled: boolean; readonly problems: readonly ScenarioProblem[] };

export interface RunningCompile {
  /** Never rejects. */
  readonly outcome: Promise<CompileOutcome>;
  /** The outcome says so. Too late is no fault. */
  cancel(): void;
}

/** Compiles in the background. */
export type CompilePort = (task: CompileTask, onProgress: (progress: CompileProgress) => void) => RunningCompile;

const cancelledCode = 'compile/cancelled';
export const cancelled: Extract<CompileOutcome, { isDone: false }> = { isDone: false, isCancelled: true, problems: [] };

/** What went wrong, as problems of the source: a fault without a place has no line. */
export function failure(thrown: unknown): Extract<CompileOutcome, { isDone: false }> {
  if (thrown instanceof ScenarioRejected) return { isDone: false, isCancelled: false, problems: thrown.problems };
  if (thrown instanceof AppError && thrown.code === cancelledCode) return cancelled;
  const { code, message } = errorData(thrown);
  return { isDone: false, isCancelled: false, problems: [{ code, line: null, column: null, path: '', message, remedy: '' }] };
}
