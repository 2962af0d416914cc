import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../launcher/project-root.mjs';
import { appEnvironment } from '../launcher/run-electron.mjs';
import { withVirtualDisplay } from '../virtual-display.mjs';

/** @typedef {import('../launcher/find-electron.mjs').FoundElectron} FoundElectron */

/**
 * Drives the real window along a tour on a display of its own. What Playwright says goes to standard error.
 * @param {FoundElectron} electron @param {{ name: string, env?: Readonly<Record<string, string>> }} tour
 * @returns {Promise<number>} exit code
 */
export function runTour(electron, { name, env = {} }) {
  const cli = join(projectRoot, 'node_modules', '@playwright', 'test', 'cli.js');
  const config = join(projectRoot, 'tests', 'e2e', 'tours', 'tours.config.ts');
  return withVirtualDisplay({ width: 1920, height: 1080 }, (display) => {
    const child = spawn(process.execPath, [cli, 'test', `--config=${config}`, `${name}.tour`], {
      cwd: projectRoot,
      env: { ...appEnvironment(electron, process.env), ...env, DISPLAY: display, ARIADNE_ELECTRON: electron.executable },
      stdio: ['ignore', 2, 2],
    });
    return new Promise((done, failed) => {
      child.on('error', failed);
      child.on('close', (code) => done(code ?? 1));
    });
  });
}
