import { rm } from 'node:fs/promises';
import { compileScenario } from '../../core/pack/compile-scenario.ts';
import { writeWorldFiles } from '../worlds/world-folder.ts';
import { type CompileOutcome, type CompilePort, type CompileProgress, type CompileTask, failure } from './compile-port.ts';

// Apart from the port: a host that compiles in another thread does not load the compiler itself.

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

/** Compiles in the caller's own thread once it is idle: for tests and short-lived programs. */
export const compileInThread: CompilePort = (task, onProgress) => {
  let isCancelled = false;
  const outcome = new Promise<CompileOutcome>((resolve) => {
    setImmediate(() => void compileInto(task, { onProgress, isCancelled: () => isCancelled }).then(resolve));
  });
  return { outcome, cancel: () => void (isCancelled = true) };
};
