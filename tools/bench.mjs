import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { ensureBuilt } from './build.mjs';
import { findElectron } from './launcher/find-electron.mjs';
import { projectRoot } from './launcher/project-root.mjs';
import { appEnvironment } from './launcher/run-electron.mjs';
import { runTool } from './launcher/say.mjs';
import { displayNeeds, electronNeeds, ensureSystemPackages } from './launcher/system-packages.mjs';
import { runNode } from './suites.mjs';
import { withVirtualDisplay } from './virtual-display.mjs';

const outDir = join(projectRoot, '.cache', 'bench');
const entry = (/** @type {string} */ name) => join(projectRoot, 'tests', 'bench', `${name}.ts`);

/** Node runs no TypeScript, and what is measured should be what a build makes of it. */
async function bundle() {
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['@photostructure/sqlite', '@playwright/test', 'vite'] },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      emptyOutDir: true,
      rollupOptions: {
        input: { main: entry('main'), task: entry('task'), windows: entry('windows'), graph: entry('graph') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}

const parts = /** @type {const} */ (['compute', 'start', 'graph']);

// `npm run bench [-- --rounds N] [--only compute|start|graph]`: ours against bare floors of the same run. Tables on standard error.
await runTool(async () => {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, only: { type: 'string' } } });
  const wanted = parts.filter((part) => values.only === undefined || values.only === part);
  if (wanted.length === 0) throw new Error(`Unknown part "${values.only}" of the bench: --only takes one of ${parts.join(', ')}.`);
  ensureSystemPackages([...electronNeeds, ...displayNeeds]);
  const electron = await findElectron();
  await ensureBuilt();
  await bundle();
  const words = ['--rounds', values.rounds];
  const run = {
    compute: () => runNode([join(outDir, 'main.js'), ...words]),
    start: (/** @type {NodeJS.ProcessEnv} */ env) => runNode([join(outDir, 'windows.js'), ...words], env),
    graph: (/** @type {NodeJS.ProcessEnv} */ env) => runNode([join(outDir, 'graph.js'), ...words], env),
  };
  return await withVirtualDisplay({ width: 1920, height: 1080 }, async (display) => {
    const environment = { ...appEnvironment(electron, process.env), DISPLAY: display, ARIADNE_ELECTRON: electron.executable };
    let failed = 0;
    for (const part of wanted) if ((await run[part](environment)) !== 0) failed = 1;
    return failed;
  });
});
