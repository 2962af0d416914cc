import { realpathSync } from 'node:fs';
import { app, type BrowserWindow, ipcMain, Menu, session } from 'electron';
import type { Host } from '../host/create-host.ts';
import type { ShellPorts } from '../host/host-ports.ts';
import { serveAppScheme } from './app-protocol.ts';
import { askAfterCrashes } from './dialogs.ts';
import { IpcTransport } from './ipc-transport.ts';
import { menuTemplate } from './menu.ts';
import { pageUrl } from './origin.ts';
import { afterRendererGone } from './renderer-crash.ts';
import { lockSession } from './session-policy.ts';
import type { ShellText } from './texts/texts.ts';
import { WaitingScenario } from './waiting-scenario.ts';
import { openWindow } from './window.ts';

export interface ShellParts {
  readonly host: Host;
  readonly dialogs: ShellPorts;
  readonly text: ShellText;
  /** Built page and preload, absolute. */
  readonly rendererFolder: string;
  readonly preload: string;
  readonly scenarioPath: string | null;
  readonly now: () => number;
}

/** The running desktop part: one window on one host. */
export interface Shell {
  readonly window: BrowserWindow;
  /** Another start of Ariadne: comes to the front, and opens what that start named. */
  comeForward(scenarioPath: string | null): void;
}

/** Opens the window and connects it. Call when the app is ready. */
export function runShell(parts: ShellParts): Shell {
  const { host, text, dialogs } = parts;
  const onRefused = (what: string, subject: string): void => {
    // Only the scheme and host of a refused address are kept: the rest could be case data.
    host.log.write('warning', 'refused', { what, subject: URL.canParse(subject) ? new URL(subject).origin : subject.slice(0, 40) });
  };
  lockSession(session.defaultSession, onRefused);
  serveAppScheme(session.defaultSession.protocol, realpathSync(parts.rendererFolder));
  const window = openWindow(parts.preload, onRefused);
  const waiting = new WaitingScenario(parts.scenarioPath, (path) => {
    const { sessionId } = transport;
    return sessionId !== null && host.openScenario(sessionId, path) !== null;
  });
  const transport = new IpcTransport({
    ipc: ipcMain,
    contents: window.webContents,
    server: host.server,
    onRefused,
    onAnswered: (name) => waiting.answered(name),
  });
  window.webContents.on('did-navigate', () => waiting.reset());
  watchForCrashes(window, parts);
  const saveDiagnostics = (): void => {
    dialogs
      .saveText('ariadne-diagnostics.txt', host.diagnostics())
      .catch((thrown: unknown) => host.log.fault('diagnostics not saved', thrown));
  };
  const command = (id: string): void => host.broadcast({ type: 'shell.command', command: id });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(text, { command, saveDiagnostics })));
  window.on('closed', () => void transport.close());
  return {
    window,
    comeForward(scenarioPath) {
      if (window.isMinimized()) window.restore();
      window.focus();
      if (scenarioPath !== null) waiting.put(scenarioPath);
    },
  };
}

function watchForCrashes(window: BrowserWindow, { host, text, now }: ShellParts): void {
  const crashesMs: number[] = [];
  const reload = (): void => void window.loadURL(pageUrl).catch((thrown: unknown) => host.log.fault('page not loaded again', thrown));
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const todo = afterRendererGone(reason, crashesMs, now());
    crashesMs.push(now());
    host.log.write('error', 'page process gone', { reason, exitCode, todo });
    if (todo === 'reload') reload();
    if (todo === 'give-up') void askAfterCrashes(text, window).then((choice) => (choice === 'again' ? reload() : app.quit()));
  });
  window.on('unresponsive', () => host.log.write('warning', 'page unresponsive'));
}
