import { compileOnce, readScenario } from './compiling.ts';
import type { Side } from './measure.ts';
import { openWorldOnce, parseWithLibraryOnce, readAndHashOnce } from './opening.ts';
import { readWorld } from './read-world.ts';
import { signBareOnce, signingWork, signWithLibraryOnce } from './signing-floor.ts';

/** Entry of a fresh process: does one piece of work once, cold, and prints its milliseconds. `task NAME FOLDER` */
const [name = '', folder = ''] = process.argv.slice(2);

const signing = async () => {
  const { blocks, control } = await readWorld(folder);
  return signingWork(blocks, control);
};

const tasks: Readonly<Record<string, () => Promise<Side> | Side>> = {
  open: () => openWorldOnce(folder),
  'read-and-hash': () => readAndHashOnce(folder),
  'parse-with-library': () => parseWithLibraryOnce(folder),
  compile: async () => compileOnce(await readScenario(folder, '1')),
  'sign-with-library': async () => signWithLibraryOnce(await signing()),
  'sign-bare': async () => signBareOnce(await signing()),
};

const side = await tasks[name]?.();
if (side === undefined) throw new Error(`no task "${name}"; there are: ${Object.keys(tasks).join(', ')}`);
process.stdout.write(`${await side()}\n`);
