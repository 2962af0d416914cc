import type { NodeId } from '../../../core/ids.ts';
import { GraphScene } from '../../../renderer/scene/GraphScene.ts';
import type { SceneEvents } from '../../../renderer/scene/scene-events.ts';
import { buildSceneView, packPositions } from '../../../renderer/view/build-scene-view.ts';
import { hopsLayout } from '../../../renderer/view/hops-layout.ts';
import type { SceneView } from '../../../renderer/view/scene-view.ts';
import { plainTexts, ransomGraph } from './ransom-graph.ts';

/** A scene on a canvas of 1100 by 640 pixels, worked by made-up pointer events. One at a time. */

export let canvas: HTMLCanvasElement;
export let scene: GraphScene;

export function ransomView(selection: readonly NodeId[] = []): { view: SceneView; positions: Float32Array } {
  const { state, subgraph } = ransomGraph();
  const view = buildSceneView({ state, subgraph, selection: new Set(selection), texts: plainTexts });
  return { view, positions: packPositions(view.nodes.ids, hopsLayout({ ...state, subgraph, placements: [] })) };
}

export function open(about: { isMotionReduced?: boolean } = {}): SceneView {
  const { view, positions } = ransomView();
  show(view, positions, about.isMotionReduced ?? true);
  return view;
}

/** A scene of any view. */
export function show(view: SceneView, positions: Float32Array, isMotionReduced = true): void {
  scene = new GraphScene(canvas, { theme: 'dark', isMotionReduced });
  scene.setView(view);
  scene.setPositions(positions);
}

export const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
export async function settled(): Promise<void> {
  await document.fonts.ready;
  do await nextFrame();
  while (scene.isBusy);
}

export function heard<Name extends keyof SceneEvents>(name: Name): SceneEvents[Name][] {
  const events: SceneEvents[Name][] = [];
  scene.on(name, (event) => events.push(event));
  return events;
}

export const place = (node: NodeId): { x: number; y: number } => {
  const at = scene.screenPositionOf(node);
  if (at === null) throw new Error(`${node} is not on screen`);
  return at;
};

export function pointer(type: string, at: { x: number; y: number }, about: PointerEventInit = {}): void {
  const base = { clientX: at.x, clientY: at.y, pointerId: 1, bubbles: true, cancelable: true };
  canvas.dispatchEvent(new PointerEvent(type, { ...base, ...about }));
}
export function drag(from: { x: number; y: number }, to: { x: number; y: number }, about: PointerEventInit = {}): void {
  pointer('pointerdown', from, about);
  for (const share of [0.3, 0.7, 1])
    pointer('pointermove', { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }, about);
  pointer('pointerup', to, about);
}

/** Before each test. */
export function mountCanvas(): void {
  document.body.style.margin = '0';
  canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:absolute;left:40px;top:20px;width:1100px;height:640px';
  document.body.append(canvas);
}

/** After each test. */
export function unmountCanvas(): void {
  scene.dispose();
  canvas.remove();
}
