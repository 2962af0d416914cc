import { type Camera, Matrix4, Vector4 } from 'three';
import { routeSize } from './edge-route.ts';

/** How far beside its line an edge is still hit, CSS pixels. */
const reachPx = 6;
const steps = 16;

interface Canvas {
  readonly routes: Float32Array;
  readonly camera: Camera;
  readonly size: { readonly width: number; readonly height: number };
}

/** Index of the edge nearest to a point of the canvas (CSS pixels) among those `isWanted`, -1 when none is within reach. */
export function pickEdge({ x, y }: { x: number; y: number }, canvas: Canvas, isWanted: (edge: number) => boolean): number {
  const project = projection(canvas);
  let best = -1;
  let bestPx = reachPx;
  for (let edge = 0; edge * routeSize < canvas.routes.length; edge++) {
    if (!isWanted(edge)) continue;
    const corners = [0, 1, 2, 3].map((control) =>
      project(edge, [control === 0 ? 1 : 0, control === 1 ? 1 : 0, control === 2 ? 1 : 0, control === 3 ? 1 : 0]),
    );
    // A curve stays within the hull of its control points: most edges are ruled out by four points.
    if (corners.some((corner) => corner === null) || !isNearBox(corners as [number, number][], x, y)) continue;
    let [fromX, fromY] = corners[0] as [number, number];
    for (let at = 1; at <= steps; at++) {
      const [toX, toY] = project(edge, weightsAt(at / steps)) ?? [fromX, fromY];
      const away = distanceToSegment(x, y, [fromX, fromY, toX, toY]);
      if (away <= bestPx) [best, bestPx] = [edge, away];
      [fromX, fromY] = [toX, toY];
    }
  }
  return best;
}

/** Where the middle of an edge is on the canvas, CSS pixels; null behind the camera. */
export function edgeMiddle(edge: number, canvas: Canvas): [number, number] | null {
  return projection(canvas)(edge, weightsAt(0.5));
}

type Weights = readonly [number, number, number, number];

/** Bernstein polynomials of a cubic curve. */
const weightsAt = (t: number): Weights => [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];

function projection({ routes, camera, size }: Canvas): (edge: number, weights: Weights) => [number, number] | null {
  const toClip = new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
  const clip = new Vector4();
  return (edge, weights) => {
    const at = edge * routeSize;
    const axis = (offset: number): number =>
      weights.reduce((sum, weight, control) => sum + weight * (routes[at + control * 3 + offset] as number), 0);
    clip.set(axis(0), axis(1), axis(2), 1).applyMatrix4(toClip);
    // Not a number: the edge has no route yet.
    return !(clip.w > 0) ? null : [(clip.x / clip.w + 1) * 0.5 * size.width, (1 - clip.y / clip.w) * 0.5 * size.height];
  };
}

function isNearBox(corners: readonly [number, number][], x: number, y: number): boolean {
  const [xs, ys] = [corners.map(([cx]) => cx), corners.map(([, cy]) => cy)];
  return (
    x >= Math.min(...xs) - reachPx && x <= Math.max(...xs) + reachPx && y >= Math.min(...ys) - reachPx && y <= Math.max(...ys) + reachPx
  );
}

function distanceToSegment(x: number, y: number, [ax, ay, bx, by]: readonly [number, number, number, number]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
