import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Side } from './measure.ts';

const run = promisify(execFile);

/** Runs a task of task.ts in a process of its own, so that nothing is warm. */
export const inFreshProcess =
  (task: string, folder: string): Side =>
  async () => {
    const { stdout } = await run(process.execPath, [fileURLToPath(new URL('task.js', import.meta.url)), task, folder]);
    return Number(stdout);
  };
