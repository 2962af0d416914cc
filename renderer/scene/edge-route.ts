import { columnWidth, rowHeight } from '../view/hops-layout.ts';
import { type SceneView, Shape } from '../view/scene-view.ts';

/** Numbers per edge in a route: four control points of a cubic curve. */
export const routeSize = 12;

type Point = readonly [number, number, number];

/** Writes the curve of every edge from where its nodes are. */
export function routeEdges({ nodes, edges }: SceneView, positions: Float32Array, into: Float32Array): void {
  for (let edge = 0; edge < edges.from.length; edge++) {
    const [from, to] = [edges.from[edge] as number, edges.to[edge] as number];
    const start = offsetFrom(positions, from, [edges.fromOffsets[edge * 2] as number, edges.fromOffsets[edge * 2 + 1] as number]);
    const end = offsetFrom(positions, to, [edges.toOffsets[edge * 2] as number, edges.toOffsets[edge * 2 + 1] as number]);
    const bends: [number, number] = [edges.bends[edge * 2] as number, edges.bends[edge * 2 + 1] as number];
    const isFlow = bends[0] === 1 && bends[1] === -1 && from !== to;
    const isBackward = isFlow && end[0] < start[0] + 0.2;
    if (isBackward) {
      const isAddressAtEnd = nodes.shapes[to] !== Shape.Transaction;
      const address = isAddressAtEnd ? to : from;
      const centre = offsetFrom(positions, address, [0, 0]);
      const height = (nodes.heights[address] as number) + airAtPole;
      into.set(isAddressAtEnd ? intoPole(start, centre, height) : outOfPole(centre, end, height), edge * routeSize);
    } else if (isFlow && isPastOthers(start, end)) into.set(over(start, end), edge * routeSize);
    else into.set(forward(start, end, bends), edge * routeSize);
  }
}

const airAtPole = 0.08;

function offsetFrom(positions: Float32Array, node: number, [x, y]: readonly [number, number]): Point {
  const at = node * 3;
  return [(positions[at] as number) + x, (positions[at + 1] as number) + y, positions[at + 2] as number];
}

function forward(start: Point, end: Point, [bendFrom, bendTo]: readonly [number, number]): number[] {
  const [dx, dy, dz] = [end[0] - start[0], end[1] - start[1], end[2] - start[2]];
  const handle = Math.min(Math.max(Math.abs(dx) * 0.45, 0.9), Math.hypot(dx, dy, dz) * 0.55);
  return [...start, start[0] + bendFrom * handle, start[1], start[2], end[0] + bendTo * handle, end[1], end[2], ...end];
}

/** Whether an edge runs along its row past a whole column: what stands there would seem to be on its way. */
const isPastOthers = (start: Point, end: Point): boolean =>
  end[0] - start[0] > columnWidth * 1.5 && Math.abs(end[1] - start[1]) < rowHeight / 3;

/** World units; the curve rises to three quarters of it, above the largest node of the row it passes. */
const arch = 2.4;

function over(start: Point, end: Point): number[] {
  const handle = Math.min((end[0] - start[0]) * 0.3, columnWidth);
  return [...start, start[0] + handle, start[1] + arch, start[2], end[0] - handle, end[1] + arch, end[2], ...end];
}

/** Money that goes back to an address already placed further left comes in over its pole, clear of what flows on to the right. */
function intoPole(start: Point, centre: Point, height: number): number[] {
  const side = start[1] >= centre[1] ? 1 : -1;
  const end: Point = [centre[0], centre[1] + side * height, centre[2]];
  const reach = Math.min(2.4, 1 + Math.abs(start[0] - end[0]) * 0.1);
  return [...start, start[0] + 1.6, start[1] - side * 0.3, start[2], end[0], end[1] + side * reach, end[2], ...end];
}

function outOfPole(centre: Point, end: Point, height: number): number[] {
  const side = end[1] >= centre[1] ? 1 : -1;
  const start: Point = [centre[0], centre[1] + side * height, centre[2]];
  const reach = Math.min(2.4, 1 + Math.abs(start[0] - end[0]) * 0.1);
  return [...start, start[0], start[1] + side * reach, start[2], end[0] - 1.6, end[1] - side * 0.3, end[2], ...end];
}

/** Point of an edge's route at `t`, 0..1. */
export function pointOnRoute(routes: Float32Array, edge: number, t: number): [number, number, number] {
  const s = 1 - t;
  const weights = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  const at = (axis: number): number =>
    weights.reduce((sum, weight, control) => sum + weight * (routes[edge * routeSize + control * 3 + axis] as number), 0);
  return [at(0), at(1), at(2)];
}

/** World length of an edge's route, near enough for dashes. */
export function routeLength(routes: Float32Array, edge: number): number {
  const at = edge * routeSize;
  let length = 0;
  for (const [from, to, share] of [
    [0, 1, 0.5],
    [1, 2, 0.5],
    [2, 3, 0.5],
    [0, 3, 0.5],
  ] as const) {
    const apart = (axis: number): number => (routes[at + to * 3 + axis] as number) - (routes[at + from * 3 + axis] as number);
    length += share * Math.hypot(apart(0), apart(1), apart(2));
  }
  return length;
}
