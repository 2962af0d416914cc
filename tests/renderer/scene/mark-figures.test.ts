import { expect, test } from 'vitest';
import { GraphScene } from '../../../renderer/scene/GraphScene.ts';
import { buildSceneView, packPositions } from '../../../renderer/view/build-scene-view.ts';
import { hopsLayout } from '../../../renderer/view/hops-layout.ts';
import { Mark } from '../../../renderer/view/scene-view.ts';
import { addressId, plainTexts, ransomGraph } from '../support/ransom-graph.ts';

/** CSS pixels around the node that a figure reaches into. */
const reach = 160;

test('[VW7] the figure of every mark covers other pixels than the figures of all others, whatever their colours', async () => {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:fixed;inset:0;width:800px;height:600px';
  document.body.append(canvas);
  const scene = new GraphScene(canvas, { theme: 'dark', isMotionReduced: true });
  const { state, subgraph } = ransomGraph();
  const view = buildSceneView({ state, subgraph, selection: new Set(), texts: plainTexts });
  const marked = addressId('collect');
  const at = view.nodes.ids.indexOf(marked);
  const draw = async (mark: number): Promise<Uint8ClampedArray> => {
    const marks = new Uint16Array(view.nodes.ids.length);
    marks[at] = mark;
    scene.setView({ ...view, nodes: { ...view.nodes, marks, labels: view.nodes.ids.map(() => null) } });
    scene.setPositions(packPositions(view.nodes.ids, hopsLayout({ ...state, subgraph, placements: [] })));
    do await new Promise((resolve) => requestAnimationFrame(resolve));
    while (scene.isBusy);
    scene.focus([marked]);
    do await new Promise((resolve) => requestAnimationFrame(resolve));
    while (scene.isBusy);
    return pixelsAround(canvas, scene);
  };
  const pixelsAround = (from: HTMLCanvasElement, of: GraphScene): Uint8ClampedArray => {
    of.drawNow();
    const place = of.screenPositionOf(marked) ?? { x: 0, y: 0 };
    const scale = from.width / 800;
    const copy = document.createElement('canvas');
    copy.width = copy.height = 2 * reach;
    const context = copy.getContext('2d') as CanvasRenderingContext2D;
    const [x, y, size] = [(place.x - reach) * scale, (place.y - reach) * scale, 2 * reach * scale];
    context.drawImage(from, x, y, size, size, 0, 0, 2 * reach, 2 * reach);
    return context.getImageData(0, 0, 2 * reach, 2 * reach).data;
  };
  const plain = await draw(0);
  const figures = new Map<string, boolean[]>();
  for (const [name, bit] of Object.entries(Mark)) {
    const drawn = await draw(bit);
    figures.set(
      name,
      Array.from({ length: drawn.length / 4 }, (_, pixel) => differs(drawn, plain, pixel * 4)),
    );
  }
  scene.dispose();
  canvas.remove();
  const alike: string[] = [];
  for (const [one, its] of figures)
    for (const [other, theirs] of figures)
      if (one < other && its.filter((isInk, pixel) => isInk !== theirs[pixel]).length < 60) alike.push(`${one} ${other}`);
  expect([...figures].filter(([, ink]) => !ink.includes(true)).map(([name]) => name)).toEqual([]);
  expect(alike).toEqual([]);
});

function differs(one: Uint8ClampedArray, other: Uint8ClampedArray, at: number): boolean {
  return [0, 1, 2].some((channel) => Math.abs((one[at + channel] ?? 0) - (other[at + channel] ?? 0)) > 24);
}
