import { type NodeId, txNode } from '../../core/ids.ts';
import { type PickHow, picked } from '../state/view-store.ts';
import { coinAfter } from '../view/coins-at.ts';
import type { Transfer } from '../view/scene-view.ts';
import { useServices } from './services.ts';

export interface Picking {
  readonly pick: (nodes: readonly NodeId[], how: PickHow) => void;
  /** Picks an output (`txid:vout`), and with it nothing else. */
  readonly pickOutput: (outpoint: string | null) => void;
  /** Picks a coin (`txid:vout`) of a transfer, with the transaction that makes or spends it; null: its first coin and, picked again, the next. */
  readonly pickCoin: (transfer: Transfer, coin: string | null) => void;
}

/** One selection for graph, tables and inspector. */
export function usePicking(): Picking {
  const { view } = useServices();
  return {
    pick: (nodes, how) => view.setState(({ selection }) => ({ selection: picked(selection, nodes, how), selectedOutput: null })),
    pickOutput: (selectedOutput) => view.setState({ selectedOutput }),
    pickCoin: ({ txid, coins }, coin) =>
      view.setState(({ selectedOutput }) => ({ selectedOutput: coin ?? coinAfter(coins, selectedOutput), selection: [txNode(txid)] })),
  };
}

/** How a click or key picks: Ctrl or Cmd toggles, Shift adds, alone it replaces. */
export function pickHow(event: { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean }): PickHow {
  if (event.ctrlKey || event.metaKey) return 'toggle';
  return event.shiftKey ? 'add' : 'replace';
}
