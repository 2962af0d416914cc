import { createWriteStream } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { Refusal } from './say.mjs';

/** @type {(path: string, options: import('yauzl').Options) => Promise<import('yauzl').ZipFile>} */
const openZip = promisify(yauzl.open);

/** The unix file mode is in the upper 16 bits of the external attributes (APPNOTE 4.4.15). */
const modeOf = (/** @type {import('yauzl').Entry} */ entry) => (entry.externalFileAttributes >>> 16) & 0o777;

/** @param {import('yauzl').ZipFile} zip @param {import('yauzl').Entry} entry @param {string} target */
async function writeEntry(zip, entry, target) {
  const content = await promisify(zip.openReadStream.bind(zip))(entry);
  await mkdir(dirname(target), { recursive: true });
  await pipeline(content, createWriteStream(target));
  if (modeOf(entry) !== 0) await chmod(target, modeOf(entry));
}

/**
 * Unpacks chosen files of a zip. Names that would leave the folder are refused; links are written as plain files.
 * @param {string} zipFile
 * @param {string} folder
 * @param {(name: string) => string | null} nameFor the path to write inside the folder, or null to leave the entry out
 */
export async function unpackZip(zipFile, folder, nameFor) {
  const zip = await openZip(zipFile, { lazyEntries: true, autoClose: false });
  const unpack = async (/** @type {import('yauzl').Entry} */ entry) => {
    const name = entry.fileName.endsWith('/') ? null : nameFor(entry.fileName);
    if (name === null) return;
    const target = resolve(folder, name);
    if (!target.startsWith(folder + sep)) throw new Refusal(`The archive names a file outside of its folder: ${entry.fileName}`);
    await writeEntry(zip, entry, target);
  };
  try {
    await new Promise((done, failed) => {
      zip.on('end', () => done(undefined));
      zip.on('error', failed);
      zip.on('entry', (entry) => unpack(entry).then(() => zip.readEntry(), failed));
      zip.readEntry();
    });
  } finally {
    zip.close();
  }
}
