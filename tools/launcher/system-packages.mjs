import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Refusal, say } from './say.mjs';

/**
 * Something of the operating system that Ariadne needs: a shared library by its soname or a program by its name, and the Debian packages
 * that bring it, newest name first (Debian 13 and Ubuntu 24.04 renamed some to ...t64).
 * @typedef {{ kind: 'library' | 'program', name: string, packages: readonly string[] }} Need
 */

/** @type {(name: string, ...packages: string[]) => Need} */
const library = (name, ...packages) => ({ kind: 'library', name, packages });
/** @type {(name: string, ...packages: string[]) => Need} */
const program = (name, ...packages) => ({ kind: 'program', name, packages });

/** What Electron loads when it starts. */
export const electronNeeds = [
  library('libgtk-3.so.0', 'libgtk-3-0t64', 'libgtk-3-0'),
  library('libnss3.so', 'libnss3'),
  library('libnspr4.so', 'libnspr4'),
  library('libasound.so.2', 'libasound2t64', 'libasound2'),
  library('libgbm.so.1', 'libgbm1'),
  library('libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'),
  library('libcups.so.2', 'libcups2t64', 'libcups2'),
  library('libdrm.so.2', 'libdrm2'),
  library('libxkbcommon.so.0', 'libxkbcommon0'),
  library('libXss.so.1', 'libxss1'),
  library('libXcomposite.so.1', 'libxcomposite1'),
  library('libXdamage.so.1', 'libxdamage1'),
  library('libXrandr.so.2', 'libxrandr2'),
  library('libX11-xcb.so.1', 'libx11-xcb1'),
];

/** A display without a screen, for the demo and the tests. */
export const displayNeeds = [program('Xvfb', 'xvfb'), program('xauth', 'xauth')];

/** For the tests only: a browser for the renderer, the proofs that nothing connects anywhere, and keys for the desktop's own dialogs. */
export const testNeeds = [
  program('chromium', 'chromium'),
  program('strace', 'strace'),
  program('ip', 'iproute2'),
  program('xdotool', 'xdotool'),
];

/** @typedef {{ libraries: ReadonlySet<string>, hasProgram: (name: string) => boolean }} Machine */

/** @returns {Machine} */
export function thisMachine() {
  const ldconfig = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  const libraries = new Set([...String(ldconfig.stdout).matchAll(/^\s+(\S+) \(/gm)].map((match) => match[1] ?? ''));
  // A user's PATH on Debian leaves the sbin folders out.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return { libraries, hasProgram: (name) => folders.some((folder) => existsSync(join(folder, name))) };
}

/** @param {readonly Need[]} needs @param {Machine} machine */
export function missing(needs, machine) {
  return needs.filter((need) => (need.kind === 'library' ? !machine.libraries.has(need.name) : !machine.hasProgram(need.name)));
}

/** The packages to install: of each need the first name that this release knows. @param {readonly Need[]} needs @param {(name: string) => boolean} isKnown */
export const packagesFor = (needs, isKnown) => needs.map(({ packages }) => packages.find(isKnown) ?? packages.at(-1) ?? '');

/** Debian, Ubuntu and what calls itself like them. @param {string} osRelease content of /etc/os-release */
export const isDebianLike = (osRelease) => /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease);

const isKnownPackage = (/** @type {string} */ name) => {
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))\S/.test(String(stdout));
};

/** @param {string[]} args */
function aptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status === 0;
}

/** @param {readonly Need[]} needs */
function installAsRoot(needs) {
  say(`Installing system packages for: ${needs.map(({ name }) => name).join(', ')} (apt-get) ...`);
  if (!aptGet(['update', '-qq'])) say('apt-get update failed; trying with the package lists that are here.');
  const packages = packagesFor(needs, isKnownPackage);
  if (!aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages])) {
    throw new Refusal(`apt-get could not install: ${packages.join(' ')}`);
  }
}

/**
 * Sees to it that the needs are met: installs as root on Debian and Ubuntu, otherwise says which command does.
 * @param {readonly Need[]} needs
 */
export function ensureSystemPackages(needs) {
  const lacking = missing(needs, thisMachine());
  if (lacking.length === 0) return;
  const osRelease = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!isDebianLike(osRelease)) {
    throw new Refusal(
      `This system lacks: ${lacking.map(({ name }) => name).join(', ')}. Install them with its package manager and start again.`,
    );
  }
  if (process.getuid?.() !== 0) {
    const packages = packagesFor(lacking, isKnownPackage).join(' ');
    throw new Refusal(
      `This system lacks ${lacking.length} packages. Copy this, then start again:\n\n  sudo apt-get update && sudo apt-get install -y ${packages}\n`,
    );
  }
  installAsRoot(lacking);
  const still = missing(needs, thisMachine());
  if (still.length > 0) throw new Refusal(`Installed, but still missing: ${still.map(({ name }) => name).join(', ')}`);
}
