import { columnWidth } from '../view/hops-layout.ts';
import type { SceneView } from '../view/scene-view.ts';

/** Half the width below which a silhouette is no longer told from another, CSS pixels. */
const legiblePx = 5.5;
/** A silhouette drawn larger than it is leaves room for its neighbour in the next column, world units. */
const roomiest = columnWidth * 0.33;
/** Sizes follow the distance in steps, so that a flight does not measure every node anew in every frame. */
const step = 1.12;

/** Half width in world units below which nodes are drawn larger than they are, for a camera that shows so many units a pixel. */
export function legibleRadius(unitsPerPixel: number): number {
  const wanted = legiblePx * unitsPerPixel;
  return Math.min(roomiest, step ** Math.ceil(Math.log(wanted) / Math.log(step)));
}

/** The view with every node at least that wide; its height and the places where edges meet it grow with it. */
export function legibleView(view: SceneView, radius: number): SceneView {
  const { nodes, edges } = view;
  const growth = nodes.sizes.map((size) => Math.max(1, radius / size));
  if (growth.every((factor) => factor === 1)) return view;
  const grown = (values: Float32Array): Float32Array => values.map((value, node) => value * (growth[node] as number));
  const moved = (offsets: Float32Array, ends: ArrayLike<number>): Float32Array =>
    offsets.map((value, at) => value * (growth[ends[at >> 1] as number] as number));
  return {
    ...view,
    nodes: { ...nodes, sizes: grown(nodes.sizes), heights: grown(nodes.heights) },
    edges: { ...edges, fromOffsets: moved(edges.fromOffsets, edges.from), toOffsets: moved(edges.toOffsets, edges.to) },
  };
}
