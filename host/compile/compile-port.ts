import { rm } from 'node:fs/promises';
import { AppError, errorData } from '../../core/errors.ts';
import { type ScenarioProblem, ScenarioRejected } from '../../core/language/problem.ts';
import { compileScenario } from '../../core/pack/compile-scenario.ts';
import { writeWorldFiles } from '../worlds/world-folder.ts';
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

/** The work of a compile thread: the folder holds the whole world afterwards, or is gone. */
export async function compileInto(
  task: CompileTask,
  watch: { readonly onProgress: (progress: CompileProgress) => void; readonly isCancelled: () => boolean },
): Promise<CompileOutcome> {
  try {
    const world = compileScenario({ ...task, ...watch });
    await writeWorldFiles(world, task.folder);
    return { isDone: true };
  } catch (thrown) {
    await rm(task.folder, { recursive: true, force: true });
    return failure(thrown);
  }
}

const cancelledCode = 'compile/cancelled';
export const cancelled: CompileOutcome = { isDone: false, isCancelled: true, problems: [] };

/** What went wrong, as problems of the source: a fault without a place has no line. */
export function failure(thrown: unknown): CompileOutcome {
  if (thrown instanceof ScenarioRejected) return { isDone: false, isCancelled: false, problems: thrown.problems };
  if (thrown instanceof AppError && thrown.code === cancelledCode) return cancelled;
  const { code, message } = errorData(thrown);
  return { isDone: false, isCancelled: false, problems: [{ code, line: null, column: null, path: '', message, remedy: '' }] };
}

/** Compiles in the caller's own thread once it is idle: for tests and short-lived programs. */
export const compileInThread: CompilePort = (task, onProgress) => {
  let isCancelled = false;
  const outcome = new Promise<CompileOutcome>((resolve) => {
    setImmediate(() => void compileInto(task, { onProgress, isCancelled: () => isCancelled }).then(resolve));
  });
  return { outcome, cancel: () => void (isCancelled = true) };
};
