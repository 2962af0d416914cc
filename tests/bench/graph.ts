import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { launchElectron } from '../support/launch-electron.ts';
import { contextLost } from './context-lost.ts';
import { type Comparison, compare, type Side } from './measure.ts';
import { tableOf } from './report.ts';

/** `graph [--rounds N]`, from the project's root: an expansion's answer to its drawn frame, against an empty frame of the same canvas. */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });

const pageHtml = '<!doctype html><canvas style="position:fixed;inset:0;width:100%;height:100%"></canvas><script src="./graph.js"></script>';
const mainSource = `
import { app, BrowserWindow } from 'electron';
const open = () => new BrowserWindow({ width: 1280, height: 720, webPreferences: { sandbox: true, contextIsolation: true } });
app.whenReady().then(() => open().loadFile('page/graph.html'));
app.on('window-all-closed', () => app.quit());
`;

/** The page as one script: a page from a file may not load modules. */
async function writePage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      target: 'chrome130',
      lib: { entry: join(process.cwd(), 'tests', 'bench', 'graph-page.ts'), formats: ['iife'], name: 'page', fileName: () => 'graph.js' },
    },
  });
  await writeFile(join(outDir, 'graph.html'), pageHtml);
}

async function measuredOnce(folder: string): Promise<Comparison> {
  const running = await launchElectron({
    executablePath: process.env['ARIADNE_ELECTRON'] ?? '',
    chromiumSandbox: process.getuid?.() !== 0,
    args: [folder, `--user-data-dir=${await mkdtemp(join(folder, 'data-'))}`],
  });
  try {
    const page = await running.firstWindow();
    const side =
      (name: 'expand' | 'emptyFrame'): Side =>
      () =>
        page.evaluate(
          (which) => (window as unknown as { graphBench: Record<string, () => number> }).graphBench[which]?.() ?? Number.NaN,
          name,
        );
    await page.waitForFunction(() => (window as unknown as { graphBench: { isSettled(): boolean } }).graphBench.isSettled());
    // The first frames compile shaders and draw labels; they are not what is measured.
    for (let frame = 0; frame < 3; frame += 1) await side('expand')();
    return await compare(
      {
        id: 'expand-to-frame',
        ours: ['expansion of 8 nodes laid out and drawn', side('expand')],
        floor: ['empty frame of the same canvas', side('emptyFrame')],
      },
      Number(values.rounds) * 4,
    );
  } finally {
    await running.close();
  }
}

/** A lost graphics context spoils every figure since; the whole series is then measured again in a new window, twice at most. */
async function measured(folder: string, triesLeft = 2): Promise<Comparison> {
  try {
    return await measuredOnce(folder);
  } catch (thrown) {
    if (triesLeft === 0 || !(thrown instanceof Error && thrown.message.includes(contextLost))) throw thrown;
    process.stderr.write('The graphics context was lost; the frames are measured again in a new window.\n');
    return await measured(folder, triesLeft - 1);
  }
}

const folder = await mkdtemp(join(tmpdir(), 'ariadne-bench-graph-'));
try {
  await writePage(join(folder, 'page'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'graph', version: '0.0.0', main: 'main.mjs' }));
  await writeFile(join(folder, 'main.mjs'), mainSource);
  const comparisons = [await measured(folder)];
  process.stderr.write(`${tableOf(comparisons)}\n`);
  process.stdout.write(`${JSON.stringify({ comparisons }, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
