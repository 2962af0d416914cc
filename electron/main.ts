import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { errorData } from '../core/errors.ts';
import { declareAppScheme } from './app-protocol.ts';
import type { DesktopHost } from './desktop-host.ts';
import { offlineSwitches } from './offline-switches.ts';
import { runShell, type Shell } from './run-shell.ts';
import { profileFolder, readStartArguments, wordsAfterProgram } from './start-arguments.ts';

// Composition root of the desktop app; with desktop-host.ts, which is read later, the only file of this room that knows the concretes.

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

async function startHost(window: () => BrowserWindow | null): Promise<DesktopHost> {
  const { startDesktopHost } = await import('./desktop-host.ts');
  return await startDesktopHost({ dataFolder, builtFolder, window });
}

async function start(): Promise<void> {
  await app.whenReady();
  // Electron's own answer to these signals does not wait for anybody.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  let window: BrowserWindow | null = null;
  const shell: Shell = runShell({
    startHost: () => startHost(() => window),
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
  await shell.host;
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
