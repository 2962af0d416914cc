import type { DirectoryDropItem, DropItem, FileDropItem } from 'react-aria-components';
import {
  droppedEntriesMax,
  isSourceName,
  requireFewPictures,
  requireOnce,
  sourceAmong,
  sourceBytesMax,
} from '../../../core/bridge/scenario-files.ts';
import { AppError } from '../../../core/errors.ts';
import { pictureNamePattern } from '../../../core/ids.ts';

/** A scenario as it lay among what was dropped. */
export interface DroppedScenario {
  readonly name: string;
  readonly source: File;
  /** Pictures of its `media` folder, or dropped beside it. */
  readonly media: readonly File[];
}

const pictureBytesMax = 2_000_000;

/** Names that a scenario can refer to, and no others. */
const isPicture = (item: DropItem): item is FileDropItem => item.kind === 'file' && pictureNamePattern.test(item.name);
const isMediaFolder = (item: DropItem): item is DirectoryDropItem => item.kind === 'directory' && item.name === 'media';

/**
 * Finds the scenarios in a drop: a folder with `scenario.yaml` (or one YAML file of any name) and its `media` folder, or YAML files;
 * pictures and a `media` folder dropped beside a single YAML file belong to it.
 * @throws AppError `import/not-a-scenario` when there is none, `import/several-sources`, `import/too-large` with the file as subject,
 * `import/too-many-files`, `import/too-many-media`, `import/picture-twice`
 */
export async function collectDrop(items: readonly DropItem[]): Promise<DroppedScenario[]> {
  const files = items.filter((item) => item.kind === 'file');
  const sources = files.filter((item) => isSourceName(item.name));
  const folders = items.filter((item) => item.kind === 'directory').filter((item) => sources.length !== 1 || !isMediaFolder(item));
  const beside = sources.length === 1 ? await picturesOf(items, files) : [];
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

/** As a folder opened from the disk is read. */
async function scenarioIn(folder: DirectoryDropItem): Promise<DroppedScenario> {
  const entries = await entriesOf(folder);
  const files = entries.filter((item): item is FileDropItem => item.kind === 'file');
  const name = sourceAmong(
    files.map((item) => item.name),
    folder.name,
  );
  const [source] = files.filter((item) => item.name === name);
  if (source === undefined) throw new AppError('import/not-a-scenario', 'the folder holds no such file', { subject: folder.name });
  return { name: `${folder.name}/${name}`, source: await sourceOf(source), media: await picturesOf(entries, []) };
}

/** Those of the media folder among these, and loose ones. */
async function picturesOf(items: readonly DropItem[], loose: readonly FileDropItem[]): Promise<File[]> {
  const media = items.find(isMediaFolder);
  const inMedia = media === undefined ? [] : (await entriesOf(media)).filter(isPicture);
  requireOnce(
    items.flatMap((item) => (item.kind === 'file' ? [item.name] : [])),
    inMedia.map((item) => item.name),
  );
  const pictures: File[] = [];
  for (const item of [...loose.filter(isPicture), ...inMedia]) pictures.push(await fileOf(item, pictureBytesMax));
  requireFewPictures(pictures);
  return pictures;
}

async function entriesOf(folder: DirectoryDropItem): Promise<DropItem[]> {
  const entries: DropItem[] = [];
  for await (const entry of folder.getEntries()) {
    if (entries.length >= droppedEntriesMax) {
      throw new AppError('import/too-many-files', `more than ${droppedEntriesMax} files and folders lie in it`, {
        subject: folder.name,
        details: { count: droppedEntriesMax },
      });
    }
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
