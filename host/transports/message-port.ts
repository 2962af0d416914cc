import type { BridgeTransport, Role } from '../../core/bridge/contract.ts';
import type { BridgeServer } from '../bridge/bridge-server.ts';
import { serveMessage, type Wire, WireClient } from './wire.ts';

/** What a message port of Node, Electron or a browser has in common, behind three functions. Carries structured clones. */
export interface PortLike {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

const wireOn = (port: PortLike): Wire => ({ send: (message) => port.post(message), close: () => port.close() });

/** Serves one client on a port until it closes. */
export function serveMessagePort(server: BridgeServer, port: PortLike, role: Role): void {
  const wire = wireOn(port);
  const connection = server.connect({ role, send: (event) => wire.send({ event }) });
  port.onMessage((message) => void serveMessage(connection, wire, message));
  port.onClose(() => void connection.close());
}

export function connectMessagePort(port: PortLike): BridgeTransport {
  const client = new WireClient(wireOn(port));
  port.onMessage((message) => client.take(message));
  port.onClose(() => client.lose());
  return client;
}
