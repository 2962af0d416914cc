/** The Bitcoin ledger as parsed from raw blocks. Satoshi as bigint; nothing here is later than what was parsed. */

export type BitcoinScriptType = 'p2pkh' | 'p2sh-p2wpkh' | 'p2wpkh' | 'p2tr' | 'op-return' | 'other';

export interface BitcoinInput {
  /** null for a coinbase. Byte order as explorers print. */
  readonly prevTxid: string | null;
  readonly prevVout: number;
  readonly sequence: number;
}

export interface BitcoinOutput {
  readonly valueSat: bigint;
  /** null for data and unknown scripts. */
  readonly address: string | null;
  readonly scriptType: BitcoinScriptType;
}

export interface BitcoinTx {
  readonly txid: string;
  readonly height: number;
  readonly indexInBlock: number;
  /** The block's header time in ms. */
  readonly atMs: number;
  readonly version: number;
  readonly locktime: number;
  readonly inputs: readonly BitcoinInput[];
  readonly outputs: readonly BitcoinOutput[];
  readonly sizeBytes: number;
  /** BIP 141: 3 * stripped size + total size. */
  readonly weight: number;
  /** Full serialisation with witness; a view into the block's bytes. */
  readonly raw: Uint8Array;
}

export interface BitcoinBlock {
  readonly height: number;
  readonly hash: string;
  readonly prevHash: string;
  readonly merkleRoot: string;
  readonly atMs: number;
  readonly txs: readonly BitcoinTx[];
}
