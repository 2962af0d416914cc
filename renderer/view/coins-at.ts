import { isAddressNode, type NodeId } from '../../core/ids.ts';
import type { SceneView, Transfer } from './scene-view.ts';

/** One coin (`txid:vout`) of a line on the graph. */
export interface CoinOnLine {
  readonly transfer: Transfer;
  readonly coin: string;
}

/**
 * Coins of the lines at a node, each by its own: of a transaction its inputs, then its outputs, both in the transaction's order;
 * of an address transfer by transfer. What leads off the graph has no line and is left out; none for null.
 */
export function coinsAt({ edges }: SceneView, node: NodeId | null): readonly CoinOnLine[] {
  if (node === null) return [];
  const coins = edges.transfers.flatMap((transfer) => {
    if (transfer === null || (transfer.from !== node && transfer.to !== node)) return [];
    return transfer.coins.map((coin, at) => ({ transfer, coin, slot: transfer.slots[at] as number }));
  });
  if (!isAddressNode(node)) coins.sort((a, b) => a.transfer.side.localeCompare(b.transfer.side) || a.slot - b.slot);
  return coins.map(({ transfer, coin }) => ({ transfer, coin }));
}

/** The coin that follows the picked one on a line, round and round; the first when none of them is picked; null when there are none. */
export function coinAfter(coins: readonly string[], picked: string | null): string | null {
  const before = picked === null ? -1 : coins.indexOf(picked);
  return coins[(before + 1) % coins.length] ?? null;
}
