import { AppError } from '../errors.ts';
import type { ChainAround, ShapeTx } from './chain-shape.ts';
import { at, intAt, type LedgerAsOf, numbersOf, type Span, satAt } from './ledger-as-of.ts';
import { none } from './ledger-columns.ts';

/** Highest input sequence that signals replaceability (BIP 125). */
const replaceableMax = 0xfffffffd;

/** The transactions of a ledger, as known at a time, as the heuristics see them. Lives for one question. */
export class LedgerShapes implements ChainAround {
  readonly #ledger: LedgerAsOf;
  readonly #byNumber = new Map<number, ShapeTx>();

  constructor(ledger: LedgerAsOf) {
    this.#ledger = ledger;
  }

  /** @throws AppError `trace/unknown-transaction` */
  named(txid: string): ShapeTx {
    return this.shape(this.#ledger.tx(txid));
  }

  shape(tx: number): ShapeTx {
    if (tx >= this.#ledger.end) throw new AppError('trace/bad-index', `Transaction number ${tx} is not known as of then.`);
    let shape = this.#byNumber.get(tx);
    if (shape === undefined) {
      shape = shapeOf(this.#ledger, tx);
      this.#byNumber.set(tx, shape);
    }
    return shape;
  }

  spender(tx: ShapeTx, vout: number): ShapeTx | null {
    const ledger = this.#ledger;
    const spender = ledger.spender(ledger.outputs(ledger.tx(tx.txid)).first + vout);
    return spender === none ? null : this.shape(intAt(ledger.columns.inputTx, spender));
  }

  parents(tx: ShapeTx): readonly ShapeTx[] {
    const { outputTx } = this.#ledger.columns;
    const spent = spentOutputs(this.#ledger, this.#ledger.inputs(this.#ledger.tx(tx.txid)));
    return [...new Set(spent.map((output) => intAt(outputTx, output)))].map((funder) => this.shape(funder));
  }

  isFresh(tx: ShapeTx, address: string): boolean {
    const ledger = this.#ledger;
    return intAt(ledger.columns.addressFirstTx, ledger.address(address)) === ledger.tx(tx.txid);
  }

  isPaidElsewhere(tx: ShapeTx, address: string): boolean {
    const ledger = this.#ledger;
    const own = ledger.tx(tx.txid);
    const number = ledger.address(address);
    for (const row of numbersOf(ledger.rows(number))) {
      if (intAt(ledger.columns.rowTx, row) !== own && ledger.rowAmounts(number, row).receivedSat > 0n) return true;
    }
    return false;
  }
}

/** Outputs that a span of inputs spends; none for a coinbase. */
function spentOutputs(ledger: LedgerAsOf, inputs: Span): number[] {
  return [...numbersOf(inputs)].map((input) => intAt(ledger.columns.inputSpends, input)).filter((output) => output !== none);
}

function shapeOf(ledger: LedgerAsOf, tx: number): ShapeTx {
  const { columns } = ledger;
  const inputs = ledger.inputs(tx);
  const outputs = ledger.outputs(tx);
  const coin = (output: number) => ({
    address: ledger.addressText(intAt(columns.outputAddress, output)),
    scriptType: ledger.scriptType(output),
    valueSat: satAt(columns.outputSat, output),
  });
  const feeSat = ledger.feeSat(tx);
  return {
    txid: ledger.txid(tx),
    isCoinbase: feeSat === null,
    version: intAt(columns.txVersion, tx),
    locktime: at(columns.txLocktime, tx),
    isReplaceable: [...numbersOf(inputs)].some((input) => at(columns.inputSequence, input) <= replaceableMax),
    feePerKvb: feeSat === null ? null : (feeSat * 1000n) / BigInt(Math.ceil(intAt(columns.txWeight, tx) / 4)),
    inputs: spentOutputs(ledger, inputs).map(coin),
    outputs: [...numbersOf(outputs)].map((output) => ({ vout: output - outputs.first, ...coin(output) })),
  };
}
