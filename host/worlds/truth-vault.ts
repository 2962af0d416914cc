import { type TruthPart, truthPartSchema } from '../../core/pack/parts.ts';
import { parseJson, readWorldFile } from './world-folder.ts';
import type { World } from './world-store.ts';

/** The only way to the truth part. Grading, what a closed step shows, and the debrief ask it; nothing else does. */
export interface TruthVault {
  /** null where the truth part is absent: the attempt runs sealed. @throws AppError `world/damaged` */
  open(world: Pick<World, 'folder' | 'manifest'>): Promise<TruthPart | null>;
}

export function createTruthVault(): TruthVault {
  const opened = new Map<string, TruthPart>();
  return {
    async open({ folder, manifest }) {
      const known = opened.get(folder);
      if (known !== undefined) return known;
      const bytes = await readWorldFile(folder, manifest, 'truth.json');
      if (bytes === null) return null;
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      const truth = parseJson(text, { schema: truthPartSchema, path: 'truth.json' });
      opened.set(folder, truth);
      return truth;
    },
  };
}
