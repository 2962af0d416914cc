import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isSourceName, requireFewPictures, requireOnce, sourceAmong, sourceBytesMax } from '../../core/bridge/scenario-files.ts';
import { AppError } from '../../core/errors.ts';
import { pictureNamePattern } from '../../core/ids.ts';
import { ScenarioRejected } from '../../core/language/problem.ts';
import { textOfBytes } from '../../core/text-bytes.ts';

/** A scenario source with what lies beside it. */
export interface ScenarioSource {
  readonly text: string;
  readonly fileName: string;
  /** Files of the `media` folder beside the source, by name. */
  readonly media: ReadonlyMap<string, Uint8Array>;
}

/** Larger files are not read; what a picture may have is said with its place in the source (rule LG16). */
const oneFileBytesMax = 4_000_000;

/**
 * Reads a scenario from a YAML file, or from a folder that holds `scenario.yaml` or one YAML file of any name.
 * @throws AppError `import/not-found`, `import/not-a-scenario`, `import/several-sources`, `import/too-large`, `import/too-many-media`,
 * `import/picture-twice`; ScenarioRejected when it is no UTF-8 text
 */
export async function readScenarioFile(path: string): Promise<ScenarioSource> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new AppError('import/not-found', `${path}: no such file or folder`, { subject: path });
  const file = found.isDirectory() ? join(path, sourceAmong(await filesIn(path), path)) : path;
  const info = await stat(file);
  if (!info.isFile() || !isSourceName(file)) {
    throw new AppError('import/not-a-scenario', `${path}: a scenario is a .yaml file or a folder with one in it`, { subject: path });
  }
  if (info.size > sourceBytesMax) throw tooLarge(file, sourceBytesMax);
  return { text: decode(await readFile(file), basename(file)), fileName: basename(file), media: await readMedia(dirname(file)) };
}

/** Links count as what they lead to. A folder that is not there holds nothing. */
async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const kinds = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
  return names.filter((_, at) => kinds[at]?.isFile() === true).sort();
}

function decode(bytes: Uint8Array, fileName: string): string {
  const read = textOfBytes(bytes);
  if ('text' in read) return read.text;
  throw new ScenarioRejected(fileName, [{ ...read.fault, code: 'language/encoding', path: '' }]);
}

async function readMedia(sourceFolder: string): Promise<Map<string, Uint8Array>> {
  const folder = join(sourceFolder, 'media');
  const names = (await filesIn(folder)).filter((name) => pictureNamePattern.test(name));
  requireOnce(await filesIn(sourceFolder), names);
  const sizes = await Promise.all(names.map(async (name) => ({ name, size: (await stat(join(folder, name))).size })));
  requireFewPictures(sizes);
  const media = new Map<string, Uint8Array>();
  for (const { name, size } of sizes) {
    if (size > oneFileBytesMax) throw tooLarge(join(folder, name), oneFileBytesMax);
    media.set(name, new Uint8Array(await readFile(join(folder, name))));
  }
  return media;
}

function tooLarge(file: string, bytes: number): AppError {
  return new AppError('import/too-large', `${file}: larger than ${bytes} bytes`, { subject: file, details: { bytes } });
}
