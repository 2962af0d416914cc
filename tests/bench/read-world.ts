import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BitcoinBlock } from '../../core/chain/bitcoin/model.ts';
import type { Tag } from '../../core/chain/tag.ts';
import { openLedger } from '../../core/pack/open-ledger.ts';
import { ledgerIndexSchema, registersPartSchema, truthPartSchema } from '../../core/pack/parts.ts';

/** All of a compiled world that a bench needs, the truth included. */
export async function readWorld(folder: string): Promise<{ blocks: BitcoinBlock[]; tags: Tag[]; control: Record<string, number> }> {
  const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(folder, path), 'utf8'));
  const index = ledgerIndexSchema.parse(await json('ledger/ledger.json'));
  const chunks = new Map<string, Uint8Array>();
  for (const { file } of index.chunks) chunks.set(file, await readFile(join(folder, 'ledger', file)));
  return {
    blocks: openLedger(index, chunks),
    tags: registersPartSchema.parse(await json('registers.json')).tags,
    control: truthPartSchema.parse(await json('truth.json')).control,
  };
}
