import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { errorData } from '../core/errors.ts';
import { compileInWorker } from '../host/compile/worker-compile.ts';
import { createHost, type Host } from '../host/create-host.ts';
import type { ShellPorts } from '../host/host-ports.ts';
import { ledgerInWorker } from '../host/ledger/worker-ledger.ts';
import { declareAppScheme } from './app-protocol.ts';
import { desktopDialogs } from './dialogs.ts';
import { offlineSwitches } from './offline-switches.ts';
import { runShell, type Shell } from './run-shell.ts';
import { profileFolder, readStartArguments, wordsAfterProgram } from './start-arguments.ts';
import { startShellTexts } from './texts/texts.ts';

// Composition root of the desktop app: the only file of this room that knows the concretes.

const builtFolder = import.meta.dirname;
const started = readStartArguments(wordsAfterProgram(process.argv, { isPackaged: app.isPackaged, appFolder: app.getAppPath() }), {
  workingFolder: process.cwd(),
  env: process.env,
});
app.setName('Ariadne');
const dataFolder = started.dataFolder ?? app.getPath('userData');
app.setPath('userData', profileFolder(dataFolder));
for (const [name, value] of offlineSwitches) app.commandLine.appendSwitch(name, value);
declareAppScheme();

/** What runs us: the launcher knows where it found it; a package knows only the version. */
const runtime = process.env['ARIADNE_RUNTIME'] ?? `Electron ${process.versions.electron}`;

function startHost(dialogs: ShellPorts): Host {
  return createHost({
    info: { version: app.getVersion(), runtime, isElectron: true, dataFolder },
    dataFolder,
    worldsFolder: join(builtFolder, '..', 'worlds'),
    ledger: ledgerInWorker(new URL('ledger-worker.js', import.meta.url)),
    compile: compileInWorker(new URL('compile-worker.js', import.meta.url)),
    shell: dialogs,
    now: Date.now,
    newId: randomUUID,
    isOutputChecked: false,
  });
}

/** Windows go first and take their sessions with them; then the host gives its files back, and only then the process ends. */
function closeHostBeforeQuit(host: Host): void {
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void host.close().finally(() => {
      isClosed = true;
      // Electron ignores a quit that is asked for while it is still refusing this one.
      setImmediate(() => app.quit());
    });
  });
}

async function start(): Promise<void> {
  await app.whenReady();
  const text = await startShellTexts(app.getLocale());
  let window: BrowserWindow | null = null;
  const dialogs = desktopDialogs(text, () => window);
  const host = startHost(dialogs);
  process.on('uncaughtException', (thrown) => host.log.fault('uncaught', thrown));
  process.on('unhandledRejection', (thrown) => host.log.fault('unhandled rejection', thrown));
  closeHostBeforeQuit(host);
  // Electron's own answer to these signals does not wait for anybody.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  const shell: Shell = runShell({
    host,
    dialogs,
    text,
    rendererFolder: join(builtFolder, '..', 'renderer'),
    preload: join(builtFolder, '..', 'preload', 'preload.cjs'),
    scenarioPath: started.scenarioPath,
    now: Date.now,
  });
  window = shell.window;
  window.on('closed', () => {
    window = null;
  });
  app.on('second-instance', (...details) => {
    // What the second start gave to its request for the lock.
    const later = details[3];
    const path = typeof later === 'object' && later !== null && 'scenarioPath' in later ? later.scenarioPath : null;
    shell.comeForward(typeof path === 'string' ? path : null);
  });
}

app.on('window-all-closed', () => app.quit());

// The lock belongs to the data folder: two programs on the same attempts would fight over every one of them.
if (app.requestSingleInstanceLock({ scenarioPath: started.scenarioPath })) {
  start().catch((thrown: unknown) => {
    const { message } = errorData(thrown);
    process.stderr.write(`${message}\n`);
    dialog.showErrorBox('Ariadne', message);
    app.exit(1);
  });
} else {
  process.stderr.write('Ariadne is already running on this data folder; its window comes to the front.\n');
  app.exit(0);
}
