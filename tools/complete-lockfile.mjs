import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './launcher/project-root.mjs';
import { runTool, say } from './launcher/say.mjs';

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} LockEntry
 * @typedef {Record<string, LockEntry>} LockEntries by path, e.g. node_modules/a/node_modules/b
 */

const systems = new Map([
  ['android', 'android'],
  ['darwin', 'darwin'],
  ['freebsd', 'freebsd'],
  ['linux', 'linux'],
  ['linuxmusl', 'linux'],
  ['netbsd', 'netbsd'],
  ['openbsd', 'openbsd'],
  ['openharmony', 'openharmony'],
  ['aix', 'aix'],
  ['sunos', 'sunos'],
  ['wasm32', 'none'],
  ['win32', 'win32'],
]);
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64', 'universal'];

/** The platform that a package's name speaks of, in the words of a lock file. @param {string} name @returns {LockEntry} */
export function platformOf(name) {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-');
  const system = words.map((word) => systems.get(word)).find((word) => word !== undefined);
  const processor = words.find((word) => processors.includes(word));
  const isMusl = words.some((word) => /musl/.test(word));
  const isGnu = words.some((word) => word.startsWith('gnu'));
  return {
    ...(processor === undefined || processor === 'universal' ? {} : { cpu: [processor] }),
    ...(isMusl ? { libc: ['musl'] } : isGnu && system === 'linux' ? { libc: ['glibc'] } : {}),
    ...(system === undefined ? {} : { os: [system] }),
  };
}

/** Whether a package is found from another's place, as Node looks for it. @param {LockEntries} entries @param {string} from @param {string} name */
function isFound(entries, from, name) {
  for (let place = from; ; place = place.slice(0, place.lastIndexOf('/node_modules/'))) {
    if (`${place}/node_modules/${name}` in entries) return true;
    if (!place.includes('/node_modules/')) return `node_modules/${name}` in entries;
  }
}

/**
 * Entries for the optional packages of other platforms that a lock file lacks. A registry mirror that does not carry them makes npm leave
 * them out when it writes the file, and then refuse that same file in `npm ci`; npm never fetches them where they do not belong.
 * @param {LockEntries} entries @returns {LockEntries}
 */
export function missingEntries(entries) {
  /** @type {LockEntries} */
  const added = {};
  for (const [path, entry] of Object.entries(entries)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (path === '' || isFound({ ...entries, ...added }, path, name) || !/^\d/.test(version)) continue;
      added[`node_modules/${name}`] = { version, ...platformOf(name), ...(entry.dev ? { dev: true } : {}), optional: true };
    }
  }
  return added;
}

// `node tools/complete-lockfile.mjs`, after every `npm install` behind a mirror that carries only some platforms.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runTool(async () => {
    const file = join(projectRoot, 'package-lock.json');
    const lock = JSON.parse(readFileSync(file, 'utf8'));
    const added = missingEntries(lock.packages);
    const { '': root, ...rest } = { ...lock.packages, ...added };
    const sorted = Object.fromEntries(Object.entries(rest).sort(([left], [right]) => (left < right ? -1 : 1)));
    lock.packages = { '': root, ...sorted };
    writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    say(`${Object.keys(added).length} entries added to package-lock.json`);
    return 0;
  });
}
