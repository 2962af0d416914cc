import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closedNetworkRuntime, runtimeFolder } from './closed-network-runtime.mjs';
import { projectRoot } from './project-root.mjs';
import { Refusal, say } from './say.mjs';

/**
 * An Electron that can be run: `executable` absolute, `version` as its own file says it, `origin` in words for About and the log.
 * @typedef {{ executable: string, version: string, origin: string }} FoundElectron
 */

/**
 * What the search sees and does, so that its order can be tested.
 * @typedef {object} ElectronPorts
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {string} nodeVersion without the v
 * @property {string} wantedVersion as package.json names it
 * @property {string} officialFolder
 * @property {(folder: string) => string | null} versionIn the version of the Electron in a folder, null when there is none
 * @property {() => boolean} downloadOfficial true when it worked
 * @property {string} failureMark file that says that the official download has failed here before
 * @property {(file: string) => boolean} isMarked
 * @property {(file: string) => void} mark
 * @property {() => Promise<{ folder: string, version: string, origin: string }>} prepareClosedNetwork
 * @property {(line: string) => void} say
 */

/** The first Node with which the official installer of this Electron works. */
const officialInstallerNode = [22, 12];

/** @param {string} version */
export function canRunOfficialInstaller(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = officialInstallerNode;
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** @param {string} folder @param {string} version @param {string} origin @returns {FoundElectron} */
const found = (folder, version, origin) => ({ executable: join(folder, 'electron'), version, origin });

/** @param {ElectronPorts} ports @returns {FoundElectron | null} */
function fromOverride({ env, versionIn }) {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (folder === undefined || folder === '') return null;
  const version = versionIn(folder);
  if (version === null)
    throw new Refusal(
      `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, where there is no Electron (executable "electron" and file "version").`,
    );
  return found(folder, version, 'ELECTRON_OVERRIDE_DIST_PATH');
}

/** @param {ElectronPorts} ports @returns {FoundElectron | null} */
function fromOfficial({ officialFolder, versionIn }) {
  const version = versionIn(officialFolder);
  return version === null ? null : found(officialFolder, version, 'official');
}

/** @param {ElectronPorts} ports @returns {FoundElectron | null} */
function byDownload(ports) {
  if (!canRunOfficialInstaller(ports.nodeVersion)) {
    ports.say(
      `The official Electron ${ports.wantedVersion} is not downloaded: its installer needs Node ${officialInstallerNode.join('.')} (this is ${ports.nodeVersion}).`,
    );
    return null;
  }
  if (ports.isMarked(ports.failureMark)) {
    ports.say(
      `The official download of Electron ${ports.wantedVersion} failed here before and is not tried again (remove ${ports.failureMark} to try).`,
    );
    return null;
  }
  ports.say(`Fetching the official Electron ${ports.wantedVersion} (once) ...`);
  const isDone = ports.downloadOfficial();
  const electron = isDone ? fromOfficial(ports) : null;
  if (electron !== null) return electron;
  ports.mark(ports.failureMark);
  ports.say('The official download did not work; falling back to the closed-network runtime.');
  return null;
}

/** The Electron to run, in the documented order. @param {ElectronPorts} ports @returns {Promise<FoundElectron>} */
export async function chooseElectron(ports) {
  const electron = fromOverride(ports) ?? fromOfficial(ports);
  if (electron !== null) return electron;
  const downloaded = byDownload(ports);
  if (downloaded !== null) return downloaded;
  const { folder, version, origin } = await ports.prepareClosedNetwork();
  return found(folder, version, origin);
}

/** @param {string} folder */
function versionIn(folder) {
  const file = join(folder, 'version');
  if (!existsSync(join(folder, 'electron')) || !existsSync(file)) return null;
  return readFileSync(file, 'utf8').trim().replace(/^v/, '');
}

function downloadOfficial() {
  const installer = join(projectRoot, 'node_modules', 'electron', 'install.js');
  return spawnSync(process.execPath, [installer], { stdio: ['ignore', 2, 2], timeout: 10 * 60_000 }).status === 0;
}

function writeMark(/** @type {string} */ file) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
}

/** The Electron of this machine. Fetches it when there is none yet, naming the fetch in one line. */
export async function findElectron() {
  const wantedVersion = JSON.parse(readFileSync(join(projectRoot, 'node_modules', 'electron', 'package.json'), 'utf8')).version;
  const electron = await chooseElectron({
    env: process.env,
    nodeVersion: process.versions.node,
    wantedVersion,
    failureMark: join(dirname(runtimeFolder(process.env)), `official-electron-${wantedVersion}-failed`),
    isMarked: existsSync,
    mark: writeMark,
    officialFolder: join(projectRoot, 'node_modules', 'electron', 'dist'),
    versionIn,
    downloadOfficial,
    prepareClosedNetwork: () => closedNetworkRuntime(process.env),
    say,
  });
  say(`Electron ${electron.version}, ${electron.origin}`);
  return electron;
}
