import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { address, Block } from 'bitcoinjs-lib';
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

/** Reads the same blocks with bitcoinjs-lib: hashes checked, merkle roots, ids and addresses, as a peer would have to. */
export const parseWithLibraryOnce =
  (folder: string): Side =>
  async () => {
    const chunks = publicFiles(await readManifest(folder)).filter((path) => path.endsWith('.bin'));
    return timeOf(async () => {
      for (const path of chunks) {
        const bytes = await readFile(join(folder, path));
        createHash('sha256').update(bytes).digest();
        for (let at = 0; at < bytes.length; ) {
          const end = at + 4 + bytes.readUInt32LE(at);
          readBlockWithLibrary(bytes.subarray(at + 4, end));
          at = end;
        }
      }
    });
  };

/** @returns its ids and addresses, so that none of the work can be left out */
function readBlockWithLibrary(bytes: Uint8Array): string[] {
  const block = Block.fromBuffer(bytes);
  if (!block.checkTxRoots()) throw new Error(`block ${block.getId()} has another merkle root`);
  return (block.transactions ?? []).flatMap((tx) => [
    tx.getId(),
    ...tx.outs.filter(({ script }) => script[0] !== opReturn).map(({ script }) => addressOf(script)),
  ]);
}

const opReturn = 0x6a;

/** The library checks that the key of a P2TR output is on the curve, for which it wants a second library; we do not check that either. */
const addressOf = (script: Uint8Array): string =>
  script.length === 34 && script[0] === 0x51 ? address.toBech32(script.subarray(2), 1, 'bc') : address.fromOutputScript(script);
