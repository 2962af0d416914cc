/** What the heuristics look at: a transaction without its bytes, and its neighbours as of a time. Any UTXO ledger can be seen this way. */

export interface ShapeInput {
  /** null for scripts without an address. */
  readonly address: string | null;
  readonly scriptType: string;
  readonly valueSat: bigint;
}

export interface ShapeOutput {
  readonly vout: number;
  /** null: data or an unknown script, "not spendable" below. */
  readonly address: string | null;
  readonly scriptType: string;
  readonly valueSat: bigint;
}

export interface ShapeTx {
  readonly txid: string;
  readonly isCoinbase: boolean;
  readonly version: number;
  readonly locktime: number;
  /** Signals replaceability: an input sequence below 0xfffffffe (BIP 125). */
  readonly isReplaceable: boolean;
  /** Satoshi per 1,000 vbytes, rounded down; null where sizes are unknown. */
  readonly feePerKvb: bigint | null;
  readonly inputs: readonly ShapeInput[];
  readonly outputs: readonly ShapeOutput[];
}

/** The ledger around a transaction, nothing later than the time asked about. */
export interface ChainAround {
  /** The transaction that spends an output; null while it is unspent. */
  spender(tx: ShapeTx, vout: number): ShapeTx | null;
  /** The transactions whose outputs it spends, by input. */
  parents(tx: ShapeTx): readonly ShapeTx[];
  /** The address's first appearance in the ledger is as an output of this transaction. */
  isFresh(tx: ShapeTx, address: string): boolean;
  /** Another transaction pays the address too. */
  isPaidElsewhere(tx: ShapeTx, address: string): boolean;
}

export const spendable = (tx: ShapeTx): readonly ShapeOutput[] => tx.outputs.filter((output) => output.address !== null);
