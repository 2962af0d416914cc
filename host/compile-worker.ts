import { parentPort, workerData } from 'node:worker_threads';
import { compileInto } from './compile/compile-into.ts';
import type { CompileTask } from './compile/compile-port.ts';

/** Entry of a compile worker thread: one task, then it ends. */
const port = parentPort;
if (port === null) throw new Error('the compile worker runs as a worker thread');
const outcome = await compileInto(workerData as CompileTask, {
  onProgress: (progress) => port.postMessage({ type: 'progress', ...progress }),
  isCancelled: () => false,
});
port.postMessage({ type: 'outcome', outcome });
