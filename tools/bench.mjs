import { join } from 'node:path';
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

// `npm run bench [-- --rounds N]`: ours against bare floors of the same run. Tables on standard error.
await runTool(async () => {
  ensureSystemPackages([...electronNeeds, ...displayNeeds]);
  const electron = await findElectron();
  await ensureBuilt();
  await bundle();
  const words = process.argv.slice(2);
  const compute = await runNode([join(outDir, 'main.js'), ...words]);
  const windows = await withVirtualDisplay({ width: 1920, height: 1080 }, async (display) => {
    const environment = { ...appEnvironment(electron, process.env), DISPLAY: display, ARIADNE_ELECTRON: electron.executable };
    const start = await runNode([join(outDir, 'windows.js'), ...words], environment);
    const graph = await runNode([join(outDir, 'graph.js'), ...words], environment);
    return start === 0 && graph === 0 ? 0 : 1;
  });
  return compute === 0 && windows === 0 ? 0 : 1;
});
