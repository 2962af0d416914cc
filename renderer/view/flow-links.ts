import type { Subgraph, TxView } from '../../core/bridge/views.ts';
import { addressNode, type NodeId, txNode } from '../../core/ids.ts';
import type { Transfer } from './scene-view.ts';

interface Slot {
  readonly address: string | null;
  readonly index: number;
  readonly coin: string | null;
  readonly valueSat: string | null;
}

function linksOfSide(tx: TxView, side: 'in' | 'out', slots: readonly Slot[]): Transfer[] {
  const byAddress = new Map<string, { slots: number[]; coins: string[]; valueSat: bigint }>();
  for (const slot of slots) {
    if (slot.address === null || slot.coin === null) continue;
    const seen = byAddress.get(slot.address) ?? { slots: [], coins: [], valueSat: 0n };
    seen.slots.push(slot.index);
    seen.coins.push(slot.coin);
    seen.valueSat += BigInt(slot.valueSat ?? '0');
    byAddress.set(slot.address, seen);
  }
  const node = txNode(tx.txid);
  return [...byAddress].map(([address, pair]) => {
    const end = addressNode(address);
    return { from: side === 'in' ? end : node, to: side === 'in' ? node : end, txid: tx.txid, side, ...pair };
  });
}

export function txLinks(tx: TxView): Transfer[] {
  return [
    ...linksOfSide(
      tx,
      'in',
      tx.inputs.map((input) => ({ address: input.address, index: input.vin, coin: input.prev, valueSat: input.valueSat })),
    ),
    ...linksOfSide(
      tx,
      'out',
      tx.outputs.map((output) => ({
        address: output.address,
        index: output.vout,
        coin: `${tx.txid}:${output.vout}`,
        valueSat: output.valueSat,
      })),
    ),
  ];
}

/** Transfers whose both ends are in `nodes`, transaction by transaction, inputs first. */
export function flowLinks(subgraph: Subgraph, nodes: { has(node: NodeId): boolean }): Transfer[] {
  return subgraph.txs.flatMap((tx) => (nodes.has(txNode(tx.txid)) ? txLinks(tx).filter((l) => nodes.has(l.from) && nodes.has(l.to)) : []));
}
