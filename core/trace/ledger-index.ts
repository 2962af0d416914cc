import type { BitcoinBlock, BitcoinOutput, BitcoinScriptType, BitcoinTx } from '../chain/bitcoin/model.ts';
import type { Tag } from '../chain/tag.ts';
import { AppError } from '../errors.ts';

/** A transaction with what the rest of the ledger says about it. */
export interface IndexedTx {
  readonly tx: BitcoinTx;
  /** Place in ledger order, coinbases included: parents before children, also inside a block. */
  readonly order: number;
  readonly isCoinbase: boolean;
  /** The output each input spends; null for a coinbase's input. */
  readonly spent: readonly (SpentOutput | null)[];
  /** Who spends each output, whenever; compare `order` with a limit before showing it. */
  readonly spenders: readonly (Spender | null)[];
}

export interface SpentOutput {
  readonly from: IndexedTx;
  readonly vout: number;
  readonly output: BitcoinOutput;
}

export interface Spender {
  readonly order: number;
  readonly vin: number;
}

export interface IndexedAddress {
  readonly address: string;
  readonly scriptType: BitcoinScriptType;
  /** Orders of the transactions that pay it or spend from it, rising, each once. */
  readonly orders: readonly number[];
}

/** Tags of this level and above name a service firmly enough to stop at it (TagPack: service_data and better). */
const serviceLevel = 50;

interface TxDraft extends IndexedTx {
  readonly spenders: (Spender | null)[];
}

/**
 * The ledger an investigator asks: every transaction, outpoint and address once, in ledger order. Built once and never changed; what a
 * question may see is decided by `limitAt`, the number of transactions known at its simulated time.
 */
export class LedgerIndex {
  readonly txs: readonly IndexedTx[];
  readonly #byTxid: ReadonlyMap<string, IndexedTx>;
  readonly #addresses: ReadonlyMap<string, IndexedAddress>;
  readonly #tags: ReadonlyMap<string, readonly Tag[]>;

  /** @throws AppError `trace/missing-parent`, `trace/double-spend`: such a ledger is refused, never repaired. */
  constructor(blocks: readonly BitcoinBlock[], tags: readonly Tag[]) {
    const byTxid = new Map<string, TxDraft>();
    const txs: TxDraft[] = [];
    for (const block of blocks) {
      for (const tx of block.txs) {
        const indexed = indexTx(tx, txs.length, byTxid);
        txs.push(indexed);
        byTxid.set(tx.txid, indexed);
      }
    }
    this.txs = txs;
    this.#byTxid = byTxid;
    this.#addresses = indexAddresses(txs);
    this.#tags = groupTags(tags);
  }

  /** Number of transactions in blocks with a time of `asOfMs` or before; a transaction is known when its order is below it. */
  limitAt(asOfMs: number): number {
    let low = 0;
    let high = this.txs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.txs[middle]?.tx.atMs ?? Infinity) <= asOfMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  at(order: number): IndexedTx {
    const indexed = this.txs[order];
    if (indexed === undefined) throw new RangeError(`no transaction of order ${order}`);
    return indexed;
  }

  /** @throws AppError `trace/unknown-transaction` when it is not in the ledger, or not yet. */
  tx(txid: string, limit: number): IndexedTx {
    const indexed = this.#byTxid.get(txid);
    if (indexed !== undefined && indexed.order < limit) return indexed;
    throw new AppError('trace/unknown-transaction', `no transaction ${txid} in the ledger as of now`, { subject: txid });
  }

  /** @throws AppError `trace/unknown-address` when no transaction has paid it, or not yet. */
  address(address: string, limit: number): IndexedAddress {
    const indexed = this.#addresses.get(address);
    if (indexed !== undefined && (indexed.orders[0] ?? limit) < limit) return indexed;
    throw new AppError('trace/unknown-address', `no address ${address} in the ledger as of now`, { subject: address });
  }

  /** Addresses in order of first appearance. */
  addresses(): IterableIterator<IndexedAddress> {
    return this.#addresses.values();
  }

  tagsOf(address: string): readonly Tag[] {
    return this.#tags.get(address) ?? [];
  }

  /** The tag that makes an address a stop sign, the most trusted first; null for anybody else's. */
  serviceTag(address: string): Tag | null {
    return this.tagsOf(address).find((tag) => tag.isService && tag.confidenceLevel >= serviceLevel) ?? null;
  }
}

function indexTx(tx: BitcoinTx, order: number, byTxid: ReadonlyMap<string, TxDraft>): TxDraft {
  const spent = tx.inputs.map((input, vin): SpentOutput | null => {
    if (input.prevTxid === null) return null;
    const from = byTxid.get(input.prevTxid);
    const output = from?.tx.outputs[input.prevVout];
    if (from === undefined || output === undefined) {
      throw new AppError(
        'trace/missing-parent',
        `input ${vin} spends ${input.prevTxid}:${input.prevVout}, which is not in the ledger before it`,
        { subject: tx.txid },
      );
    }
    if (from.spenders[input.prevVout] !== null) {
      throw new AppError('trace/double-spend', `input ${vin} spends ${input.prevTxid}:${input.prevVout}, which is already spent`, {
        subject: tx.txid,
      });
    }
    from.spenders[input.prevVout] = { order, vin };
    return { from, vout: input.prevVout, output };
  });
  return { tx, order, isCoinbase: spent[0] === null, spent, spenders: tx.outputs.map(() => null) };
}

function indexAddresses(txs: readonly IndexedTx[]): Map<string, IndexedAddress> {
  const addresses = new Map<string, IndexedAddress & { readonly orders: number[] }>();
  const touch = (output: BitcoinOutput, order: number): void => {
    if (output.address === null) return;
    const known = addresses.get(output.address);
    if (known === undefined) addresses.set(output.address, { address: output.address, scriptType: output.scriptType, orders: [order] });
    else if (known.orders.at(-1) !== order) known.orders.push(order);
  };
  for (const { tx, order, spent } of txs) {
    for (const input of spent) if (input !== null) touch(input.output, order);
    for (const output of tx.outputs) touch(output, order);
  }
  return addresses;
}

function groupTags(tags: readonly Tag[]): Map<string, Tag[]> {
  const grouped = new Map<string, Tag[]>();
  for (const tag of tags) {
    const known = grouped.get(tag.address);
    if (known === undefined) grouped.set(tag.address, [tag]);
    else known.push(tag);
  }
  for (const list of grouped.values()) list.sort((a, b) => b.confidenceLevel - a.confidenceLevel);
  return grouped;
}
