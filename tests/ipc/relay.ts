import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
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

declare global {
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

globalThis.openLine = async (line) => {
  await isServing;
  const server = await serverAt(line);
  const window = new BrowserWindow({ ...windowOptions(preload), show: false });
  confine(window, () => undefined);
  new IpcTransport({
    ipc: window.webContents.ipc,
    contents: window.webContents,
    server: Promise.resolve(server as BridgeServer),
    onRefused: () => undefined,
    onAnswered: () => undefined,
  });
  await window.loadURL(`${pageUrl}?${line.token}`);
  return window.id;
};
