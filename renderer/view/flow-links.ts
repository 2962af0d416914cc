import type { Subgraph, TxView } from '../../core/bridge/views.ts';
import { addressNode, type NodeId, txNode } from '../../core/ids.ts';

/** Money between an address and a transaction, all inputs (or outputs) of the pair taken together. */
export interface FlowLink {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly txid: string;
  /** `in`: the address pays into the transaction; `out`: the transaction pays the address. */
  readonly side: 'in' | 'out';
  /** vins or vouts of the pair, ascending. */
  readonly slots: readonly number[];
  readonly valueSat: bigint;
}

interface Slot {
  readonly address: string | null;
  readonly index: number;
  readonly valueSat: string | null;
}

function linksOfSide(tx: TxView, side: 'in' | 'out', slots: readonly Slot[]): FlowLink[] {
  const byAddress = new Map<string, { slots: number[]; valueSat: bigint }>();
  for (const slot of slots) {
    if (slot.address === null) continue;
    const seen = byAddress.get(slot.address) ?? { slots: [], valueSat: 0n };
    seen.slots.push(slot.index);
    seen.valueSat += BigInt(slot.valueSat ?? '0');
    byAddress.set(slot.address, seen);
  }
  const node = txNode(tx.txid);
  return [...byAddress].map(([address, pair]) => {
    const end = addressNode(address);
    return { from: side === 'in' ? end : node, to: side === 'in' ? node : end, txid: tx.txid, side, ...pair };
  });
}

export function txLinks(tx: TxView): FlowLink[] {
  return [
    ...linksOfSide(
      tx,
      'in',
      tx.inputs.map((input) => ({ address: input.address, index: input.vin, valueSat: input.valueSat })),
    ),
    ...linksOfSide(
      tx,
      'out',
      tx.outputs.map((output) => ({ address: output.address, index: output.vout, valueSat: output.valueSat })),
    ),
  ];
}

/** Links whose both ends are in `nodes`, transaction by transaction, inputs first. */
export function flowLinks(subgraph: Subgraph, nodes: { has(node: NodeId): boolean }): FlowLink[] {
  return subgraph.txs.flatMap((tx) => (nodes.has(txNode(tx.txid)) ? txLinks(tx).filter((l) => nodes.has(l.from) && nodes.has(l.to)) : []));
}
