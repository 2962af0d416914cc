import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Role } from '../../core/bridge/contract.ts';
import type { BridgeServer, Connection } from '../bridge/bridge-server.ts';
import { inputCharactersMax } from '../bridge/input-guard.ts';
import { serveMessage, type Wire } from './wire.ts';

/** Sub-protocol of the contract; a second one, `token.…`, carries the secret, because a browser can send no header of its own. */
export const bridgeProtocol = 'ariadne-bridge-1';
export const tokenProtocol = (token: string): string => `token.${token}`;

export interface WebSocketServerOptions {
  readonly server: BridgeServer;
  /** Which role a token gives. Letters, digits, `-` and `_`. */
  readonly tokens: ReadonlyMap<string, Role>;
  /** 0: any free port. */
  readonly port: number;
}

export interface RunningWebSocketServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Longest message: the largest input in UTF-8 and its envelope. A longer one ends the connection. */
const messageBytesMax = inputCharactersMax * 4;

/** Serves the contract on this machine's loopback address only; without a right token there is no connection. */
export async function startWebSocketServer(options: WebSocketServerOptions): Promise<RunningWebSocketServer> {
  const http = createServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    handleProtocols: (offered) => (offered.has(bridgeProtocol) ? bridgeProtocol : false),
  });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const role = roleOf(request, options.tokens);
    if (role === null) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => serveSocket(options.server, webSocket, role));
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = http.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        for (const webSocket of sockets.clients) webSocket.terminate();
        http.close(() => resolve());
      }),
  };
}

function serveSocket(server: BridgeServer, socket: WebSocket, role: Role): void {
  const wire: Wire = {
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    close: () => socket.close(),
  };
  const connection: Connection = server.connect({ role, send: (event) => wire.send({ event }) });
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? undefined : readJson(data);
    if (message === undefined) socket.close(1003, 'JSON texts only');
    else void serveMessage(connection, wire, message);
  });
  // Told by `close` as well; without a listener an oversized message would end the program.
  socket.on('error', () => socket.terminate());
  socket.on('close', () => void connection.close());
}

function readJson(data: RawData): unknown {
  try {
    return JSON.parse((data as Buffer).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Compares digests in constant time, so that an answer's delay tells nothing of a token. */
function roleOf(request: IncomingMessage, tokens: ReadonlyMap<string, Role>): Role | null {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  let role: Role | null = null;
  for (const [token, given] of tokens) {
    for (const name of offered) if (timingSafeEqual(digest(name), digest(tokenProtocol(token)))) role = given;
  }
  return role;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
