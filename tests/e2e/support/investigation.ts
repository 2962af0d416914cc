import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BridgeTransport } from '../../../core/bridge/contract.ts';
import type { Answer } from '../../../core/case/answer.ts';
import type { Work } from '../../../core/case/entry.ts';
import { compileInThread } from '../../../host/compile/compile-into.ts';
import { createHost } from '../../../host/create-host.ts';
import { noShell } from '../../../host/host-ports.ts';
import { LedgerDesk } from '../../../host/ledger/ledger-desk.ts';
import { ledgerInThread } from '../../../host/ledger/ledger-port.ts';
import { ask, PlaySession } from '../../../host/play/play-session.ts';
import { parseScript } from '../../../host/play/script-language.ts';
import { ScriptPlayer } from '../../../host/play/script-player.ts';
import { connectInProcess } from '../../../host/transports/in-process.ts';
import { projectFolder } from './ariadne-app.ts';

/** What the investigator did at a step before answering it, and what they answered. */
export interface Scene {
  readonly stepId: string;
  readonly works: readonly Work[];
  readonly answer: Answer;
}

export interface Investigation {
  readonly scenes: readonly Scene[];
  readonly max: number;
}

/**
 * The shipped investigator's own way through Driftwood, on a host of its own over the same compiled world. The window's driver then does
 * with mouse or keyboard what the investigator did; it knows nothing that an investigator could not find.
 */
export async function investigate(): Promise<Investigation> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'ariadne-shadow-'));
  try {
    return await onHost({ dataFolder }, record);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Runs `work` over a host of this process on the built worlds and the given data, and closes the host. */
export async function onHost<T>(
  { dataFolder }: { readonly dataFolder: string },
  work: (transport: BridgeTransport) => Promise<T>,
): Promise<T> {
  const host = createHost({
    info: { version: '0.0.0', runtime: 'test', isElectron: false, dataFolder },
    dataFolder,
    worldsFolder: join(projectFolder, 'out/worlds'),
    ledger: ledgerInThread(new LedgerDesk()),
    compile: compileInThread,
    shell: noShell,
    now: Date.now,
    newId: randomUUID,
    isOutputChecked: true,
  });
  const transport = connectInProcess(host.server, 'trainee');
  try {
    return await work(transport);
  } finally {
    transport.close();
    await host.close();
  }
}

async function record(transport: BridgeTransport): Promise<Investigation> {
  const works: Work[] = [];
  const listening: BridgeTransport = {
    ...transport,
    call: (name, input) => {
      if (name === 'attempt.append') works.push((input as unknown as { work: Work }).work);
      return transport.call(name, input);
    },
  };
  const { trainee } = await ask(transport, 'trainees.create', { name: 'Investigator' });
  const session = await PlaySession.start(listening, { traineeId: trainee.id, scenarioId: 'driftwood', language: 'en' });
  const player = new ScriptPlayer(
    parseScript(readFileSync(join(projectFolder, 'scenarios/driftwood/scripts/ideal.yaml'), 'utf8'), 'ideal.yaml'),
  );
  const scenes: Scene[] = [];
  for (let step = session.currentStep; step !== null; step = session.currentStep) {
    const answer = await player.answer(step, session);
    if (answer === null) throw new Error(`the investigator has no answer to ${step.id}`);
    scenes.push({ stepId: step.id, works: works.splice(0), answer });
    await session.submit(step.id, answer);
  }
  return { scenes, max: session.exercise.maxPoints };
}
