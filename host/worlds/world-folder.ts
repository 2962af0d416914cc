import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { type CompiledWorld, type Manifest, manifestSchema } from '../../core/pack/parts.ts';
import { makeFolder } from '../store/make-folder.ts';

/** A compiled world on disk: docs/formats/world-1.md. */

const isAbsent = (thrown: unknown): boolean => z.object({ code: z.enum(['ENOENT', 'ENOTDIR']) }).safeParse(thrown).success;

/** Paths a manifest may name: nothing that leads out of the world's folder. */
const worldPath = /^(ledger\/)?[a-z0-9][a-z0-9-]*\.(json|bin)$/;

/** @throws AppError `world/absent`, `world/damaged` */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, 'manifest.json'), 'utf8');
  } catch (thrown) {
    if (isAbsent(thrown)) throw new AppError('world/absent', `there is no compiled world in ${folder}`, { subject: folder, cause: thrown });
    throw thrown;
  }
  const manifest = parseJson(text, { schema: manifestSchema, path: 'manifest.json' });
  for (const path of Object.keys(manifest.files)) {
    if (!worldPath.test(path))
      throw new AppError('world/damaged', `the manifest names "${path}", which is no file of a world`, { subject: path });
  }
  return manifest;
}

/**
 * The bytes of one file of a world, checked against the manifest; null when the file is not there.
 * @throws AppError `world/damaged` when it is not the file that the manifest names
 */
export async function readWorldFile(folder: string, manifest: Manifest, path: string): Promise<Uint8Array | null> {
  const expected = manifest.files[path];
  if (expected === undefined) throw new AppError('world/damaged', `the manifest does not name "${path}"`, { subject: path });
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(folder, path));
  } catch (thrown) {
    if (isAbsent(thrown)) return null;
    throw thrown;
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== expected.sha256) {
    throw new AppError('world/damaged', `"${path}" has SHA-256 ${sha256}; the manifest says ${expected.sha256}`, { subject: path });
  }
  return bytes;
}

/** Whether the folder holds the world of that key with all its files, each of them as the manifest says. */
export async function isWholeWorld(folder: string, worldKey: string): Promise<boolean> {
  try {
    const manifest = await readManifest(folder);
    if (manifest.worldKey !== worldKey) return false;
    const files = await Promise.all(Object.keys(manifest.files).map((path) => readWorldFile(folder, manifest, path)));
    return files.every((bytes) => bytes !== null);
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}

/** @throws AppError `world/damaged` when the part is missing, altered or not of its schema */
export async function readWorldPart<T>(folder: string, manifest: Manifest, part: { path: string; schema: z.ZodType<T> }): Promise<T> {
  const bytes = await readWorldFile(folder, manifest, part.path);
  if (bytes === null) throw new AppError('world/damaged', `"${part.path}" is missing`, { subject: part.path });
  return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes), part);
}

export function parseJson<T>(text: string, { schema, path }: { schema: z.ZodType<T>; path: string }): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError('world/damaged', `"${path}" is not JSON`, { subject: path, cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('world/damaged', `"${path}": ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`, { subject: path });
}

/**
 * Writes a world into a folder that must not be there yet: first beside it, then renamed, so that a world is there as a whole or not
 * at all.
 */
export async function writeWorld(world: Pick<CompiledWorld, 'files'>, folder: string): Promise<void> {
  const draft = `${folder}.part-${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  try {
    await writeWorldFiles(world, draft);
    await rename(draft, folder);
  } catch (thrown) {
    await rm(draft, { recursive: true, force: true });
    throw thrown;
  }
}

/** Writes the files and waits until they are on the disk. */
export async function writeWorldFiles(world: Pick<CompiledWorld, 'files'>, folder: string): Promise<void> {
  for (const [path, bytes] of world.files) {
    const file = join(folder, path);
    makeFolder(dirname(file));
    const handle = await open(file, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
