import type { DirectoryDropItem, DropItem, FileDropItem } from 'react-aria-components';
import { AppError } from '../../../core/errors.ts';
import { pictureNamePattern } from '../../../core/ids.ts';

/** A scenario as it lay among what was dropped. */
export interface DroppedScenario {
  readonly name: string;
  readonly source: File;
  /** Pictures of its `media` folder, or dropped beside it. */
  readonly media: readonly File[];
}

const itemsMax = 500;
const sourceBytesMax = 4_000_000;
const pictureBytesMax = 2_000_000;

const isSource = (name: string): boolean => /\.ya?ml$/i.test(name);
/** Names that a scenario can refer to, and no others. */
const isPicture = (name: string): boolean => pictureNamePattern.test(name);
const isMediaFolder = (item: DropItem): item is DirectoryDropItem => item.kind === 'directory' && item.name === 'media';

/**
 * Finds the scenarios in a drop: a folder with `scenario.yaml` and its `media` folder, or YAML files; pictures and a `media` folder
 * dropped beside a single YAML file belong to it.
 * @throws AppError `import/not-a-scenario` when there is none, `import/too-large` with the file as subject
 */
export async function collectDrop(items: readonly DropItem[]): Promise<DroppedScenario[]> {
  const files = items.filter((item) => item.kind === 'file');
  const sources = files.filter((item) => isSource(item.name));
  const folders = items.filter((item) => item.kind === 'directory').filter((item) => sources.length !== 1 || !isMediaFolder(item));
  const beside = sources.length === 1 ? await picturesIn(items) : [];
  const found: DroppedScenario[] = [];
  for (const item of sources) found.push({ name: item.name, source: await sourceOf(item), media: beside });
  for (const folder of folders) found.push(await scenarioIn(folder));
  if (found.length === 0) {
    const names = items.flatMap((item) => (item.kind === 'text' ? [] : [item.name]));
    const subject = names.join(', ') || 'text';
    throw new AppError('import/not-a-scenario', 'there is no YAML file among what was dropped', { subject });
  }
  return found;
}

/** As a folder opened from the disk is read: `scenario.yaml` in it, or the only YAML file it holds. */
async function scenarioIn(folder: DirectoryDropItem): Promise<DroppedScenario> {
  const entries = await entriesOf(folder);
  const sources = entries.filter((item): item is FileDropItem => item.kind === 'file' && isSource(item.name));
  const named = sources.find((item) => item.name === 'scenario.yaml') ?? (sources.length === 1 ? sources[0] : undefined);
  if (named === undefined) {
    throw new AppError('import/not-a-scenario', 'there is no scenario.yaml in the folder', { subject: folder.name });
  }
  const media = entries.find(isMediaFolder);
  return {
    name: `${folder.name}/${named.name}`,
    source: await sourceOf(named),
    media: media === undefined ? [] : await picturesIn(await entriesOf(media)),
  };
}

async function picturesIn(items: readonly DropItem[]): Promise<File[]> {
  const pictures: File[] = [];
  for (const item of items) {
    if (item.kind === 'file' && isPicture(item.name)) pictures.push(await fileOf(item, pictureBytesMax));
    if (isMediaFolder(item)) pictures.push(...(await picturesIn(await entriesOf(item))));
  }
  return pictures;
}

async function entriesOf(folder: DirectoryDropItem): Promise<DropItem[]> {
  const entries: DropItem[] = [];
  for await (const entry of folder.getEntries()) {
    if (entries.length >= itemsMax) break;
    entries.push(entry);
  }
  return entries;
}

const sourceOf = (item: FileDropItem): Promise<File> => fileOf(item, sourceBytesMax);

async function fileOf(item: FileDropItem, bytesMax: number): Promise<File> {
  const file = await item.getFile();
  if (file.size > bytesMax) {
    throw new AppError('import/too-large', `larger than ${bytesMax} bytes`, { subject: item.name, details: { bytes: bytesMax } });
  }
  return file;
}
