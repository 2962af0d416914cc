import { spawn } from 'node:child_process';
import { projectRoot } from './project-root.mjs';
import { say } from './say.mjs';

/** @typedef {import('./find-electron.mjs').FoundElectron} FoundElectron */

/** Chromium refuses to sandbox processes of root; for anybody else the sandbox stays on. @param {number | undefined} uid */
export const sandboxArguments = (uid) => (uid === 0 ? ['--no-sandbox'] : []);

/** Words that Chromium says when it finds no sandbox it may use (zygote_host_impl_linux.cc, setuid_sandbox_host.cc). */
const sandboxFaults = [
  'No usable sandbox',
  'SUID sandbox helper binary was found, but is not configured correctly',
  'The setuid sandbox is not running as root',
];

/**
 * What to tell a person whose Electron could not start its sandbox; null when `stderr` speaks of something else.
 * @param {string} stderr @param {FoundElectron} electron
 */
export function sandboxRemedy(stderr, electron) {
  if (!sandboxFaults.some((fault) => stderr.includes(fault))) return null;
  const helper = electron.executable.replace(/electron$/, 'chrome-sandbox');
  return [
    'Electron cannot start its sandbox here: this system lets ordinary users make no user namespaces. Either allow them:',
    '',
    '  sudo sysctl -w kernel.unprivileged_userns_clone=1                  (Debian)',
    '  sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0      (Ubuntu 24.04 and newer)',
    '',
    'or give Electron its helper:',
    '',
    `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
    '',
    'Ariadne does not switch the sandbox off by itself.',
  ].join('\n');
}

/** The environment in which the app knows what runs it. @param {FoundElectron} electron @param {NodeJS.ProcessEnv} env */
export function appEnvironment(electron, env) {
  const { ELECTRON_RUN_AS_NODE: _ignored, ...rest } = env;
  return { ...rest, ARIADNE_RUNTIME: `Electron ${electron.version}, ${electron.origin}` };
}

/**
 * Runs the app and resolves to its exit code.
 * @param {FoundElectron} electron @param {{ words: string[], cwd: string, env: NodeJS.ProcessEnv }} start
 * @returns {Promise<number>}
 */
export function runElectron(electron, { words, cwd, env }) {
  const sandbox = sandboxArguments(process.getuid?.());
  if (sandbox.length > 0) say('Running as root: Electron gets --no-sandbox. As an ordinary user the sandbox stays on.');
  const child = spawn(electron.executable, [projectRoot, ...sandbox, ...words], {
    cwd,
    env: appEnvironment(electron, env),
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let tail = '';
  child.stderr.on('data', (/** @type {Buffer} */ bytes) => {
    process.stderr.write(bytes);
    tail = (tail + bytes.toString('utf8')).slice(-20_000);
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      const remedy = code === 0 ? null : sandboxRemedy(tail, electron);
      if (remedy !== null) say(remedy);
      done(code ?? 1);
    });
  });
}
