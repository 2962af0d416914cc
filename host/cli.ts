import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './cli/run-command.ts';

/** Command line: docs/command-line.md. Built to out/main/cli.js, two folders below the project. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const temporaryFolder = await mkdtemp(join(tmpdir(), 'ariadne-'));
// What is printed must be out before the process ends, also into a pipe.
const written: Promise<void>[] = [];
const write = (stream: NodeJS.WriteStream) => (text: string) => {
  written.push(new Promise((resolve) => stream.write(text, () => resolve())));
};
try {
  process.exitCode = await runCommand(
    process.argv.slice(2),
    {
      workingFolder: process.cwd(),
      scenariosFolder: join(root, 'scenarios'),
      worldsFolder: join(root, 'out', 'worlds'),
      temporaryFolder,
      now: () => Date.now(),
      newId: () => randomUUID(),
      print: write(process.stdout),
    },
    write(process.stderr),
  );
  await Promise.all(written);
} finally {
  await rm(temporaryFolder, { recursive: true, force: true });
}
