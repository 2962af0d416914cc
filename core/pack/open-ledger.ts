import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Sha256 } from '../chain/bitcoin/merkle.ts';
import type { BitcoinBlock } from '../chain/bitcoin/model.ts';
import { BlockParser } from '../chain/bitcoin/parse-block.ts';
import { AppError } from '../errors.ts';
import type { LedgerIndexPart } from './parts.ts';

/**
 * The blocks of a compiled ledger. Checks the hash of every chunk, that blocks follow one another, their merkle roots and the tip.
 * `chunks`: the files of the index, by name. `hash`: the platform's SHA-256, where it has a quicker one.
 * @throws AppError `pack/missing-chunk`, `pack/damaged-chunk`, `pack/broken-chain`, or what the block parser throws
 */
export function openLedger(index: LedgerIndexPart, chunks: ReadonlyMap<string, Uint8Array>, hash: Sha256 = sha256): BitcoinBlock[] {
  const parser = new BlockParser(hash);
  const blocks: BitcoinBlock[] = [];
  for (const chunk of index.chunks) {
    const bytes = chunks.get(chunk.file);
    if (bytes === undefined) throw new AppError('pack/missing-chunk', `The ledger lacks its file ${chunk.file}.`, { subject: chunk.file });
    if (bytesToHex(hash(bytes)) !== chunk.sha256) {
      throw new AppError('pack/damaged-chunk', `${chunk.file} is not what it was when the world was compiled.`, { subject: chunk.file });
    }
    readChunk(bytes, { file: chunk.file, parser, blocks });
  }
  const tip = blocks.at(-1);
  if (blocks.length !== index.blocks || tip?.hash !== index.tipHash) {
    throw new AppError('pack/broken-chain', `The ledger ends at block ${blocks.length - 1}, not at the tip its index names.`);
  }
  return blocks;
}

function readChunk(bytes: Uint8Array, into: { file: string; parser: BlockParser; blocks: BitcoinBlock[] }): void {
  const { file, parser, blocks } = into;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const size = at + 4 <= bytes.length ? view.getUint32(at, true) : 0;
    const start = at + 4;
    if (size === 0 || start + size > bytes.length) {
      throw new AppError('pack/damaged-chunk', `${file} ends in the middle of a block.`, { subject: file });
    }
    const block = parser.parse(bytes.subarray(start, start + size), blocks.length);
    const previous = blocks.at(-1)?.hash ?? '0'.repeat(64);
    if (block.prevHash !== previous) {
      throw new AppError('pack/broken-chain', `Block ${block.height} does not follow the block before it.`, { subject: block.hash });
    }
    blocks.push(block);
    at = start + size;
  }
}
