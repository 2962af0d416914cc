import type { ScreenRect } from './screen-index.ts';

export interface LabelCandidate {
  /** Stable key: a label that was shown a moment ago keeps its place against equals. */
  readonly key: number;
  readonly priority: number;
  readonly depth: number;
  readonly width: number;
  readonly height: number;
  /** Places to try, best first. */
  readonly spots: readonly LabelSpot[];
  /** May cover silhouettes; never another label. */
  readonly coversNodes: boolean;
}

export interface LabelSpot {
  /** Top left corner, CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** Thin upright line to what the label is about; null where it stands beside it. */
  readonly leader: ScreenRect | null;
}

export interface PlacedLabel extends ScreenRect {
  readonly key: number;
  readonly leader: ScreenRect | null;
}

const cellPx = 80;
const air = 2;
const keptBonus = 5;

/** Greedy: most important first, then nearest; each takes the first of its spots where it and its leader meet no placed label, no leader and no silhouette. */
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
    if (rect.leader !== null) labels.add(rect.leader);
    placed.push({ key: label.key, ...rect });
  }
  return placed;
}

/** A label that may cover silhouettes still prefers a spot where it covers none, and then the one where it covers least. */
function freeSpot(
  label: LabelCandidate,
  around: { viewport: { width: number; height: number }; labels: RectGrid; nodes: RectGrid },
): (ScreenRect & { readonly leader: ScreenRect | null }) | null {
  const { labels, nodes, viewport } = around;
  const open: (ScreenRect & { readonly leader: ScreenRect | null })[] = [];
  for (const { x, y, leader } of label.spots) {
    const rect = { x, y, width: label.width, height: label.height, leader };
    if (!isInside(rect, viewport) || labels.meets(rect, air) || (leader !== null && labels.meets(leader, air))) continue;
    if (nodes.covered(rect) === 0 && (leader === null || nodes.covered(leader) === 0)) return rect;
    open.push(rect);
  }
  if (!label.coversNodes) return null;
  const covered = open.map((rect) => nodes.covered(rect) + (rect.leader === null ? 0 : nodes.covered(rect.leader)));
  return open[covered.indexOf(Math.min(...covered))] ?? null;
}

function isInside(rect: ScreenRect, { width, height }: { width: number; height: number }): boolean {
  return rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= width && rect.y + rect.height <= height;
}

class RectGrid {
  readonly #cells = new Map<number, ScreenRect[]>();

  /** Area of a rectangle that lies under those of the grid, square pixels; what lies under two counts twice. */
  covered(rect: ScreenRect): number {
    const met = new Set<ScreenRect>();
    for (const key of cellsOf(rect, 0)) for (const other of this.#cells.get(key) ?? []) met.add(other);
    let area = 0;
    for (const other of met) {
      const width = Math.min(rect.x + rect.width, other.x + other.width) - Math.max(rect.x, other.x);
      const height = Math.min(rect.y + rect.height, other.y + other.height) - Math.max(rect.y, other.y);
      area += Math.max(0, width) * Math.max(0, height);
    }
    return area;
  }

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
