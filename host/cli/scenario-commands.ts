import { readdir, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { ScenarioRejected } from '../../core/language/problem.ts';
import { compileScenario } from '../../core/pack/compile-scenario.ts';
import { readManifest, writeWorld } from '../worlds/world-folder.ts';
import { type CommandContext, cannotWrite, type ExitCode, printJson } from './command-line.ts';
import { findScenario } from './find-scenario.ts';

/** Compiles to find every fault, also those that show only in the simulated world, and keeps nothing. */
export async function validateCommand(context: CommandContext, given: { scenario: string }): Promise<ExitCode> {
  try {
    const source = await findScenario(given.scenario, context);
    const world = compileScenario({ ...source, seed: '1' });
    printJson(context, { scenario: world.manifest.scenarioId, file: source.fileName, isValid: true, problems: [] });
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof ScenarioRejected)) throw thrown;
    printJson(context, { scenario: null, file: thrown.subject, isValid: false, problems: thrown.problems });
    return 1;
  }
}

export async function compileCommand(
  context: CommandContext,
  given: { scenario: string; seed: string; out: string | null },
): Promise<ExitCode> {
  const source = await findScenario(given.scenario, context);
  const out = given.out === null ? null : resolve(context.workingFolder, given.out);
  if (out !== null) await requireReplaceable(out);
  const startedAtMs = context.now();
  const world = compileScenario({ ...source, seed: given.seed });
  const compiledAtMs = context.now();
  if (out !== null) {
    await rm(out, { recursive: true, force: true });
    await writeWorld(world, out).catch(cannotWrite(out));
  }
  const { scenarioId, worldKey, generatorVersion, ledgerSha256 } = world.manifest;
  printJson(context, {
    scenario: scenarioId,
    seed: given.seed,
    worldKey,
    generatorVersion,
    ledgerSha256,
    counts: world.counts,
    timeMs: { compile: compiledAtMs - startedAtMs, write: context.now() - compiledAtMs },
    out,
  });
  return 0;
}

/** Only a compiled world is ever replaced, and only when nothing else lies in its folder: `--out .` must not cost anybody a file. */
async function requireReplaceable(folder: string): Promise<void> {
  const inUse = (what: string, cause?: unknown) =>
    new AppError('cli/out-in-use', `${folder} ${what}; name another folder`, { subject: folder, cause });
  const items = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw inUse(cause.code === 'ENOTDIR' ? 'is or lies under a file' : 'cannot be read', cause);
  });
  if (items.length === 0) return;
  const manifest = await readManifest(folder).catch((cause: unknown) => {
    throw inUse('is not empty and holds no compiled world', cause);
  });
  const own = new Set(['manifest.json', ...Object.keys(manifest.files)].map((path) => join(folder, path)));
  const foreign = items.map((item) => join(item.parentPath, item.name)).find((path, at) => !items[at]?.isDirectory() && !own.has(path));
  if (foreign !== undefined) throw inUse(`holds ${relative(folder, foreign)} beside a compiled world`);
}
