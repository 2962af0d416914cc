import { rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type CompileOutcome, type CompilePort, cancelled, failure } from './compile-port.ts';

export const compileMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), phase: z.string(), done: z.int(), total: z.int() }),
  z.strictObject({ type: z.literal('outcome'), outcome: z.custom<CompileOutcome>((value) => typeof value === 'object' && value !== null) }),
]);

/** Each compile in a worker thread of its own; cancelling ends the thread. */
export function compileInWorker(workerUrl: URL): CompilePort {
  return (task, onProgress) => {
    const worker = new Worker(workerUrl, { workerData: task });
    let isCancelled = false;
    const outcome = new Promise<CompileOutcome>((resolve) => {
      worker.on('message', (data: unknown) => {
        const message = compileMessageSchema.parse(data);
        if (message.type === 'outcome') resolve(message.outcome);
        else if (!isCancelled) onProgress({ phase: message.phase, done: message.done, total: message.total });
      });
      worker.on('error', (thrown: unknown) => resolve(failure(thrown)));
      worker.on('exit', () => resolve(isCancelled ? cancelled : failure(new Error('the compile thread ended'))));
    });
    return {
      outcome: outcome.then(async (result) => {
        if (!result.isDone) await rm(task.folder, { recursive: true, force: true });
        return result;
      }),
      cancel: () => {
        isCancelled = true;
        void worker.terminate();
      },
    };
  };
}
