import type { BitcoinBlock, BitcoinScriptType, BitcoinTx } from '../chain/bitcoin/model.ts';
import { AppError } from '../errors.ts';

/** Where a column says that there is nothing: a coinbase input, an unspent output, an output without an address. */
export const none = -1;

export const scriptTypes = ['p2pkh', 'p2sh-p2wpkh', 'p2wpkh', 'p2tr', 'op-return', 'other'] as const satisfies readonly BitcoinScriptType[];

/**
 * The whole ledger as columns. Transactions, inputs, outputs and addresses are numbered in ledger order (addresses by first
 * appearance), so that "as of a time" is one bound on the transaction number and everything known before it is a prefix.
 * `xFirstY[n]` to `xFirstY[n + 1]` are the Ys of the nth X.
 */
export interface LedgerColumns {
  readonly blockFirstTx: Int32Array;
  /** Latest time in ms of this block and all before it: header times need not rise, what is known does. */
  readonly blockKnownFromMs: Float64Array;
  readonly txids: readonly string[];
  readonly txByTxid: ReadonlyMap<string, number>;
  readonly txAtMs: Float64Array;
  readonly txHeight: Int32Array;
  readonly txIndexInBlock: Int32Array;
  readonly txVersion: Int32Array;
  readonly txLocktime: Uint32Array;
  readonly txSizeBytes: Int32Array;
  readonly txWeight: Int32Array;
  /** Views into the blocks' bytes. */
  readonly txRaw: readonly Uint8Array[];
  readonly txFirstInput: Int32Array;
  readonly txFirstOutput: Int32Array;
  readonly inputTx: Int32Array;
  /** The output an input spends. */
  readonly inputSpends: Int32Array;
  readonly inputSequence: Uint32Array;
  readonly outputTx: Int32Array;
  readonly outputSat: BigInt64Array;
  readonly outputAddress: Int32Array;
  /** Index into `scriptTypes`. */
  readonly outputScript: Uint8Array;
  /** The input that spends an output, whenever. */
  readonly outputSpender: Int32Array;
  readonly addresses: readonly string[];
  readonly addressByText: ReadonlyMap<string, number>;
  readonly addressScript: Uint8Array;
  readonly addressFirstTx: Int32Array;
  /** One row per address and transaction that touches it, by address, then ledger order. */
  readonly addressFirstRow: Int32Array;
  readonly rowTx: Int32Array;
  /** Running sums within the address, this row included. */
  readonly rowReceivedSat: BigInt64Array;
  readonly rowSentSat: BigInt64Array;
}

type TransactionColumns = Omit<LedgerColumns, 'addressFirstRow' | 'rowTx' | 'rowReceivedSat' | 'rowSentSat'>;

/**
 * @throws AppError `trace/duplicate-transaction`, `trace/missing-output`, `trace/output-spent-twice`: these blocks are no ledger.
 */
export function buildColumns(blocks: readonly BitcoinBlock[]): LedgerColumns {
  const builder = new ColumnsBuilder(blocks);
  for (const block of blocks) builder.addBlock(block);
  const columns = builder.columns();
  return { ...columns, ...addressRows(columns) };
}

class ColumnsBuilder {
  readonly #columns: ReturnType<typeof emptyColumns>;
  readonly #addressScript: number[] = [];
  readonly #addressFirstTx: number[] = [];
  #blocks = 0;
  #txs = 0;
  #inputs = 0;
  #outputs = 0;

  constructor(blocks: readonly BitcoinBlock[]) {
    const size = { blocks: blocks.length, txs: 0, inputs: 0, outputs: 0 };
    for (const { txs } of blocks) {
      size.txs += txs.length;
      for (const tx of txs) {
        size.inputs += tx.inputs.length;
        size.outputs += tx.outputs.length;
      }
    }
    this.#columns = emptyColumns(size);
  }

