import type { BitcoinScriptType } from '../chain/bitcoin/model.ts';
import { AppError } from '../errors.ts';
import { isAddressNode, type NodeId, nodeKey } from '../ids.ts';
import { type LedgerColumns, none, scriptTypes } from './ledger-columns.ts';

/** Half-open range of numbers. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/**
 * The ledger as it was known at a time. Every query reads through this one window: a transaction beyond `end` does not exist here,
 * an output it spends is unspent, an address it pays first is unknown.
 */
export class LedgerAsOf {
  readonly columns: LedgerColumns;
  readonly asOfMs: number;
  /** Transactions known: numbers below this. */
  readonly end: number;

  constructor(columns: LedgerColumns, asOfMs: number) {
    this.columns = columns;
    this.asOfMs = asOfMs;
    const blocks = firstWhere(columns.blockKnownFromMs.length, (block) => at(columns.blockKnownFromMs, block) > asOfMs);
    this.end = intAt(columns.blockFirstTx, blocks);
  }

  /** @throws AppError `trace/unknown-transaction`: not in the ledger as of this time. */
  tx(txid: string): number {
    const tx = this.#txNumber(txid);
    if (tx !== none) return tx;
    throw new AppError('trace/unknown-transaction', `No transaction ${txid} is in the ledger as of the given time.`, { subject: txid });
  }

  /** @throws AppError `trace/unknown-address`: not in the ledger as of this time. */
  address(text: string): number {
    const address = this.#addressNumber(text);
    if (address !== none) return address;
    throw new AppError('trace/unknown-address', `Address ${text} has not appeared in the ledger as of the given time.`, { subject: text });
  }

  knows(node: NodeId): boolean {
    const key = nodeKey(node);
    return (isAddressNode(node) ? this.#addressNumber(key) : this.#txNumber(key)) !== none;
  }

  inputs(tx: number): Span {
    return { first: intAt(this.columns.txFirstInput, tx), end: intAt(this.columns.txFirstInput, tx + 1) };
  }

  outputs(tx: number): Span {
    return { first: intAt(this.columns.txFirstOutput, tx), end: intAt(this.columns.txFirstOutput, tx + 1) };
  }

  isCoinbase(tx: number): boolean {
    return intAt(this.columns.inputSpends, intAt(this.columns.txFirstInput, tx)) === none;
  }

  /** The input that spends an output, or `none` while it is unspent. */
  spender(output: number): number {
    const input = intAt(this.columns.outputSpender, output);
    return input !== none && intAt(this.columns.inputTx, input) < this.end ? input : none;
  }

  /** Rows of an address, one a transaction, in ledger order; never empty for an address that is known. */
  rows(address: number): Span {
    const { addressFirstRow, rowTx } = this.columns;
    const first = intAt(addressFirstRow, address);
    const count = intAt(addressFirstRow, address + 1) - first;
    return { first, end: first + firstWhere(count, (row) => intAt(rowTx, first + row) >= this.end) };
  }

  /** What the address received and sent in the transaction of one of its rows. */
  rowAmounts(address: number, row: number): { receivedSat: bigint; sentSat: bigint } {
    const { addressFirstRow, rowReceivedSat, rowSentSat } = this.columns;
    const receivedSat = satAt(rowReceivedSat, row);
    const sentSat = satAt(rowSentSat, row);
    if (row === intAt(addressFirstRow, address)) return { receivedSat, sentSat };
    return { receivedSat: receivedSat - satAt(rowReceivedSat, row - 1), sentSat: sentSat - satAt(rowSentSat, row - 1) };
  }

  /** Address number of the output an input spends; `none` for a coinbase and for scripts without an address. */
  inputAddress(input: number): number {
    const spent = intAt(this.columns.inputSpends, input);
    return spent === none ? none : intAt(this.columns.outputAddress, spent);
  }

  scriptType(output: number): BitcoinScriptType {
    return scriptTypes[at(this.columns.outputScript, output)] ?? 'other';
  }

  /** Inputs less outputs in satoshi; null for a coinbase. */
  feeSat(tx: number): bigint | null {
    if (this.isCoinbase(tx)) return null;
    const { inputSpends, outputSat } = this.columns;
    let feeSat = 0n;
    for (const input of numbersOf(this.inputs(tx))) feeSat += satAt(outputSat, intAt(inputSpends, input));
    for (const output of numbersOf(this.outputs(tx))) feeSat -= satAt(outputSat, output);
    return feeSat;
  }

  /** Full serialisation with witness. */
  raw(tx: number): Uint8Array {
    return at(this.columns.txRaw, tx);
  }

  #txNumber(txid: string): number {
    const tx = this.columns.txByTxid.get(txid) ?? none;
    return tx < this.end ? tx : none;
  }

  #addressNumber(text: string): number {
    const address = this.columns.addressByText.get(text) ?? none;
    return address !== none && intAt(this.columns.addressFirstTx, address) < this.end ? address : none;
  }

  addressText(address: number): string | null {
    return address === none ? null : (this.columns.addresses[address] ?? null);
  }

  txid(tx: number): string {
    return this.columns.txids[tx] ?? '';
  }
}

interface Column<T> {
  readonly length: number;
  readonly [index: number]: T;
}

/** A value of a column that is known to be there; an index beyond it is a fault of this room. */
export function at<T>(column: Column<T>, index: number): T {
  return column[index] ?? beyond(column, index);
}

/** `at` for the columns that long walks read. One function a kind of array, because engines are quick where a read sees one kind only. */
export function intAt(column: Int32Array, index: number): number {
  return column[index] ?? beyond(column, index);
}

/** The same for amounts. */
export function satAt(column: BigInt64Array, index: number): bigint {
  return column[index] ?? beyond(column, index);
}

function beyond({ length }: { readonly length: number }, index: number): never {
  throw new AppError('trace/bad-index', `Column of ${length} read at ${index}.`);
}

/** Smallest n from 0 to count where the test holds (it never stops holding after); count when it never does. */
function firstWhere(count: number, test: (n: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function* numbersOf({ first, end }: Span): Generator<number> {
  for (let number = first; number < end; number += 1) yield number;
}
