import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { BridgeEvent } from '../core/bridge/contract.ts';
import { AppError, errorData } from '../core/errors.ts';
import type { BridgeServer, Connection } from '../host/bridge/bridge-server.ts';
import { callChannel, eventChannel } from './channels.ts';
import { type CallingFrame, isSenderTrusted } from './origin.ts';

interface IpcTransportPorts {
  readonly ipc: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly contents: WebContents;
  /** The window is opened before the host stands; calls made until then wait for it, and are answered with its error when it cannot start. */
  readonly server: Promise<BridgeServer>;
  readonly onRefused: (what: string, subject: string) => void;
  /** After a call was answered, e.g. to open a waiting scenario once the library is on the screen. */
  readonly onAnswered: (name: unknown) => void;
}

/** Carries the contract over Electron IPC for one window: one host session per document shown, ended when the document goes. */
export class IpcTransport {
  readonly #ports: IpcTransportPorts;
  #connection: Connection | null = null;
  /** Counts the documents shown: a call that waited for the host while its document went away must not reach the next one's session. */
  #document = 0;

  constructor(ports: IpcTransportPorts) {
    this.#ports = ports;
    ports.ipc.handle(callChannel, (event, name: unknown, input: unknown) => this.#call(event, name, input));
    ports.contents.on('did-navigate', () => void this.#hangUp());
    ports.contents.on('render-process-gone', () => void this.#hangUp());
    ports.contents.on('destroyed', () => void this.#hangUp());
  }

  /** The host session of the document now shown; null before its first call. */
  get sessionId(): string | null {
    return this.#connection?.sessionId ?? null;
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#ports.ipc.removeHandler(callChannel);
    await this.#hangUp();
  }

  async #call(event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<unknown> {
    if (event.sender !== this.#ports.contents || !isSenderTrusted(callingFrame(event))) {
      this.#ports.onRefused('call', event.senderFrame?.url ?? '');
      return { ok: false, error: new AppError('bridge/sender', 'calls are heard only from the main frame of our own page').toData() };
    }
    const askedBy = this.#document;
    const server = await this.#ports.server.catch(errorData);
    if (askedBy !== this.#document) return { ok: false, error: new AppError('bridge/closed', 'the page that asked is gone').toData() };
    if (!('connect' in server)) return { ok: false, error: server };
    this.#connection ??= server.connect({ role: 'trainee', send: (data) => this.#send(data) });
    const answer = await this.#connection.call(name, input);
    this.#ports.onAnswered(name);
    return answer;
  }

  #send(data: BridgeEvent): void {
    if (!this.#ports.contents.isDestroyed()) this.#ports.contents.send(eventChannel, data);
  }

  async #hangUp(): Promise<void> {
    this.#document += 1;
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close();
  }
}

function callingFrame(event: IpcMainInvokeEvent): CallingFrame | null {
  const frame = event.senderFrame;
  return frame === null ? null : { url: frame.url, isMainFrame: frame.parent === null };
}
