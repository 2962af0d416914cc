import { type NodeId, txNode } from '../../core/ids.ts';
import { type PickHow, picked } from '../state/view-store.ts';
import { useServices } from './services.ts';

export interface Picking {
  readonly pick: (nodes: readonly NodeId[], how: PickHow) => void;
  /** Picks an output (`txid:vout`), and with it nothing else. */
  readonly pickOutput: (outpoint: string | null) => void;
  /** Picks the first of the outputs drawn as one edge, with its transaction; picked again, the next. */
  readonly pickAmongOutputs: (outpoints: readonly string[]) => void;
}

/** One selection for graph, tables and inspector. */
export function usePicking(): Picking {
  const { view } = useServices();
  return {
    pick: (nodes, how) => view.setState(({ selection }) => ({ selection: picked(selection, nodes, how), selectedOutput: null })),
    pickOutput: (selectedOutput) => view.setState({ selectedOutput }),
    pickAmongOutputs: (outpoints) =>
      view.setState(({ selectedOutput }) => {
        const before = selectedOutput === null ? -1 : outpoints.indexOf(selectedOutput);
        const next = outpoints[(before + 1) % outpoints.length];
        return next === undefined ? {} : { selectedOutput: next, selection: [txNode(next.slice(0, 64))] };
      }),
  };
}

/** How a click or key picks: Ctrl or Cmd toggles, Shift adds, alone it replaces. */
export function pickHow(event: { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean }): PickHow {
  if (event.ctrlKey || event.metaKey) return 'toggle';
  return event.shiftKey ? 'add' : 'replace';
}
