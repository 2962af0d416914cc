import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { base58 } from '@scure/base';
import type { BitcoinBlock, BitcoinInput, BitcoinOutput, BitcoinScriptType, BitcoinTx } from '../../core/chain/bitcoin/model.ts';

const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** A transaction id for a name. */
export const txidOf = (name: string): string => hashOf(`tx ${name}`);

/** An address for a name, in the alphabet of its script type. Well formed for Ariadne's doors; nobody holds a key to it. */
export function addressOf(name: string, scriptType: BitcoinScriptType = 'p2wpkh'): string {
  const hash = sha256(utf8ToBytes(`address ${name}`));
  if (scriptType === 'p2pkh') return `1${base58.encode(hash.slice(0, 24))}`;
  if (scriptType === 'p2sh-p2wpkh') return `3${base58.encode(hash.slice(0, 24))}`;
  return `${scriptType === 'p2tr' ? 'bc1p' : 'bc1q'}${bytesToHex(hash.slice(0, 19))}`;
}

export interface OutputDraft {
  /** Name of the payee; null for a data output. */
  readonly to: string | null;
  readonly sat: number;
  readonly scriptType?: BitcoinScriptType;
}

export interface TxDraft {
  readonly name: string;
  /** Outputs spent, `name:vout`; none for a coinbase. */
  readonly spends?: readonly string[];
  readonly pays: readonly OutputDraft[];
  readonly version?: number;
  readonly locktime?: number;
  readonly sequence?: number;
  /** Weight units beyond a whole number of virtual bytes. */
  readonly extraWeight?: number;
}

/** Blocks of transactions by name. Times are in ms; heights count from 0. Ids are hashes of names, not of bytes. */
export function chainOf(blocks: readonly { readonly atMs: number; readonly txs: readonly TxDraft[] }[]): BitcoinBlock[] {
  return blocks.map(({ atMs, txs }, height) => ({
    height,
    atMs,
    hash: hashOf(`block ${height}`),
    prevHash: hashOf(`block ${height - 1}`),
    merkleRoot: hashOf(`merkle ${height}`),
    txs: txs.map((tx, indexInBlock) => txOf(tx, { height, indexInBlock, atMs })),
  }));
}

function txOf(draft: TxDraft, place: Pick<BitcoinTx, 'height' | 'indexInBlock' | 'atMs'>): BitcoinTx {
  const { name, spends = [], pays, version = 2, locktime = 0, sequence = 0xffffffff, extraWeight = 0 } = draft;
  const inputs: BitcoinInput[] = spends.map((spend) => {
    const colon = spend.lastIndexOf(':');
    return { prevTxid: txidOf(spend.slice(0, colon)), prevVout: Number(spend.slice(colon + 1)), sequence };
  });
  const vsize = 11 + 68 * inputs.length + 31 * pays.length;
  return {
    ...place,
    txid: txidOf(name),
    version,
    locktime,
    inputs: inputs.length > 0 ? inputs : [{ prevTxid: null, prevVout: 0xffffffff, sequence }],
    outputs: pays.map(outputOf),
    sizeBytes: vsize,
    weight: vsize * 4 + extraWeight,
    raw: utf8ToBytes(name),
  };
}

function outputOf({ to, sat, scriptType = 'p2wpkh' }: OutputDraft): BitcoinOutput {
  if (to === null) return { valueSat: BigInt(sat), address: null, scriptType: 'op-return' };
  return { valueSat: BigInt(sat), address: addressOf(to, scriptType), scriptType };
}
