import { AppError } from '../errors.ts';
import { pictureNamePattern } from '../ids.ts';

/** What is taken of a scenario's folder: the same by drop, by dialog and by command line (rule LG27 of core/SPEC.md). */

export const sourceBytesMax = 4_000_000;
/** Every exhibit travels with the exercise. */
export const pictureFilesMax = 60;
export const pictureBytesMax = 24_000_000;
/** Of a dropped folder; whoever drops more has dropped another folder than was meant. */
export const droppedEntriesMax = 500;

export const isSourceName = (name: string): boolean => /\.ya?ml$/i.test(name);

/**
 * The source among the names of a folder: `scenario.yaml` (or `.yml`), or the only YAML file.
 * @throws AppError `import/not-a-scenario` when there is none, `import/several-sources` when it cannot be told which one is meant
 */
export function sourceAmong(names: readonly string[], folder: string): string {
  const sources = names.filter(isSourceName).sort();
  const named = sources.find((name) => name === 'scenario.yaml') ?? sources.find((name) => name === 'scenario.yml');
  const [first, second] = sources;
  if (named !== undefined) return named;
  if (first === undefined)
    throw new AppError('import/not-a-scenario', `${folder}: there is no .yaml file in this folder`, { subject: folder });
  if (second === undefined) return first;
  const files = sources.join(', ');
  throw new AppError('import/several-sources', `${folder}: which of ${files} is the scenario? Call it scenario.yaml, or name the file`, {
    subject: folder,
    details: { files },
  });
}

/** @throws AppError `import/picture-twice` when a picture lies beside the source and in its media folder: only one can be shown. */
export function requireOnce(beside: readonly string[], inMedia: readonly string[]): void {
  const twice = beside.find((name) => pictureNamePattern.test(name) && inMedia.includes(name));
  if (twice === undefined) return;
  throw new AppError('import/picture-twice', `${twice}: lies beside the scenario and in its media folder; keep one of the two`, {
    subject: twice,
  });
}

/** @throws AppError `import/too-many-media` */
export function requireFewPictures(pictures: readonly { readonly name: string; readonly size: number }[]): void {
  let bytes = 0;
  pictures.forEach(({ name, size }, at) => {
    bytes += size;
    if (at < pictureFilesMax && bytes <= pictureBytesMax) return;
    const message = `a scenario brings at most ${pictureFilesMax} pictures and ${pictureBytesMax} bytes of them, here are ${pictures.length}`;
    throw new AppError('import/too-many-media', message, { subject: name, details: { files: pictureFilesMax, bytes: pictureBytesMax } });
  });
}
