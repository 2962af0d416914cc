import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchElectron } from '../support/launch-electron.ts';
import { compare, type Side } from './measure.ts';
import { tableOf } from './report.ts';

/** `windows [--rounds N]`, from the project's root: start to a usable window, against a bare window of the same Electron. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });

/** The least that shows a window: same protections, one line of text. */
const bareMain = `
import { app, BrowserWindow } from 'electron';
const open = () => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false, webPreferences: { sandbox: true, contextIsolation: true } });
  window.once('ready-to-show', () => window.show());
  window.loadURL('data:text/html,<div id="root"><p>usable</p></div>');
};
// Not awaited at the top level: Electron becomes ready only once the program has been loaded.
app.whenReady().then(open);
app.on('window-all-closed', () => app.quit());
`;

const folder = await mkdtemp(join(tmpdir(), 'ariadne-bench-windows-'));

/** From the start of the process to the first thing on the page and, of ours, the host's first answer; ends the app outside of the time. */
const starting =
  (app: string): Side =>
  async () => {
    const data = await mkdtemp(join(folder, 'data-'));
    const startedAt = performance.now();
    const running = await launchElectron({
      executablePath: process.env['ARIADNE_ELECTRON'] ?? '',
      chromiumSandbox: process.getuid?.() !== 0,
      args: [app, `--data=${data}`, `--user-data-dir=${data}`],
    });
    const page = await running.firstWindow();
    await page.locator('#root > *').first().waitFor();
    // Drawn is not yet usable: behind our page there must be a host that answers.
    await page.evaluate(async () => {
      const { ariadne } = globalThis as { ariadne?: { call(name: string, input: unknown): Promise<unknown> } };
      await ariadne?.call('trainees.list', {});
    });
    const ms = performance.now() - startedAt;
    await running.close();
    return ms;
  };

try {
  const bare = join(folder, 'bare');
  await mkdir(bare);
  await writeFile(join(bare, 'package.json'), JSON.stringify({ name: 'bare', version: '0.0.0', main: 'main.mjs' }));
  await writeFile(join(bare, 'main.mjs'), bareMain);
  const draft = {
    id: 'start',
    ours: ['start to usable window', starting(process.cwd())],
    floor: ['bare window of the same Electron', starting(bare)],
    aim: 1.6,
  } as const;
  // The first start of each reads the programs from disk; it is not what is measured.
  await draft.floor[1]();
  await draft.ours[1]();
  const comparisons = [await compare(draft, Number(values.rounds))];
  process.stderr.write(`${tableOf(comparisons)}\n`);
  process.stdout.write(`${JSON.stringify({ comparisons }, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
