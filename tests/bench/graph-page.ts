import { GraphScene } from '../../renderer/scene/GraphScene.ts';
import { buildSceneView, packPositions } from '../../renderer/view/build-scene-view.ts';
import { hopsLayout } from '../../renderer/view/hops-layout.ts';
import type { ScenePositions, SceneView } from '../../renderer/view/scene-view.ts';
import { plainTexts, ransomGraph } from '../renderer/support/ransom-graph.ts';
import { contextLost } from './context-lost.ts';

/** The page of the graph bench: each side is one call that answers with milliseconds, pixels on the card included. */

const { state, subgraph } = ransomGraph();
const canvas = document.querySelector('canvas') as HTMLCanvasElement;
const scene = new GraphScene(canvas, { theme: 'dark', isMotionReduced: true });
const context = canvas.getContext('webgl2') as WebGL2RenderingContext;

/**
 * Without a graphics card Chromium starts its graphics process, sees that it cannot use it, and starts another that draws in software:
 * a context made in between is lost and comes back. From then on it stays.
 */
const settledAfterMs = 500;
let changedAtMs = performance.now();
for (const event of ['webglcontextlost', 'webglcontextrestored']) {
  canvas.addEventListener(event, () => {
    changedAtMs = performance.now();
  });
}

/** A read waits until the frame is drawn. */
function drawn(): void {
  if (context.isContextLost()) throw new Error(contextLost);
  scene.drawNow();
  context.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
}

function graphOf(count: number): { view: SceneView; positions: ScenePositions } {
  const nodes = new Map([...state.nodes].slice(0, count));
  const view = buildSceneView({ state: { ...state, nodes }, subgraph, selection: new Set(), texts: plainTexts });
  return { view, positions: packPositions(view.nodes.ids, hopsLayout({ ...state, nodes, subgraph, placements: [] })) };
}

function show({ view, positions }: { view: SceneView; positions: ScenePositions }): void {
  scene.setView(view);
  scene.setPositions(positions);
  drawn();
}

const nothing = graphOf(0);
const before = graphOf(state.nodes.size - 8);

function timed(prepare: () => void, work: () => void): number {
  prepare();
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

Object.assign(window, {
  graphBench: {
    isSettled: () => !context.isContextLost() && performance.now() - changedAtMs > settledAfterMs,
    /** Eight nodes more: layout, view, buffers and the frame. */
    expand: () =>
      timed(
        () => show(before),
        () => show(graphOf(state.nodes.size)),
      ),
    /** The same canvas with nothing but its ground. */
    emptyFrame: () => timed(() => show(nothing), drawn),
  },
});
