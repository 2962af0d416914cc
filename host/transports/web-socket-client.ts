import { WebSocket } from 'ws';
import type { BridgeTransport } from '../../core/bridge/contract.ts';
import { AppError } from '../../core/errors.ts';
import { bridgeProtocol, tokenProtocol } from './web-socket-server.ts';
import { WireClient } from './wire.ts';

/** @throws AppError `bridge/not-connected` when the host does not answer or refuses the token */
export function connectWebSocket(url: string, token: string): Promise<BridgeTransport> {
  const socket = new WebSocket(url, [bridgeProtocol, tokenProtocol(token)]);
  const client = new WireClient({ send: (message) => socket.send(JSON.stringify(message)), close: () => socket.close() });
  socket.on('message', (data: Buffer) => client.take(JSON.parse(data.toString('utf8'))));
  socket.on('close', () => client.lose());
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(client));
    socket.on('error', (cause) => reject(new AppError('bridge/not-connected', `no connection to ${url}: ${cause.message}`, { cause })));
  });
}
