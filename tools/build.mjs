import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt, sourceHash, withBuildLock, writeStamp } from './build-stamp.mjs';
import { projectRoot } from './launcher/project-root.mjs';
import { Refusal, runTool, say } from './launcher/say.mjs';

/** Runs a Node program of the build. What it prints goes to standard error. */
function runNode(/** @type {string} */ what, /** @type {string[]} */ args) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  if (status !== 0) throw new Refusal(`${what} failed.`);
}

function buildNow(/** @type {string} */ hash) {
  const startedAt = performance.now();
  writeStamp(null);
  say('Building the app ...');
  runNode('The build', ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn']);
  const buildWorlds = 'out/main/build-worlds.js';
  if (!existsSync(join(projectRoot, buildWorlds))) throw new Refusal(`The build made no ${buildWorlds}.`);
  say('Compiling the shipped scenarios ...');
  runNode('Compiling the shipped scenarios', [buildWorlds]);
  writeStamp(hash);
  say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Builds the app and its shipped worlds into out/, unless nothing has changed since the last build. */
export async function ensureBuilt() {
  if (isBuilt(sourceHash())) return;
  await withBuildLock(async () => {
    const hash = sourceHash();
    if (!isBuilt(hash)) buildNow(hash);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runTool(async () => {
    await ensureBuilt();
    return 0;
  });
}
