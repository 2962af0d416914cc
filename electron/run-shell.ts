import { realpathSync } from 'node:fs';
import { app, type BrowserWindow, ipcMain, Menu, session } from 'electron';
import { serveAppScheme } from './app-protocol.ts';
import type { DesktopHost } from './desktop-host.ts';
import { askAfterCrashes } from './dialogs.ts';
import { IpcTransport } from './ipc-transport.ts';
import { menuTemplate } from './menu.ts';
import { pageUrl } from './origin.ts';
import { afterRendererGone } from './renderer-crash.ts';
import { lockSession } from './session-policy.ts';
import { WaitingScenario } from './waiting-scenario.ts';
import { openWindow } from './window.ts';

export interface ShellParts {
  /** Reads the host and puts it together; called once. The window does not wait for it, its calls do. */
  readonly startHost: () => Promise<DesktopHost>;
  /** Built page and preload, absolute. */
  readonly rendererFolder: string;
  readonly preload: string;
  readonly scenarioPath: string | null;
  readonly now: () => number;
}

/** The running desktop part: one window on one host. */
export interface Shell {
  readonly window: BrowserWindow;
  /** Rejects when the host cannot start: the caller's to report. */
  readonly host: Promise<DesktopHost>;
  /** Another start of Ariadne: comes to the front, and opens what that start named. */
  comeForward(scenarioPath: string | null): void;
}

/** Opens the window, and connects it once the host stands. Call when the app is ready. */
export function runShell(parts: ShellParts): Shell {
  let pageComputes = (): void => {};
  // Reading the host keeps this thread busy: the page's requests go first, and while its process computes, this one is free.
  const starting = new Promise<void>((resolve) => {
    pageComputes = resolve;
  }).then(parts.startHost);
  let standing: DesktopHost | null = null;
  const whenStanding = (use: (desktop: DesktopHost) => void): void => void starting.then(use, () => {});
  whenStanding((desktop) => {
    standing = desktop;
  });
  const onRefused = (what: string, subject: string): void =>
    // Only the scheme and host of a refused address are kept: the rest could be case data.
    whenStanding(({ host }) =>
      host.log.write('warning', 'refused', { what, subject: URL.canParse(subject) ? new URL(subject).origin : subject.slice(0, 40) }),
    );
  lockSession(session.defaultSession, onRefused);
  serveAppScheme(session.defaultSession.protocol, realpathSync(parts.rendererFolder), pageComputes);
  const window = openWindow(parts.preload, onRefused);
  // A page that fails must not keep the host, and what the host has to say, from a person.
  window.webContents.once('dom-ready', pageComputes);
  window.webContents.once('did-fail-load', pageComputes);
  window.webContents.once('render-process-gone', pageComputes);
  const waiting = new WaitingScenario(parts.scenarioPath, (path) => {
    const { sessionId } = transport;
    return sessionId !== null && standing !== null && standing.host.openScenario(sessionId, path) !== null;
  });
  const transport = new IpcTransport({
    ipc: ipcMain,
    contents: window.webContents,
    server: starting.then(({ host }) => host.server),
    onRefused,
    onAnswered: (name) => waiting.answered(name),
  });
  window.webContents.on('did-navigate', () => waiting.reset());
  window.on('closed', () => void transport.close());
  whenStanding((desktop) => {
    if (window.isDestroyed()) return;
    setMenu(desktop);
    watchForCrashes(window, desktop, parts.now);
  });
  return {
    window,
    host: starting,
    comeForward(scenarioPath) {
      if (window.isMinimized()) window.restore();
      window.focus();
      if (scenarioPath !== null) waiting.put(scenarioPath);
    },
  };
}

function setMenu({ host, dialogs, text }: DesktopHost): void {
  const saveDiagnostics = (): void => {
    dialogs
      .saveText('ariadne-diagnostics.txt', host.diagnostics())
      .catch((thrown: unknown) => host.log.fault('diagnostics not saved', thrown));
  };
  const command = (id: string): void => host.broadcast({ type: 'shell.command', command: id });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(text, { command, saveDiagnostics })));
}

function watchForCrashes(window: BrowserWindow, { host, text }: DesktopHost, now: () => number): void {
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
