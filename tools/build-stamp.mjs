import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectRoot } from './launcher/project-root.mjs';
import { say } from './launcher/say.mjs';

const sources = [
  'core',
  'host',
  'electron',
  'renderer',
  'scenarios',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.base.json',
];
const stampFile = join(projectRoot, 'out', 'build-stamp');
const lockFolder = join(projectRoot, '.cache', 'build.lock');

/** @param {string} path relative to the project @param {import('node:crypto').Hash} hash */
function addToHash(path, hash) {
  const full = join(projectRoot, path);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addToHash(`${path}/${name}`, hash);
    return;
  }
  const content = readFileSync(full);
  hash.update(`${path}\0${content.length}\0`).update(content);
}

/** One hash over everything that a build reads. */
export function sourceHash() {
  const hash = createHash('sha256');
  for (const path of sources) addToHash(path, hash);
  return hash.digest('hex');
}

/** @param {string} hash */
export const isBuilt = (hash) => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;

/** @param {string | null} hash null while a build is under way: a killed build must not look finished */
export function writeStamp(hash) {
  if (hash === null) rmSync(stampFile, { force: true });
  else writeFileSync(stampFile, hash);
}

const isAlive = (/** @type {number} */ pid) => existsSync(`/proc/${pid}`) || process.platform !== 'linux';

function tryLock() {
  try {
    mkdirSync(lockFolder, { recursive: false });
    writeFileSync(join(lockFolder, 'pid'), String(process.pid));
    return true;
  } catch (thrown) {
    if (/** @type {NodeJS.ErrnoException} */ (thrown).code !== 'EEXIST') throw thrown;
    return false;
  }
}

function removeAbandonedLock() {
  const pidFile = join(lockFolder, 'pid');
  if (existsSync(pidFile) && !isAlive(Number(readFileSync(pidFile, 'utf8')))) rmSync(lockFolder, { recursive: true, force: true });
}

/**
 * Two builds at once would write the same files: the second waits for the first.
 * @template T @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function withBuildLock(work) {
  mkdirSync(join(projectRoot, '.cache'), { recursive: true });
  let isTold = false;
  while (!tryLock()) {
    removeAbandonedLock();
    if (!isTold) say('Another build is under way; waiting for it ...');
    isTold = true;
    await wait(300);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}
