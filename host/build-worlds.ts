import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../core/errors.ts';
import { compileScenario, worldKeyOf } from '../core/pack/compile-scenario.ts';
import { readScenarioFile } from './compile/scenario-file.ts';
import { isWholeWorld, writeWorld } from './worlds/world-folder.ts';

/**
 * Compiles the shipped scenarios into out/worlds, one folder each; what has not changed is left as it is. Run by the build, in the
 * project folder.
 */
const seed = '1';
const scenariosFolder = resolve('scenarios');
const worldsFolder = resolve('out', 'worlds');

async function buildWorld(name: string): Promise<void> {
  const source = await readScenarioFile(join(scenariosFolder, name));
  const folder = join(worldsFolder, name);
  if (await isWholeWorld(folder, worldKeyOf({ ...source, seed }))) return;
  const world = compileScenario({ ...source, seed });
  await rm(folder, { recursive: true, force: true });
  await writeWorld(world, folder);
  process.stderr.write(`compiled ${name}: ${world.counts.transactions} transactions, ledger ${world.manifest.ledgerSha256}\n`);
}

try {
  const items = await readdir(scenariosFolder, { withFileTypes: true });
  const names = items.filter((item) => item.isDirectory()).map((item) => item.name);
  for (const name of names.sort()) await buildWorld(name);
  const stale = (await readdir(worldsFolder)).filter((name) => !names.includes(name));
  for (const name of stale) await rm(join(worldsFolder, name), { recursive: true, force: true });
} catch (thrown) {
  if (!(thrown instanceof AppError)) throw thrown;
  process.stderr.write(`${thrown.code}: ${thrown.message}\n`);
  process.exitCode = 1;
}
