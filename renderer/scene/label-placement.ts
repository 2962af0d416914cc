import type { ScreenRect } from './screen-index.ts';

export interface LabelCandidate {
  /** Stable key: a label that was shown a moment ago keeps its place against equals. */
  readonly key: number;
  readonly priority: number;
  readonly depth: number;
  readonly width: number;
  readonly height: number;
  /** Top left corners to try, best first, CSS pixels. */
  readonly spots: readonly (readonly [number, number])[];
  /** May cover silhouettes; never another label. */
  readonly coversNodes: boolean;
}

export interface PlacedLabel extends ScreenRect {
  readonly key: number;
}

const cellPx = 80;
const air = 2;
const keptBonus = 5;

/** Greedy: most important first, then nearest; each takes the first of its spots where it meets no placed label and no silhouette. */
export function placeLabels(
  candidates: readonly LabelCandidate[],
  around: {
    readonly viewport: { width: number; height: number };
    readonly obstacles: readonly ScreenRect[];
    readonly kept: ReadonlySet<number>;
  },
): PlacedLabel[] {
  const rank = (label: LabelCandidate): number => label.priority + (around.kept.has(label.key) ? keptBonus : 0);
  const order = [...candidates].sort((a, b) => rank(b) - rank(a) || a.depth - b.depth || a.key - b.key);
  const labels = new RectGrid();
  const nodes = new RectGrid();
  for (const obstacle of around.obstacles) nodes.add(obstacle);
  const placed: PlacedLabel[] = [];
  for (const label of order) {
    const rect = freeSpot(label, { viewport: around.viewport, labels, nodes });
    if (rect === null) continue;
    labels.add(rect);
    placed.push({ key: label.key, ...rect });
  }
  return placed;
}

/** A label that may cover silhouettes still prefers a spot where it covers none. */
function freeSpot(
  label: LabelCandidate,
  around: { viewport: { width: number; height: number }; labels: RectGrid; nodes: RectGrid },
): ScreenRect | null {
  const open = label.spots
    .map(([x, y]) => ({ x, y, width: label.width, height: label.height }))
    .filter((rect) => isInside(rect, around.viewport) && !around.labels.meets(rect, air));
  return open.find((rect) => !around.nodes.meets(rect, 0)) ?? (label.coversNodes ? (open[0] ?? null) : null);
}

function isInside(rect: ScreenRect, { width, height }: { width: number; height: number }): boolean {
  return rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= width && rect.y + rect.height <= height;
}

class RectGrid {
  readonly #cells = new Map<number, ScreenRect[]>();

  add(rect: ScreenRect): void {
    for (const key of cellsOf(rect, 0)) {
      const cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, [rect]);
      else cell.push(rect);
    }
  }

  meets(rect: ScreenRect, margin: number): boolean {
    for (const key of cellsOf(rect, margin)) {
      for (const other of this.#cells.get(key) ?? []) {
        const isApart =
          rect.x >= other.x + other.width + margin ||
          other.x >= rect.x + rect.width + margin ||
          rect.y >= other.y + other.height + margin ||
          other.y >= rect.y + rect.height + margin;
        if (!isApart) return true;
      }
    }
    return false;
  }
}

function* cellsOf(rect: ScreenRect, margin: number): Generator<number> {
  const last = (end: number): number => Math.floor((end + margin) / cellPx);
  for (let row = Math.floor((rect.y - margin) / cellPx); row <= last(rect.y + rect.height); row++) {
    for (let column = Math.floor((rect.x - margin) / cellPx); column <= last(rect.x + rect.width); column++) yield row * 8192 + column;
  }
}
