import type { ScenePositions, SceneView } from './scene-view.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const unit: Readonly<Record<Direction, readonly [number, number]>> = { left: [-1, 0], right: [1, 0], up: [0, 1], down: [0, -1] };

/** Sideways distance counts this many times, so that an arrow key goes where the arrow points. */
const sidewaysWeight = 2.5;
/** A linked node is preferred to an unlinked one up to this many times the distance. */
const linkBonus = 3;

/** Index of the node an arrow key leads to from `current`: a linked one if it lies that way, else the nearest that does; null at the border. */
export function stepNeighbour(
  view: SceneView,
  positions: ScenePositions,
  step: { readonly current: number; readonly direction: Direction },
): number | null {
  const linked = linkedNodes(view, step.current);
  const [ux, uy] = unit[step.direction];
  const x0 = positions[step.current * 3] ?? 0;
  const y0 = positions[step.current * 3 + 1] ?? 0;
  const z0 = positions[step.current * 3 + 2] ?? 0;
  let best: number | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let node = 0; node < view.nodes.ids.length; node++) {
    if (node === step.current) continue;
    const dx = (positions[node * 3] ?? 0) - x0;
    const dy = (positions[node * 3 + 1] ?? 0) - y0;
    const along = dx * ux + dy * uy;
    if (along <= 0.01) continue;
    const aside = Math.abs(dx * uy) + Math.abs(dy * ux) + Math.abs((positions[node * 3 + 2] ?? 0) - z0);
    const cost = (along + aside * sidewaysWeight) / (linked.has(node) ? linkBonus : 1);
    if (cost < bestCost) [best, bestCost] = [node, cost];
  }
  return best;
}

function linkedNodes({ edges }: SceneView, node: number): Set<number> {
  const linked = new Set<number>();
  for (let edge = 0; edge < edges.from.length; edge++) {
    if (edges.from[edge] === node) linked.add(edges.to[edge] as number);
    if (edges.to[edge] === node) linked.add(edges.from[edge] as number);
  }
  return linked;
}
