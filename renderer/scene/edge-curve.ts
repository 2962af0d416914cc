import type { SceneEdges } from '../view/scene-view.ts';

/** Length of a curve's handles for ends `dx`, `dy`, `dz` apart; the vertex shader of the edges has the same rule. */
export function handleLength(dx: number, dy: number, dz: number): number {
  return Math.min(Math.max(Math.abs(dx) * 0.45, 0.9), 0.5 + Math.hypot(dx, dy, dz) * 0.4);
}

/** Writes both ends of every edge, six numbers each, from its nodes' positions. */
export function edgeEnds(edges: SceneEdges, positions: Float32Array, into: Float32Array): void {
  for (let edge = 0; edge < edges.from.length; edge++) {
    const from = (edges.from[edge] as number) * 3;
    const to = (edges.to[edge] as number) * 3;
    const at = edge * 6;
    into[at] = (positions[from] as number) + (edges.fromOffsets[edge * 2] as number);
    into[at + 1] = (positions[from + 1] as number) + (edges.fromOffsets[edge * 2 + 1] as number);
    into[at + 2] = positions[from + 2] as number;
    into[at + 3] = (positions[to] as number) + (edges.toOffsets[edge * 2] as number);
    into[at + 4] = (positions[to + 1] as number) + (edges.toOffsets[edge * 2 + 1] as number);
    into[at + 5] = positions[to + 2] as number;
  }
}

/** Point of an edge at `t` (0..1), given its six end numbers at `at` and its bends. */
export function curvePoint(
  ends: Float32Array,
  at: number,
  curve: { bendFrom: number; bendTo: number; t: number },
): [number, number, number] {
  const [ax, ay, az, bx, by, bz] = ends.subarray(at, at + 6) as unknown as [number, number, number, number, number, number];
  const handle = handleLength(bx - ax, by - ay, bz - az);
  const { t } = curve;
  const s = 1 - t;
  const [c0, c1, c2, c3] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return [
    c0 * ax + c1 * (ax + curve.bendFrom * handle) + c2 * (bx + curve.bendTo * handle) + c3 * bx,
    (c0 + c1) * ay + (c2 + c3) * by,
    (c0 + c1) * az + (c2 + c3) * bz,
  ];
}
