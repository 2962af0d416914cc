import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { BridgeTransport, CallInput, CallName, CallOutput, Role } from '../../core/bridge/contract.ts';
import type { CompiledWorld } from '../../core/pack/parts.ts';
import { compileInThread } from '../../host/compile/compile-into.ts';
import type { CompilePort } from '../../host/compile/compile-port.ts';
import { createHost, type Host } from '../../host/create-host.ts';
import type { ShellPorts } from '../../host/host-ports.ts';
import { LedgerDesk } from '../../host/ledger/ledger-desk.ts';
import { ledgerInThread } from '../../host/ledger/ledger-port.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { connectMessagePort, type PortLike, serveMessagePort } from '../../host/transports/message-port.ts';
import { connectWebSocket } from '../../host/transports/web-socket-client.ts';
import { startWebSocketServer } from '../../host/transports/web-socket-server.ts';
import { writeWorld } from '../../host/worlds/world-folder.ts';

/** A folder of its own that the test removes. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'ariadne-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface TestHostOptions {
  readonly folder: string;
  readonly worlds: readonly CompiledWorld[];
  /** Files left out of the worlds. */
  readonly without?: readonly string[];
  readonly compile?: CompilePort;
  readonly shell?: Partial<ShellPorts>;
  /** Wall clock; by default one second passes a question. */
  readonly now?: () => number;
  readonly newId?: () => string;
}

/** The real host in this thread. Worlds are written when they are not there; a second host on the same folder finds them. */
export async function startTestHost(options: TestHostOptions): Promise<Host> {
  const worldsFolder = join(options.folder, 'worlds');
  mkdirSync(worldsFolder, { recursive: true });
  for (const world of options.worlds) {
    const files = new Map([...world.files].filter(([path]) => options.without?.includes(path) !== true));
    await writeWorld({ files }, join(worldsFolder, world.manifest.scenarioId)).catch(() => undefined);
  }
  let wallMs = 1_760_000_000_000;
  return createHost({
    info: { version: '0.0.0', runtime: 'test', isElectron: false, dataFolder: options.folder },
    dataFolder: join(options.folder, 'data'),
    worldsFolder,
    ledger: ledgerInThread(new LedgerDesk()),
    compile: options.compile ?? compileInThread,
    shell: { chooseScenario: async () => null, saveText: async () => null, ...options.shell },
    now: options.now ?? (() => (wallMs += 1000)),
    newId: options.newId ?? (() => randomUUID()),
    isOutputChecked: true,
  });
}

export type Connect = (host: Host, role: Role) => Promise<BridgeTransport>;

const portOf = (port: MessagePort): PortLike => ({
  post: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on('message', listener),
  onClose: (listener) => void port.on('close', listener),
  close: () => port.close(),
});

/** Every way to a host. */
export const transports: Readonly<Record<string, Connect>> = {
  'in-process': async (host, role) => connectInProcess(host.server, role),
  'message port': async (host, role) => {
    const { port1, port2 } = new MessageChannel();
    serveMessagePort(host.server, portOf(port1), role);
    return connectMessagePort(portOf(port2));
  },
  'web socket': async (host, role) => {
    const running = await startWebSocketServer({ server: host.server, tokens: new Map([['secret-1', role]]), port: 0 });
    const transport = await connectWebSocket(running.url, 'secret-1');
    return {
      call: transport.call,
      onEvent: (listener) => transport.onEvent(listener),
      close: () => {
        transport.close();
        void running.close();
      },
    };
  },
};

/** The value of a call; fails the test when it was refused. */
export async function value<N extends CallName>(transport: BridgeTransport, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const result = await transport.call(name, input);
  if (!result.ok) throw new Error(`${name} was refused: ${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The code a call was refused with; null when it was not refused. Takes any input. */
export async function refusal(transport: BridgeTransport, name: string, input: unknown): Promise<string | null> {
  const result = await transport.call(name as 'app.info', input as never);
  return result.ok ? null : result.error.code;
}

/** A new trainee with a new, opened attempt of the first scenario in the library. */
export async function openNew(transport: BridgeTransport, name = 'Ada') {
  const { trainee } = await value(transport, 'trainees.create', { name });
  const { cards } = await value(transport, 'library.list', { traineeId: trainee.id, language: 'en' });
  const scenarioId = cards[0]?.scenarioId ?? '';
  const { attemptId } = await value(transport, 'attempt.start', { traineeId: trainee.id, scenarioId, language: 'en' });
  const opened = await value(transport, 'attempt.open', { attemptId, language: 'en' });
  return { traineeId: trainee.id, scenarioId, attemptId, ...opened };
}
