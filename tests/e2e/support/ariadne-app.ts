import { type ChildProcess, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test as base, type ElectronApplication, type Page } from '@playwright/test';
import { launchElectron } from '../../support/launch-electron.ts';

export { expect } from '@playwright/test';

/** The app under test: this project, or a built copy that stays as it is while the project is worked on. */
export const projectFolder = resolve(process.env['ARIADNE_APP_FOLDER'] ?? join(import.meta.dirname, '..', '..', '..'));

interface StartOptions {
  /** Words after the app folder, e.g. a scenario path. */
  readonly words?: readonly string[];
  /** Chromium's sandbox; needs a user other than root. */
  readonly hasSandbox?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Of the page, in CSS pixels; absent: as the window opens. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** The Electron that the test runner found and names in the environment. */
export function electronExecutable(): string {
  const executable = process.env['ARIADNE_ELECTRON'];
  if (executable === undefined) throw new Error('ARIADNE_ELECTRON is not set: run end-to-end tests by node tools/e2e.mjs');
  return executable;
}

/** Process ids of a process and all that descend from it, by /proc. */
export function processTree(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((text) => /^\d+$/.test(text))) {
    const stat = statOf(name);
    if (stat === null) continue;
    // The command name is in brackets and may hold spaces; the parent is the second field after it.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = [pid];
  for (const known of found) found.push(...(children.get(known) ?? []));
  return found;
}

function statOf(pid: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It ended between listing and reading.
    return null;
  }
}

/** Ariadne in the real Electron, on a data folder of its own that outlives each start of the app. */
export class AriadneApp {
  readonly dataFolder = mkdtempSync(join(tmpdir(), 'ariadne-e2e-'));
  #app: ElectronApplication | null = null;

  get electron(): ElectronApplication {
    if (this.#app === null) throw new Error('Ariadne is not running');
    return this.#app;
  }

  get process(): ChildProcess {
    return this.electron.process();
  }

  /** Starts the app and resolves to its window once the page has drawn something. */
  async start(options: StartOptions = {}): Promise<Page> {
    this.#app = await launchElectron({
      executablePath: electronExecutable(),
      chromiumSandbox: options.hasSandbox ?? process.getuid?.() !== 0,
      args: [projectFolder, `--data=${this.dataFolder}`, ...(options.words ?? [])],
      env: { ...(process.env as Record<string, string>), ...options.env },
      cwd: projectFolder,
    });
    const page = await this.#app.firstWindow();
    await page.locator('#root > *').first().waitFor();
    if (options.size !== undefined) await this.resize(options.size);
    return page;
  }

  /** Gives the page another size, in CSS pixels. */
  async resize(size: { readonly width: number; readonly height: number }): Promise<void> {
    await this.electron.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);
  }

  /** Chooses an entry of the window's menu, counted from its first; separators count. */
  async clickMenu(menu: number, entry: number): Promise<void> {
    await this.electron.evaluate(({ Menu }, at) => Menu.getApplicationMenu()?.items[at.menu]?.submenu?.items[at.entry]?.click(), {
      menu,
      entry,
    });
  }

  /** Ends the app as a person does: its windows close, the host gives its files back. */
  async close(): Promise<void> {
    await this.#app?.close();
    this.#app = null;
  }

  /** Ends every process of the app at once and without warning, as a power cut would. */
  async kill(): Promise<void> {
    const { process: main } = this;
    const isGone = new Promise<void>((done) => main.once('exit', () => done()));
    for (const pid of processTree(main.pid ?? 0)) spawnSync('kill', ['-9', String(pid)]);
    await isGone;
    this.#app = null;
  }

  /** Ends the main process alone, at once and without warning; the others find out by themselves. */
  async killMain(): Promise<void> {
    const { process: main } = this;
    const isGone = new Promise<void>((done) => main.once('exit', () => done()));
    main.kill('SIGKILL');
    await isGone;
    this.#app = null;
  }

  /** Lines of the local log, parsed. */
  log(): Record<string, unknown>[] {
    const file = join(this.dataFolder, 'logs', 'ariadne.log');
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async dispose(): Promise<void> {
    await this.close().catch(() => undefined);
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}

/** A test with its own Ariadne; not started yet, because tests differ in how they start it. */
export const test = base.extend<{ ariadne: AriadneApp }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
  ariadne: async ({}, use) => {
    const ariadne = new AriadneApp();
    await use(ariadne);
    await ariadne.dispose();
  },
});
