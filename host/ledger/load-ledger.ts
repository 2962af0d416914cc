import { hash } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import { openLedger } from '../../core/pack/open-ledger.ts';
import { ledgerIndexSchema, registersPartSchema } from '../../core/pack/parts.ts';
import { LedgerIndex } from '../../core/trace/ledger-index.ts';
import { readManifest, readWorldFile, readWorldPart } from '../worlds/world-folder.ts';

/** One call into OpenSSL instead of some thousand steps of JavaScript. */
const nodeSha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** Reads the public rings of a compiled world (ledger, registers) and indexes them. @throws AppError `world/damaged` */
export async function loadLedger(folder: string): Promise<LedgerIndex> {
  const manifest = await readManifest(folder);
  const index = await readWorldPart(folder, manifest, { path: 'ledger/ledger.json', schema: ledgerIndexSchema });
  const registers = await readWorldPart(folder, manifest, { path: 'registers.json', schema: registersPartSchema });
  const chunks = new Map<string, Uint8Array>();
  for (const { file } of index.chunks) {
    const bytes = await readWorldFile(folder, manifest, `ledger/${file}`);
    if (bytes === null) throw new AppError('world/damaged', `"ledger/${file}" is missing`, { subject: file });
    chunks.set(file, bytes);
  }
  return new LedgerIndex(openLedger(index, chunks, nodeSha256), registers.tags);
}
