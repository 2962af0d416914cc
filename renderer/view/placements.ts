import type { HistoryItem, Position } from '../../core/case/case-state.ts';
import type { NodeId } from '../../core/ids.ts';

/** The trainee put a node somewhere, or (null) gave it back to the layout. */
export interface Placement {
  readonly seq: number;
  readonly node: NodeId;
  readonly at: Position | null;
}

/** Placements that hold, in log order: what is undone is left out. */
export function placementsOf(history: readonly HistoryItem[]): Placement[] {
  const placements: Placement[] = [];
  for (const { seq, undone, payload } of history) {
    if (undone) continue;
    if (payload.type === 'graph.move') placements.push({ seq, node: payload.node, at: { x: payload.x, y: payload.y, z: payload.z } });
    if (payload.type === 'graph.pin') placements.push({ seq, node: payload.node, at: payload.at });
  }
  return placements;
}
