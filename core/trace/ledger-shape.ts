import type { ChainAround, ShapeTx } from './chain-shape.ts';
import type { IndexedTx, LedgerIndex } from './ledger-index.ts';
import { feeSat } from './ledger-views.ts';

/** Highest sequence that signals replaceability (BIP 125). */
const replaceableMax = 0xfffffffd;

interface LedgerShape extends ShapeTx {
  readonly indexed: IndexedTx;
}

export function shapeOf(indexed: IndexedTx): LedgerShape {
  const { tx, spent, isCoinbase } = indexed;
  const fee = feeSat(indexed);
  return {
    indexed,
    txid: tx.txid,
    isCoinbase,
    version: tx.version,
    locktime: tx.locktime,
    isReplaceable: tx.inputs.some((input) => input.sequence <= replaceableMax),
    feePerKvb: fee === null ? null : (fee * 1000n) / BigInt(Math.ceil(tx.weight / 4)),
    inputs: spent.flatMap((input) =>
      input === null ? [] : [{ address: input.output.address, scriptType: input.output.scriptType, valueSat: input.output.valueSat }],
    ),
    outputs: tx.outputs.map((output, vout) => ({
      vout,
      address: output.address,
      scriptType: output.scriptType,
      valueSat: output.valueSat,
    })),
  };
}

/** The ledger around shapes made by `shapeOf`, as far as `limit`. */
export function aroundIn(index: LedgerIndex, limit: number): ChainAround {
  const indexedOf = (tx: ShapeTx): IndexedTx => index.tx(tx.txid, limit);
  return {
    spender: (tx, vout) => {
      const spender = indexedOf(tx).spenders[vout] ?? null;
      return spender === null || spender.order >= limit ? null : shapeOf(index.at(spender.order));
    },
    parents: (tx) => indexedOf(tx).spent.flatMap((input) => (input === null ? [] : [shapeOf(input.from)])),
    isFresh: (tx, address) => index.address(address, limit).orders[0] === indexedOf(tx).order,
    isPaidElsewhere: (tx, address) =>
      index.address(address, limit).orders.some((order) => {
        if (order >= limit || order === indexedOf(tx).order) return false;
        return index.at(order).tx.outputs.some((output) => output.address === address);
      }),
  };
}
