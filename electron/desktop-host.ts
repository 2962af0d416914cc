import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, type BrowserWindow } from 'electron';
import { compileInWorker } from '../host/compile/worker-compile.ts';
import { createHost, type Host } from '../host/create-host.ts';
import type { ShellPorts } from '../host/host-ports.ts';
import { ledgerInWorker } from '../host/ledger/worker-ledger.ts';
import { desktopDialogs } from './dialogs.ts';
import { type ShellText, startShellTexts } from './texts/texts.ts';

// The part of the composition root that the window does not need: read while the page's process starts.

/** The host of the desktop, and what the shell says and asks by itself. */
export interface DesktopHost {
  readonly host: Host;
  readonly dialogs: ShellPorts;
  readonly text: ShellText;
}

interface DesktopHostParts {
  readonly dataFolder: string;
  /** Folder of the built programs, absolute. */
  readonly builtFolder: string;
  /** The window that dialogs belong to; null when it is closed. */
  readonly window: () => BrowserWindow | null;
}

/** What runs us: the launcher knows where it found it; a package knows only the version. */
const runtime = process.env['ARIADNE_RUNTIME'] ?? `Electron ${process.versions.electron}`;

/** Windows go first and take their sessions with them; then the host gives its files back, and only then the process ends. */
function closeBeforeQuit(host: Host): void {
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

/** @throws AppError `store/newer`, `store/disk-full`, `store/no-access` */
export async function startDesktopHost({ dataFolder, builtFolder, window }: DesktopHostParts): Promise<DesktopHost> {
  const text = await startShellTexts(app.getLocale());
  const dialogs = desktopDialogs(text, window);
  const host = createHost({
    info: { version: app.getVersion(), runtime, isElectron: true, dataFolder },
    dataFolder,
    worldsFolder: join(builtFolder, '..', 'worlds'),
    ledger: ledgerInWorker(pathToFileURL(join(builtFolder, 'ledger-worker.js'))),
    compile: compileInWorker(pathToFileURL(join(builtFolder, 'compile-worker.js'))),
    shell: dialogs,
    now: Date.now,
    newId: randomUUID,
    isOutputChecked: false,
  });
  process.on('uncaughtException', (thrown) => host.log.fault('uncaught', thrown));
  process.on('unhandledRejection', (thrown) => host.log.fault('unhandled rejection', thrown));
  closeBeforeQuit(host);
  return { host, dialogs, text };
}
