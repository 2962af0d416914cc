import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BridgeTransport } from '../../core/bridge/contract.ts';
import { AppError } from '../../core/errors.ts';
import type { CompiledWorld } from '../../core/pack/parts.ts';
import { createHost, type Host } from '../../host/create-host.ts';
import { noShell } from '../../host/host-ports.ts';
import { LedgerDesk } from '../../host/ledger/ledger-desk.ts';
import { ledgerInThread } from '../../host/ledger/ledger-port.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { writeWorld } from '../../host/worlds/world-folder.ts';

export interface TestHost {
  readonly host: Host;
  readonly transport: BridgeTransport;
  close(): Promise<void>;
}

const noCompile = async (): Promise<never> => {
  throw new AppError('test/no-compile', 'this host compiles nothing');
};

/** The real host on one compiled world, in this thread, with its data in a folder of its own that is removed at the end. */
export async function hostOn(
  world: Pick<CompiledWorld, 'files'>,
  { without = [], isOutputChecked = true }: { readonly without?: readonly string[]; readonly isOutputChecked?: boolean } = {},
): Promise<TestHost> {
  const folder = mkdtempSync(join(tmpdir(), 'ariadne-test-'));
  const files = new Map([...world.files].filter(([path]) => !without.includes(path)));
  await writeWorld({ files }, join(folder, 'worlds', 'driftwood'));
  let wallMs = 1_760_000_000_000;
  const host = createHost({
    info: { version: '0.0.0', runtime: 'test', isElectron: false, dataFolder: join(folder, 'data') },
    dataFolder: join(folder, 'data'),
    worldsFolder: join(folder, 'worlds'),
    ledger: ledgerInThread(new LedgerDesk()),
    compile: { compile: noCompile } as never,
    shell: noShell,
    now: () => (wallMs += 1000),
    newId: () => randomUUID(),
    isOutputChecked,
  });
  const transport = connectInProcess(host.server, 'trainee');
  return {
    host,
    transport,
    async close() {
      transport.close();
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
