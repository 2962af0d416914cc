import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { errorData } from '../core/errors.ts';
import { prepareFolder } from '../host/store/prepare-folder.ts';
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
const folderFault = faultOf(() => prepareFolder(profileFolder(dataFolder)));
app.setPath('userData', folderFault === null ? profileFolder(dataFolder) : strayProfile());
for (const [name, value] of offlineSwitches) app.commandLine.appendSwitch(name, value);
declareAppScheme();

/** What `work` threw; null when it came to its end. */
function faultOf(work: () => void): unknown {
  try {
    work();
    return null;
  } catch (thrown) {
    return thrown;
  }
}

/** Where Chromium keeps its state while all we do is to say that the data folder cannot be written. Gone with the program. */
function strayProfile(): string {
  const folder = join(app.getPath('temp'), `ariadne-no-data-${process.pid}`);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Tells a person, and ends the program as failed however the dialog is left: a start that failed must leave no empty window. */
async function fail(thrown: unknown): Promise<void> {
  app.on('will-quit', () => app.exit(1));
  await app.whenReady();
  quitOnSignals();
  for (const window of BrowserWindow.getAllWindows()) window.hide();
  const { tellStartFailure } = await import('./start-failure.ts');
  await tellStartFailure(thrown, dataFolder);
  app.exit(1);
}

const lastWords = (thrown: unknown): void => {
  process.stderr.write(`${errorData(thrown).message}\n`);
  app.exit(1);
};

/** Electron's own answer to these signals does not wait for anybody. Call when the app is ready. */
function quitOnSignals(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => app.quit());
}

async function startHost(window: () => BrowserWindow | null): Promise<DesktopHost> {
  const { startDesktopHost } = await import('./desktop-host.ts');
  return await startDesktopHost({ dataFolder, builtFolder, window });
}

async function start(): Promise<void> {
  await app.whenReady();
  quitOnSignals();
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
// A folder that cannot be written refuses the lock as well, which must not be taken for another Ariadne.
if (folderFault !== null) fail(folderFault).catch(lastWords);
else if (app.requestSingleInstanceLock({ scenarioPath: started.scenarioPath })) start().catch(fail).catch(lastWords);
else {
  process.stderr.write('Ariadne is already running on this data folder; its window comes to the front.\n');
  app.exit(0);
}
