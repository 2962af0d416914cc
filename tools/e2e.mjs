import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { findElectron } from './launcher/find-electron.mjs';
import { projectRoot } from './launcher/project-root.mjs';
import { appEnvironment } from './launcher/run-electron.mjs';
import { runTool } from './launcher/say.mjs';
import { displayNeeds, electronNeeds, ensureSystemPackages, testNeeds } from './launcher/system-packages.mjs';
import { withVirtualDisplay } from './virtual-display.mjs';

/** Runners of tests that need the real Electron, by the first word; without one of these words it is Playwright. */
const runners = {
  ipc: ['vitest/vitest.mjs', 'run', '--project', 'ipc'],
  playwright: ['@playwright/test/cli.js', 'test'],
};

/** @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function run(args, env) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, env, stdio: 'inherit' });
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
}

// `node tools/e2e.mjs [FILES, -g TITLE, ...]`: end-to-end tests in the real Electron. `node tools/e2e.mjs ipc`: the contract over its IPC.
await runTool(async () => {
  const words = process.argv.slice(2);
  const isIpc = words[0] === 'ipc';
  const [runner = '', ...first] = isIpc ? runners.ipc : runners.playwright;
  ensureSystemPackages([...electronNeeds, ...displayNeeds, ...testNeeds]);
  const electron = await findElectron();
  await ensureBuilt();
  return withVirtualDisplay({ width: 1920, height: 1080 }, (display) => {
    const env = { ...appEnvironment(electron, process.env), DISPLAY: display, ARIADNE_ELECTRON: electron.executable };
    return run([join(projectRoot, 'node_modules', runner), ...first, ...words.slice(isIpc ? 1 : 0)], env);
  });
});
