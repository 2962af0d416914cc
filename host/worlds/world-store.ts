import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { type ExercisePart, exercisePartSchema } from '../../core/exercise/exercise-part.ts';
import type { Manifest } from '../../core/pack/parts.ts';
import type { HostLog } from '../log/host-log.ts';
import { readManifest, readWorldPart } from './world-folder.ts';

/** A compiled world as attempts use it: no truth part. */
export interface World {
  readonly worldKey: string;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly exercise: ExercisePart;
}

export interface WorldFolders {
  /** Compiled worlds that came with Ariadne, one folder each. Read only. */
  readonly shipped: string;
  /** Worlds in the user's data folder, named by their key: opened scenarios, and those that attempts have begun in. */
  readonly kept: string;
}

/** Finds and checks compiled worlds. Never reads the truth part: that is the truth vault's. */
export class WorldStore {
  readonly #folders: WorldFolders;
  readonly #log: HostLog;
  readonly #byKey = new Map<string, Promise<World>>();
  #shipped: Promise<readonly World[]> | null = null;

  constructor(folders: WorldFolders, log: HostLog) {
    this.#folders = folders;
    this.#log = log;
  }

  /** In order of their folder names. A damaged one is left out and named in the log. */
  shipped(): Promise<readonly World[]> {
    this.#shipped ??= this.#readShipped();
    return this.#shipped;
  }

  /** @throws AppError `world/absent`, `world/damaged` */
  open(worldKey: string): Promise<World> {
    const known = this.#byKey.get(worldKey);
    if (known !== undefined) return known;
    const opening = this.#find(worldKey);
    this.#byKey.set(worldKey, opening);
    opening.catch(() => this.#byKey.delete(worldKey));
    return opening;
  }

  /** Copies a shipped world into the data folder, so that attempts begun in it outlive the next version of Ariadne. */
  async keep(world: World): Promise<void> {
    const target = join(this.#folders.kept, world.worldKey);
    if (world.folder === target || (await isWorld(target))) return;
    const draft = `${target}.part-${process.pid}`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(this.#folders.kept, { recursive: true });
    await cp(world.folder, draft, { recursive: true });
    await this.#settle(draft, target);
  }

  /** Takes over a folder that a compile job wrote. Returns the world; one of the same key that is already there wins. */
  async adopt(draft: string): Promise<World> {
    const { worldKey } = await readManifest(draft);
    await this.#settle(draft, join(this.#folders.kept, worldKey));
    return this.open(worldKey);
  }

  /** A new folder name beside the kept worlds, so that adopting it is a rename. */
  draftFolder(jobId: string): string {
    return join(this.#folders.kept, `draft-${process.pid}-${jobId}`);
  }

  /** Removes what programs that are no more were writing when they ended. */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.#folders.kept).catch(() => [])) {
      const owner = /^draft-(\d+)-|\.part-(\d+)$/.exec(name);
      const pid = Number(owner?.[1] ?? owner?.[2] ?? 0);
      if (pid > 0 && !isRunning(pid)) await rm(join(this.#folders.kept, name), { recursive: true, force: true });
    }
  }

  async #settle(draft: string, target: string): Promise<void> {
    try {
      await rename(draft, target);
    } catch (thrown) {
      await rm(draft, { recursive: true, force: true });
      if (!(await isWorld(target))) throw thrown;
    }
  }

  async #find(worldKey: string): Promise<World> {
    const shipped = (await this.shipped()).find((world) => world.worldKey === worldKey);
    if (shipped !== undefined) return shipped;
    const world = await readWorld(join(this.#folders.kept, worldKey));
    if (world.worldKey !== worldKey)
      throw new AppError('world/damaged', `the folder of world ${worldKey} holds another one`, { subject: worldKey });
    return world;
  }

  async #readShipped(): Promise<readonly World[]> {
    const names = await readdir(this.#folders.shipped).catch(() => []);
    const worlds: World[] = [];
    for (const name of names.sort()) {
      try {
        worlds.push(await readWorld(join(this.#folders.shipped, name)));
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        this.#log.write('error', 'shipped world unusable', { code: thrown.code });
      }
    }
    return worlds;
  }
}

async function readWorld(folder: string): Promise<World> {
  const manifest = await readManifest(folder);
  const exercise = await readWorldPart(folder, manifest, { path: 'exercise.json', schema: exercisePartSchema });
  return { worldKey: manifest.worldKey, folder, manifest, exercise };
}

async function isWorld(folder: string): Promise<boolean> {
  return readManifest(folder).then(
    () => true,
    () => false,
  );
}

/** Signal 0 asks whether a process is there; one of another user answers EPERM, and is there too. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return z.object({ code: z.literal('EPERM') }).safeParse(thrown).success;
  }
}