  addBlock(block: BitcoinBlock): void {
    const columns = this.#columns;
    const knownBefore = this.#blocks === 0 ? 0 : (columns.blockKnownFromMs[this.#blocks - 1] ?? 0);
    columns.blockFirstTx[this.#blocks] = this.#txs;
    columns.blockKnownFromMs[this.#blocks] = Math.max(knownBefore, block.atMs);
    this.#blocks += 1;
    for (const tx of block.txs) this.#addTx(tx);
    columns.blockFirstTx[this.#blocks] = this.#txs;
  }

  columns(): TransactionColumns {
    return { ...this.#columns, addressScript: Uint8Array.from(this.#addressScript), addressFirstTx: Int32Array.from(this.#addressFirstTx) };
  }

  #addTx(tx: BitcoinTx): void {
    const columns = this.#columns;
    const at = this.#txs;
    if (columns.txByTxid.has(tx.txid)) {
      throw new AppError('trace/duplicate-transaction', `Transaction ${tx.txid} is in the ledger twice.`, { subject: tx.txid });
    }
    this.#addInputs(tx);
    columns.txids.push(tx.txid);
    columns.txByTxid.set(tx.txid, at);
    columns.txRaw.push(tx.raw);
    columns.txAtMs[at] = tx.atMs;
    columns.txHeight[at] = tx.height;
    columns.txIndexInBlock[at] = tx.indexInBlock;
    columns.txVersion[at] = tx.version;
    columns.txLocktime[at] = tx.locktime;
    columns.txSizeBytes[at] = tx.sizeBytes;
    columns.txWeight[at] = tx.weight;
    this.#addOutputs(tx);
    this.#txs += 1;
    columns.txFirstInput[this.#txs] = this.#inputs;
    columns.txFirstOutput[this.#txs] = this.#outputs;
  }

  #addInputs(tx: BitcoinTx): void {
    const columns = this.#columns;
    for (const input of tx.inputs) {
      columns.inputTx[this.#inputs] = this.#txs;
      columns.inputSequence[this.#inputs] = input.sequence;
      columns.inputSpends[this.#inputs] = input.prevTxid === null ? none : this.#spend(tx, input.prevTxid, input.prevVout);
      this.#inputs += 1;
    }
  }

  #spend(tx: BitcoinTx, prevTxid: string, prevVout: number): number {
    const { txByTxid, txFirstOutput, outputSpender } = this.#columns;
    const outpoint = `${prevTxid}:${prevVout}`;
    const funder = txByTxid.get(prevTxid);
    const output = funder === undefined ? none : (txFirstOutput[funder] ?? 0) + prevVout;
    if (funder === undefined || output >= (txFirstOutput[funder + 1] ?? 0)) {
      throw new AppError('trace/missing-output', `Transaction ${tx.txid} spends ${outpoint}, which no earlier transaction has.`, {
        subject: outpoint,
      });
    }
    if (outputSpender[output] !== none) {
      throw new AppError('trace/output-spent-twice', `Transaction ${tx.txid} spends ${outpoint}, which is spent already.`, {
        subject: outpoint,
      });
    }
    outputSpender[output] = this.#inputs;
    return output;
  }

  #addOutputs(tx: BitcoinTx): void {
    const columns = this.#columns;
    for (const { valueSat, address, scriptType } of tx.outputs) {
      const script = scriptTypes.indexOf(scriptType);
      columns.outputTx[this.#outputs] = this.#txs;
      columns.outputSat[this.#outputs] = valueSat;
      columns.outputScript[this.#outputs] = script;
      columns.outputAddress[this.#outputs] = address === null ? none : this.#addressNumber(address, script);
      this.#outputs += 1;
    }
  }

  #addressNumber(address: string, script: number): number {
    const { addressByText, addresses } = this.#columns;
    const known = addressByText.get(address);
    if (known !== undefined) return known;
    const number = addresses.length;
    addressByText.set(address, number);
    addresses.push(address);
    this.#addressScript.push(script);
    this.#addressFirstTx.push(this.#txs);
    return number;
  }
}

function emptyColumns(size: { blocks: number; txs: number; inputs: number; outputs: number }) {
  const { blocks, txs, inputs, outputs } = size;
  const txids: string[] = [];
  const txRaw: Uint8Array[] = [];
  const addresses: string[] = [];
  return {
    blockFirstTx: new Int32Array(blocks + 1),
    blockKnownFromMs: new Float64Array(blocks),
    txids,
    txByTxid: new Map<string, number>(),
    txAtMs: new Float64Array(txs),
    txHeight: new Int32Array(txs),
    txIndexInBlock: new Int32Array(txs),
    txVersion: new Int32Array(txs),
    txLocktime: new Uint32Array(txs),
    txSizeBytes: new Int32Array(txs),
    txWeight: new Int32Array(txs),
    txRaw,
    txFirstInput: new Int32Array(txs + 1),
    txFirstOutput: new Int32Array(txs + 1),
    inputTx: new Int32Array(inputs),
    inputSpends: new Int32Array(inputs),
    inputSequence: new Uint32Array(inputs),
    outputTx: new Int32Array(outputs),
    outputSat: new BigInt64Array(outputs),
    outputAddress: new Int32Array(outputs),
    outputScript: new Uint8Array(outputs),
    outputSpender: new Int32Array(outputs).fill(none),
    addresses,
    addressByText: new Map<string, number>(),
  };
}

type AddressRows = Pick<LedgerColumns, 'addressFirstRow' | 'rowTx' | 'rowReceivedSat' | 'rowSentSat'>;

/** Counts the rows of each address, lays them out one address after the other, then fills them in ledger order. */
function addressRows(columns: TransactionColumns): AddressRows {
  const { outputAddress, outputSat } = columns;
  const count = columns.addresses.length;
  const addressFirstRow = new Int32Array(count + 1);
  const lastTx = new Int32Array(count).fill(none);
  eachTouch(columns, (tx, output) => {
    const address = outputAddress[output] ?? none;
    if (lastTx[address] === tx) return;
    lastTx[address] = tx;
    addressFirstRow[address + 1] = (addressFirstRow[address + 1] ?? 0) + 1;
  });
  for (let address = 0; address < count; address += 1) {
    addressFirstRow[address + 1] = (addressFirstRow[address + 1] ?? 0) + (addressFirstRow[address] ?? 0);
  }
  const rows = addressFirstRow[count] ?? 0;
  const filled = { rowTx: new Int32Array(rows), rowReceivedSat: new BigInt64Array(rows), rowSentSat: new BigInt64Array(rows) };
  const nextRow = addressFirstRow.slice(0, count);
  lastTx.fill(none);
  eachTouch(columns, (tx, output, isSpend) => {
    const address = outputAddress[output] ?? none;
    if (lastTx[address] !== tx) {
      lastTx[address] = tx;
      const fresh = nextRow[address] ?? 0;
      nextRow[address] = fresh + 1;
      filled.rowTx[fresh] = tx;
      const isFirst = fresh === addressFirstRow[address];
      filled.rowReceivedSat[fresh] = isFirst ? 0n : (filled.rowReceivedSat[fresh - 1] ?? 0n);
      filled.rowSentSat[fresh] = isFirst ? 0n : (filled.rowSentSat[fresh - 1] ?? 0n);
    }
    const row = (nextRow[address] ?? 0) - 1;
    const sums = isSpend ? filled.rowSentSat : filled.rowReceivedSat;
    sums[row] = (sums[row] ?? 0n) + (outputSat[output] ?? 0n);
  });
  return { addressFirstRow, ...filled };
}

/** An output that a transaction has or spends. */
type Touch = (tx: number, output: number, isSpend: boolean) => void;

/** Every output with an address, where it is spent and where it is made, transaction by transaction. */
function eachTouch(columns: TransactionColumns, touch: Touch): void {
  const { txids, txFirstInput, txFirstOutput, inputSpends, outputAddress } = columns;
  const hasAddress = (output: number): boolean => (outputAddress[output] ?? none) !== none;
  for (let tx = 0; tx < txids.length; tx += 1) {
    for (let input = txFirstInput[tx] ?? 0; input < (txFirstInput[tx + 1] ?? 0); input += 1) {
      const spent = inputSpends[input] ?? none;
      if (hasAddress(spent)) touch(tx, spent, true);
    }
    for (let output = txFirstOutput[tx] ?? 0; output < (txFirstOutput[tx + 1] ?? 0); output += 1) {
      if (hasAddress(output)) touch(tx, output, false);
    }
  }
}
