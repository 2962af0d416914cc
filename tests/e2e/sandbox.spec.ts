import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { electronExecutable, expect, processTree, projectFolder, test } from './support/ariadne-app.ts';

/** Debian's user without rights. Only root needs to change into it; anybody else runs the app as they are. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** A copy that the other user can read, wherever this project and this Electron are kept. */
function stageFor(folder: string): { app: string; electron: string; home: string } {
  const [app, electron, home] = ['app', 'electron', 'home'].map((name) => join(folder, name)) as [string, string, string];
  mkdirSync(home);
  cpSync(join(projectFolder, 'out'), join(app, 'out'), { recursive: true });
  cpSync(join(projectFolder, 'package.json'), join(app, 'package.json'));
  for (const name of ['@photostructure/sqlite', 'node-gyp-build']) {
    cpSync(realpathSync(join(projectFolder, 'node_modules', name)), join(app, 'node_modules', name), { recursive: true });
  }
  spawnSync('cp', ['-r', dirname(electronExecutable()), electron]);
  return { app, electron, home };
}

function ownedBy(folder: string, uid: number): void {
  chownSync(folder, uid, uid);
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) ownedBy(path, uid);
    else if (item.isFile()) chownSync(path, uid, uid);
  }
}

const asUser = isRoot ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : [];
const canMakeUserNamespaces = (): boolean => {
  const [program = 'unshare', ...words] = [...asUser, 'unshare', '-U', 'true'];
  return spawnSync(program, words).status === 0;
};

/** The address of the debugger, as Chromium prints it. */
function debuggerOf(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let text = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      text += bytes.toString('utf8');
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (address !== undefined) done(address);
    });
    child.on('exit', (code) => failed(new Error(`Electron ended with ${code}:\n${text}`)));
  });
}

/** What the kernel says of a process. */
const status = (pid: number, field: string): string =>
  new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
/** Chromium's children write theirs anew, with spaces. */
const commandLine = (pid: number): string[] => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/);

test('[EL11] as an ordinary user the app runs with its sandbox on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ariadne-sandbox-'));
  let child: ChildProcess | null = null;
  try {
    const { app, electron, home } = stageFor(folder);
    const ownKey = process.env['XAUTHORITY'];
    const displayKey = join(home, 'display-key');
    if (ownKey !== undefined) cpSync(ownKey, displayKey);
    const hasNamespaces = canMakeUserNamespaces();
    if (isRoot) {
      chmodSync(folder, 0o755);
      ownedBy(folder, nobody);
      if (!hasNamespaces) {
        chownSync(join(electron, 'chrome-sandbox'), 0, 0);
        chmodSync(join(electron, 'chrome-sandbox'), 0o4755);
      }
    }
    const [program = '', ...words] = [...asUser, join(electron, 'electron'), app, `--data=${home}/data`, '--remote-debugging-port=0'];
    const env = { PATH: process.env['PATH'] ?? '', HOME: home, DISPLAY: process.env['DISPLAY'] ?? '', XAUTHORITY: displayKey };
    child = spawn(program, words, { cwd: home, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const browser = await chromium.connectOverCDP(await debuggerOf(child));
    await expect.poll(() => browser.contexts()[0]?.pages().length ?? 0).toBe(1);
    const page = browser.contexts()[0]?.pages()[0];
    await page?.locator('#root > *').first().waitFor();
    expect(await page?.evaluate(() => window.ariadne?.call('trainees.create', { name: 'Robin' }))).toMatchObject({ ok: true });

    const tree = processTree(child.pid ?? 0);
    const renderer = tree.find((pid) => commandLine(pid).includes('--type=renderer')) ?? 0;
    expect(renderer).toBeGreaterThan(0);
    for (const pid of tree) expect(commandLine(pid), String(pid)).not.toContain('--no-sandbox');
    // Seccomp mode 2 is a filter (proc(5)): the renderer may make only the system calls that Chromium's policy lists.
    expect(status(renderer, 'Seccomp')).toBe('2');
    expect(status(renderer, 'NoNewPrivs')).toBe('1');
    expect(status(renderer, 'Uid').split('\t')[0]).toBe(String(isRoot ? nobody : process.getuid?.()));
    // It also sees no network and no other process: its namespaces are not the app's.
    const namespaceOf = (pid: number, kind: string): string => readlinkSync(`/proc/${pid}/ns/${kind}`);
    for (const kind of hasNamespaces ? ['user', 'pid', 'net'] : ['pid', 'net']) {
      expect(namespaceOf(renderer, kind), kind).not.toBe(namespaceOf(child.pid ?? 0, kind));
    }
    test.info().annotations.push({ type: 'sandbox', description: hasNamespaces ? 'user namespaces' : 'setuid chrome-sandbox' });
    await browser.close();
  } finally {
    const tree = child?.pid === undefined || child.exitCode !== null ? [] : processTree(child.pid);
    for (const pid of tree.reverse()) spawnSync('kill', ['-9', String(pid)]);
    rmSync(folder, { recursive: true, force: true });
  }
});
