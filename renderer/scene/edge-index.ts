import { type Camera, Matrix4, Vector4 } from 'three';
import { pointOnRoute, routeSize } from './edge-route.ts';

/** How far beside its line an edge is still hit, CSS pixels. */
const reachPx = 6;
/** Straight pieces a curve is taken as. */
const pieces = 16;
const pointCount = pieces + 1;

/** Where the lines of all edges run on screen, CSS pixels. What is behind the camera is not hit. */
export class EdgeIndex {
  /** x, y of every point of every edge; not a number behind the camera. */
  #points = new Float32Array(0);
  /** left, top, right, bottom per edge, reach included. */
  #boxes = new Float32Array(0);
  #count = 0;

  /** `routes`: as `routeEdges` writes them. */
  rebuild(camera: Camera, routes: Float32Array, size: { readonly width: number; readonly height: number }): void {
    this.#count = Math.floor(routes.length / routeSize);
    if (this.#boxes.length < this.#count * 4) {
      this.#points = new Float32Array(this.#count * pointCount * 2);
      this.#boxes = new Float32Array(this.#count * 4);
    }
    const toClip = new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    const clip = new Vector4();
    for (let edge = 0; edge < this.#count; edge++) {
      const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
      for (let point = 0; point < pointCount; point++) {
        clip.set(...pointOnRoute(routes, edge, point / pieces), 1).applyMatrix4(toClip);
        const isSeen = clip.w > 0;
        const x = isSeen ? (clip.x / clip.w + 1) * 0.5 * size.width : Number.NaN;
        const y = isSeen ? (1 - clip.y / clip.w) * 0.5 * size.height : Number.NaN;
        this.#points.set([x, y], (edge * pointCount + point) * 2);
        if (!isSeen) continue;
        box[0] = Math.min(box[0], x - reachPx);
        box[1] = Math.min(box[1], y - reachPx);
        box[2] = Math.max(box[2], x + reachPx);
        box[3] = Math.max(box[3], y + reachPx);
      }
      this.#boxes.set(box, edge * 4);
    }
  }

  /** Index of the edge nearest to a point among those `isWanted`, -1 when none is within reach. */
  pick(x: number, y: number, isWanted: (edge: number) => boolean): number {
    let best = -1;
    let bestPx = reachPx;
    for (let edge = 0; edge < this.#count; edge++) {
      if (!this.#isInBox(edge, x, y) || !isWanted(edge)) continue;
      const away = this.#distance(edge, x, y);
      if (away <= bestPx) [best, bestPx] = [edge, away];
    }
    return best;
  }

  /** Points along an edge that are before the camera, its middle first, its ends last. */
  pointsOf(edge: number): [number, number][] {
    const all = Array.from({ length: pointCount }, (_, point): [number, number] => this.#point(edge, point));
    return all
      .map((at, point) => ({ at, fromMiddle: Math.abs(point - pieces / 2) }))
      .filter(({ at }) => !Number.isNaN(at[0]))
      .sort((a, b) => a.fromMiddle - b.fromMiddle)
      .map(({ at }) => at);
  }

  #point(edge: number, point: number): [number, number] {
    const at = (edge * pointCount + point) * 2;
    return [this.#points[at] as number, this.#points[at + 1] as number];
  }

  #isInBox(edge: number, x: number, y: number): boolean {
    const at = edge * 4;
    return (
      x >= (this.#boxes[at] as number) &&
      y >= (this.#boxes[at + 1] as number) &&
      x <= (this.#boxes[at + 2] as number) &&
      y <= (this.#boxes[at + 3] as number)
    );
  }

  #distance(edge: number, x: number, y: number): number {
    let nearest = Infinity;
    for (let piece = 0; piece < pieces; piece++) {
      const away = distanceToSegment([x, y], this.#point(edge, piece), this.#point(edge, piece + 1));
      // A piece with an end behind the camera is not a number and never the nearest.
      if (away < nearest) nearest = away;
    }
    return nearest;
  }
}

type Point = readonly [number, number];

function distanceToSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
