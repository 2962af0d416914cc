import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { AppError } from '../../core/errors.ts';
import { declareAppScheme, serveAppScheme } from '../../electron/app-protocol.ts';
import { IpcTransport } from '../../electron/ipc-transport.ts';
import { pageUrl } from '../../electron/origin.ts';
import { confine, windowOptions } from '../../electron/window.ts';
import type { BridgeServer, Connection } from '../../host/bridge/bridge-server.ts';
import { connectWebSocket } from '../../host/transports/web-socket-client.ts';

/** Which host a window of the relay speaks to, and with which key. */
export interface Line {
  readonly url: string;
  readonly token: string;
}

/** What a host that stands late heard, in order: `connect`, `close`, or the name of a call. */
export interface LateLine {
  readonly windowId: number;
  readonly heard: readonly string[];
  /** The host stands; or, with a code, cannot. */
  readonly settle: (failure: string | null) => void;
}

declare global {
  /** A window whose page speaks to a host that does not stand yet. */
  var lateLine: LateLine | undefined;
  var openLateLine: () => Promise<number>;
  /** Opens a window whose page speaks, by the real preload and the real IPC transport, to the host at the line's end. Gives its id. */
  var openLine: (line: Line) => Promise<number>;
}

/** What the IPC transport needs of a bridge server, carried on to a host in another process. */
async function serverAt({ url, token }: Line): Promise<Pick<BridgeServer, 'connect'>> {
  const far = await connectWebSocket(url, token);
  return {
    connect({ send }): Connection {
      far.onEvent(send);
      return {
        sessionId: token,
        call: (name, input) => far.call(name as 'app.info', input as Record<string, never>),
        close: async () => far.close(),
      };
    },
  };
}

const folder = app.getAppPath();
const { preload } = JSON.parse(readFileSync(join(folder, 'relay.json'), 'utf8')) as { preload: string };
declareAppScheme();
app.on('window-all-closed', () => undefined);
// Not awaited here: Electron is ready only after this module has run to its end.
const isServing = app.whenReady().then(() => serveAppScheme(session.defaultSession.protocol, join(folder, 'page')));

async function openPage(server: Promise<BridgeServer>, key: string): Promise<number> {
  await isServing;
  const window = new BrowserWindow({ ...windowOptions(preload), show: false });
  confine(window, () => undefined);
  new IpcTransport({
    ipc: window.webContents.ipc,
    contents: window.webContents,
    server,
    onRefused: () => undefined,
    onAnswered: () => undefined,
  });
  await window.loadURL(`${pageUrl}?${key}`);
  return window.id;
}

globalThis.openLine = async (line) => openPage(Promise.resolve((await serverAt(line)) as BridgeServer), line.token);

globalThis.openLateLine = async () => {
  const heard: string[] = [];
  const connect: BridgeServer['connect'] = () => {
    heard.push('connect');
    return {
      sessionId: 'late',
      call: async (name) => {
        heard.push(String(name));
        return { ok: true, value: { savedTo: String(name) } };
      },
      close: async () => void heard.push('close'),
    };
  };
  let settle: LateLine['settle'] = () => {};
  const server = new Promise<BridgeServer>((resolve, reject) => {
    settle = (failure) =>
      failure === null ? resolve({ connect } as BridgeServer) : reject(new AppError(failure, 'the host cannot start'));
  });
  server.catch(() => undefined);
  const windowId = await openPage(server, 'late');
  globalThis.lateLine = { windowId, heard, settle };
  return windowId;
};
