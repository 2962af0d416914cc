import { type Camera, Matrix4, Vector4 } from 'three';

/** A rectangle on the canvas in CSS pixels, y down. */
export interface ScreenRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const cellPx = 64;
/** A far node stays as easy to hit as this. */
const smallestTargetPx = 7;
const key = (column: number, row: number): number => row * 4096 + column;

/** Where each node is on screen, in a grid of cells: a pick looks at one cell, never at every node. */
export class ScreenIndex {
  x = new Float32Array(0);
  y = new Float32Array(0);
  /** Distance from the camera plane; not positive behind the camera. */
  depth = new Float32Array(0);
  radiusX = new Float32Array(0);
  radiusY = new Float32Array(0);
  readonly #cells = new Map<number, number[]>();
  #width = 1;
  #height = 1;

  rebuild(
    camera: Camera,
    nodes: { positions: Float32Array; sizes: Float32Array; heights: Float32Array },
    size: { width: number; height: number },
  ): void {
    const count = nodes.sizes.length;
    if (this.x.length !== count)
      for (const name of ['x', 'y', 'depth', 'radiusX', 'radiusY'] as const) this[name] = new Float32Array(count);
    this.#cells.clear();
    this.#width = size.width;
    this.#height = size.height;
    const toClip = new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    const focal = (camera.projectionMatrix.elements[5] as number) * 0.5 * size.height;
    const clip = new Vector4();
    for (let node = 0; node < count; node++) {
      const at = node * 3;
      clip.set(nodes.positions[at] as number, nodes.positions[at + 1] as number, nodes.positions[at + 2] as number, 1).applyMatrix4(toClip);
      this.x[node] = (clip.x / clip.w + 1) * 0.5 * size.width;
      this.y[node] = (1 - clip.y / clip.w) * 0.5 * size.height;
      this.depth[node] = clip.w;
      this.radiusX[node] = ((nodes.sizes[node] as number) * focal) / clip.w;
      this.radiusY[node] = ((nodes.heights[node] as number) * focal) / clip.w;
      if (clip.w > 0) this.#enter(node);
    }
  }

  /** Index of the nearest node under the point, -1 for none. */
  pick(x: number, y: number): number {
    let best = -1;
    for (const node of this.#cells.get(key(Math.floor(x / cellPx), Math.floor(y / cellPx))) ?? []) {
      const dx = (x - (this.x[node] as number)) / this.#reach(this.radiusX, node);
      const dy = (y - (this.y[node] as number)) / this.#reach(this.radiusY, node);
      if (dx * dx + dy * dy <= 1 && (best === -1 || (this.depth[node] as number) < (this.depth[best] as number))) best = node;
    }
    return best;
  }

  /** Nodes whose centre lies in the rectangle, ascending. */
  within(rect: ScreenRect): number[] {
    const found = new Set<number>();
    const right = rect.x + rect.width;
    const bottom = rect.y + rect.height;
    const isInside = (node: number): boolean => {
      const [x, y] = [this.x[node] as number, this.y[node] as number];
      return x >= rect.x && x <= right && y >= rect.y && y <= bottom;
    };
    for (let row = Math.floor(rect.y / cellPx); row <= Math.floor(bottom / cellPx); row++) {
      for (let column = Math.floor(rect.x / cellPx); column <= Math.floor(right / cellPx); column++) {
        for (const node of (this.#cells.get(key(column, row)) ?? []).filter(isInside)) found.add(node);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  #reach(radii: Float32Array, node: number): number {
    return Math.max(smallestTargetPx, (radii[node] as number) + 2);
  }

  #enter(node: number): void {
    const rx = this.#reach(this.radiusX, node);
    const ry = this.#reach(this.radiusY, node);
    const cells = (low: number, high: number, end: number): [number, number] => [
      Math.max(0, Math.floor(low / cellPx)),
      Math.min(Math.floor(end / cellPx), Math.floor(high / cellPx)),
    ];
    const [x, y] = [this.x[node] as number, this.y[node] as number];
    const [left, right] = cells(x - rx, x + rx, this.#width);
    const [top, bottom] = cells(y - ry, y + ry, this.#height);
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const cell = this.#cells.get(key(column, row));
        if (cell === undefined) this.#cells.set(key(column, row), [node]);
        else cell.push(node);
      }
    }
  }
}
