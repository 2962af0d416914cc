import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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

const sourceBytesMax = 4_000_000;
const mediaBytesMax = 4_000_000;
const mediaFilesMax = 60;

/**
 * Reads a scenario from a YAML file, or from a folder that holds `scenario.yaml`.
 * @throws AppError `import/not-found`, `import/not-a-scenario`, `import/too-large`
 */
export async function readScenarioFile(path: string): Promise<ScenarioSource> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new AppError('import/not-found', `${path}: no such file or folder`, { subject: path });
  const file = found.isDirectory() ? join(path, 'scenario.yaml') : path;
  const info = await stat(file).catch(() => null);
  if (info === null || !info.isFile() || !/\.ya?ml$/i.test(file)) {
    throw new AppError('import/not-a-scenario', `${path}: a scenario is a .yaml file or a folder with one in it`, { subject: path });
  }
  if (info.size > sourceBytesMax) throw tooLarge(file, sourceBytesMax);
  return {
    text: decode(await readFile(file), basename(file)),
    fileName: basename(file),
    media: await readMedia(join(dirname(file), 'media')),
  };
}

function decode(bytes: Uint8Array, fileName: string): string {
  const read = textOfBytes(bytes);
  if ('text' in read) return read.text;
  throw new ScenarioRejected(fileName, [{ ...read.fault, code: 'language/encoding', path: '' }]);
}

async function readMedia(folder: string): Promise<Map<string, Uint8Array>> {
  const media = new Map<string, Uint8Array>();
  const items = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = items
    .filter((item) => item.isFile() && pictureNamePattern.test(item.name))
    .map((item) => item.name)
    .sort();
  for (const name of names.slice(0, mediaFilesMax)) {
    const file = join(folder, name);
    if ((await stat(file)).size > mediaBytesMax) throw tooLarge(file, mediaBytesMax);
    media.set(name, new Uint8Array(await readFile(file)));
  }
  return media;
}

function tooLarge(file: string, bytes: number): AppError {
  return new AppError('import/too-large', `${file}: larger than ${bytes} bytes`, { subject: file, details: { bytes } });
}
