import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { compileScenario, worldKeyOf } from '../../core/pack/compile-scenario.ts';
import { compileInThread } from '../compile/compile-into.ts';
import type { ScenarioSource } from '../compile/scenario-file.ts';
import { createHost } from '../create-host.ts';
import { noShell } from '../host-ports.ts';
import { LedgerDesk } from '../ledger/ledger-desk.ts';
import { ledgerInThread } from '../ledger/ledger-port.ts';
import { play, type ScriptChoice } from '../play/play.ts';
import { parseScript } from '../play/script-language.ts';
import { connectInProcess } from '../transports/in-process.ts';
import { isWholeWorld, readManifest, writeWorld } from '../worlds/world-folder.ts';
import { type CommandContext, type ExitCode, printJson } from './command-line.ts';
import { findScenario } from './find-scenario.ts';

const ownPlayers = ['empty', 'guess', 'accuse-all'] as const;

/** An attempt over the contract, in a data folder of its own that is removed afterwards. */
export async function playCommand(
  context: CommandContext,
  given: { scenario: string; seed: string; script: string; runs: number | null },
): Promise<ExitCode> {
  const source = await findScenario(given.scenario, context);
  const script = await readScript(given.script, source.folder, context);
  const { scenarioId, worldsFolder } = await worldOf(source, given.seed, context);
  const host = createHost({
    info: { version: '', runtime: `Node ${process.versions.node}`, isElectron: false, dataFolder: context.temporaryFolder },
    dataFolder: join(context.temporaryFolder, 'data'),
    worldsFolder,
    ledger: ledgerInThread(new LedgerDesk()),
    compile: compileInThread,
    shell: noShell,
    now: context.now,
    newId: context.newId,
    isOutputChecked: false,
  });
  const transport = connectInProcess(host.server, 'trainee');
  try {
    const result = await play(transport, {
      scenarioId,
      script,
      traineeName: given.script.slice(0, 60),
      seed: given.seed,
      ...(given.runs === null ? {} : { guessRuns: given.runs }),
    });
    printJson(context, result);
    return 0;
  } finally {
    transport.close();
    await host.close();
  }
}

/** The world that came with Ariadne when it is the very one that compiling would make (its key says so) and whole; else a compiled one. */
async function worldOf(
  source: ScenarioSource,
  seed: string,
  { worldsFolder, temporaryFolder }: CommandContext,
): Promise<{ scenarioId: string; worldsFolder: string }> {
  const worldKey = worldKeyOf({ ...source, seed });
  for (const name of await readdir(worldsFolder).catch(() => [])) {
    const folder = join(worldsFolder, name);
    if (await isWholeWorld(folder, worldKey)) return { scenarioId: (await readManifest(folder)).scenarioId, worldsFolder };
  }
  const world = compileScenario({ ...source, seed });
  const { scenarioId } = world.manifest;
  const compiledFolder = join(temporaryFolder, 'worlds');
  await writeWorld(world, join(compiledFolder, scenarioId));
  return { scenarioId, worldsFolder: compiledFolder };
}

async function readScript(given: string, scenarioFolder: string, context: CommandContext): Promise<ScriptChoice> {
  const own = ownPlayers.find((name) => name === given);
  if (own !== undefined) return own;
  const file = given === 'ideal' ? join(scenarioFolder, 'scripts', 'ideal.yaml') : resolve(context.workingFolder, given);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('cli/no-script', `${file}: no such script`, { subject: file, cause });
  });
  return parseScript(text, file);
}
