import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { compileScenario } from '../../core/pack/compile-scenario.ts';
import { compileInThread } from '../compile/compile-port.ts';
import { createHost } from '../create-host.ts';
import { noShell } from '../host-ports.ts';
import { LedgerDesk } from '../ledger/ledger-desk.ts';
import { ledgerInThread } from '../ledger/ledger-port.ts';
import { play, type ScriptChoice } from '../play/play.ts';
import { parseScript } from '../play/script-language.ts';
import { connectInProcess } from '../transports/in-process.ts';
import { writeWorld } from '../worlds/world-folder.ts';
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
  const world = compileScenario({ ...source, seed: given.seed });
  const worldsFolder = join(context.temporaryFolder, 'worlds');
  await writeWorld(world, join(worldsFolder, world.manifest.scenarioId));
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
      scenarioId: world.manifest.scenarioId,
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

async function readScript(given: string, scenarioFolder: string, context: CommandContext): Promise<ScriptChoice> {
  const own = ownPlayers.find((name) => name === given);
  if (own !== undefined) return own;
  const file = given === 'ideal' ? join(scenarioFolder, 'scripts', 'ideal.yaml') : resolve(context.workingFolder, given);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('cli/no-script', `${file}: no such script`, { subject: file, cause });
  });
  return parseScript(text, file);
}
