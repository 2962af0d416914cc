import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './launcher/project-root.mjs';
import { say } from './launcher/say.mjs';

/**
 * What a suite came to. A runner that ends badly without a failed test counts as one failure: silence is not success.
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {{ name: string, run: () => Promise<Counts> }} Suite
 */

const reports = join(projectRoot, 'test-results');

/**
 * Runs a Node program of the project with its output on the screen.
 * @param {readonly string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<number>} its exit code
 */
export function runNode(args, env = process.env) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, env, stdio: ['ignore', 2, 2] });
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
}

/** @param {string} file @returns {unknown} null when the runner wrote no report */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** @param {unknown} report @param {string} key @returns {number} */
function numberIn(report, key) {
  const value = typeof report === 'object' && report !== null ? /** @type {Record<string, unknown>} */ (report)[key] : undefined;
  return typeof value === 'number' ? value : 0;
}

/** Of a vitest JSON report. @param {unknown} report @param {number} status the runner's exit code @returns {Counts} */
export function vitestCounts(report, status) {
  const passed = numberIn(report, 'numPassedTests');
  const failed = numberIn(report, 'numFailedTests');
  return { passed, failed: failed === 0 && (status !== 0 || passed === 0) ? 1 : failed };
}

/** Of a Playwright JSON report. @param {unknown} report @param {number} status @returns {Counts} */
export function playwrightCounts(report, status) {
  const stats = typeof report === 'object' && report !== null ? /** @type {Record<string, unknown>} */ (report)['stats'] : null;
  const passed = numberIn(stats, 'expected');
  // A test that passes only when repeated is a failure here.
  const failed = numberIn(stats, 'unexpected') + numberIn(stats, 'flaky');
  return { passed, failed: failed === 0 && (status !== 0 || passed === 0) ? 1 : failed };
}

/**
 * @param {string} project
 * @param {readonly string[]} [runner] the words after node, up to vitest's own
 * @returns {() => Promise<Counts>}
 */
const vitest =
  (project, runner = [join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project]) =>
  async () => {
    const file = join(reports, `${project}.json`);
    mkdirSync(reports, { recursive: true });
    rmSync(file, { force: true });
    const status = await runNode([...runner, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
    return vitestCounts(readReport(file), status);
  };

/** A step that has no tests of its own: it works or it does not. @param {() => Promise<unknown>} work @returns {Promise<Counts>} */
export async function asOne(work) {
  try {
    await work();
    return { passed: 1, failed: 0 };
  } catch (thrown) {
    say(thrown instanceof Error ? thrown.message : String(thrown));
    return { passed: 0, failed: 1 };
  }
}

/** @type {Suite} */
export const unitSuite = { name: 'unit and property', run: vitest('unit') };
/** @type {Suite} */
export const rendererSuite = { name: 'renderer in Chromium', run: vitest('renderer') };

/** @type {Suite} */
export const ipcSuite = { name: 'contract over Electron IPC', run: vitest('ipc', ['tools/e2e.mjs', 'ipc']) };

/** @type {Suite} */
export const endToEndSuite = {
  name: 'end to end in Electron',
  async run() {
    const file = join(reports, 'e2e.json');
    rmSync(file, { force: true });
    const status = await runNode(['tools/e2e.mjs'], { ...process.env, ARIADNE_E2E_REPORT: file });
    return playwrightCounts(readReport(file), status);
  },
};
