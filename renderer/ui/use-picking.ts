import type { NodeId } from '../../core/ids.ts';
import { type PickHow, picked } from '../state/view-store.ts';
import { useServices } from './services.ts';

export interface Picking {
  readonly pick: (nodes: readonly NodeId[], how: PickHow) => void;
  /** Picks an output (`txid:vout`), and with it nothing else. */
  readonly pickOutput: (outpoint: string | null) => void;
}

/** One selection for graph, tables and inspector. */
export function usePicking(): Picking {
  const { view } = useServices();
  return {
    pick: (nodes, how) => view.setState(({ selection }) => ({ selection: picked(selection, nodes, how), selectedOutput: null })),
    pickOutput: (selectedOutput) => view.setState({ selectedOutput }),
  };
}

/** How a click or key picks: Ctrl or Cmd toggles, Shift adds, alone it replaces. */
export function pickHow(event: { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean }): PickHow {
  if (event.ctrlKey || event.metaKey) return 'toggle';
  return event.shiftKey ? 'add' : 'replace';
}
