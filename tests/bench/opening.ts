import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../../core/pack/parts.ts';
import { loadLedger } from '../../host/ledger/load-ledger.ts';
import { readManifest } from '../../host/worlds/world-folder.ts';
import { type Side, timeOf } from './measure.ts';

/** Files of the public rings: what an attempt reads before its first question. */
const publicFiles = ({ files }: Manifest): string[] =>
  Object.keys(files).filter((path) => path.startsWith('ledger/') || path === 'registers.json');

/** Reads a compiled world, checks every hash, parses its blocks and indexes them. */
export const openWorldOnce =
  (folder: string): Side =>
  () =>
    timeOf(() => loadLedger(folder));

/** Reads the same bytes and hashes them. */
export const readAndHashOnce =
  (folder: string): Side =>
  async () => {
    const paths = publicFiles(await readManifest(folder));
    return timeOf(async () => {
      for (const path of paths) {
        createHash('sha256')
          .update(await readFile(join(folder, path)))
          .digest();
      }
    });
  };
