import type { NodeId } from '../../../core/ids.ts';
import type { PickHow } from '../../state/view-store.ts';
import { useServices, useView } from '../services.ts';
import { usePicking } from '../use-picking.ts';

export interface TablePicking<R> {
  readonly isSelected: (row: R) => boolean;
  readonly onPick: (rows: readonly R[], how: PickHow) => void;
  readonly onActivate: (row: R) => void;
}

/** Rows that stand for nodes share the graph's selection; activating one brings it before the camera. */
export function useTablePicking<R>(nodeOf: (row: R) => NodeId): TablePicking<R> {
  const { graph } = useServices();
  const { pick } = usePicking();
  const selection = useView((state) => state.selection);
  const selected = new Set(selection);
  return {
    isSelected: (row) => selected.has(nodeOf(row)),
    onPick: (rows, how) => pick(rows.map(nodeOf), how),
    onActivate: (row) => graph.current?.focus([nodeOf(row)]),
  };
}
