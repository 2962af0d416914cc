import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { findElectron } from './launcher/find-electron.mjs';
import { projectRoot } from './launcher/project-root.mjs';
import { appEnvironment } from './launcher/run-electron.mjs';
import { runTool } from './launcher/say.mjs';
import { displayNeeds, electronNeeds, ensureSystemPackages, testNeeds } from './launcher/system-packages.mjs';
import { withVirtualDisplay } from './virtual-display.mjs';

/** @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function runPlaywright(args, env) {
  const cli = join(projectRoot, 'node_modules', '@playwright', 'test', 'cli.js');
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [cli, 'test', ...args], { cwd: projectRoot, env, stdio: 'inherit' });
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
}

// End-to-end tests in the real Electron. Words are passed on to Playwright: files, -g TITLE, --repeat-each.
await runTool(async () => {
  ensureSystemPackages([...electronNeeds, ...displayNeeds, ...testNeeds]);
  const electron = await findElectron();
  await ensureBuilt();
  return withVirtualDisplay({ width: 1920, height: 1080 }, (display) => {
    const env = { ...appEnvironment(electron, process.env), DISPLAY: display, ARIADNE_ELECTRON: electron.executable };
    return runPlaywright(process.argv.slice(2), env);
  });
});
