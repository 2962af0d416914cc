import { BufferAttribute, BufferGeometry, type Camera, type Object3D, ShaderMaterial, Vector3 } from 'three';
import type { Palette } from '../view/palette.ts';
import { alwaysShown, Mark, type SceneLabel, type SceneView } from '../view/scene-view.ts';
import { pointOnRoute } from './edge-route.ts';
import { InstancedBatch } from './instanced-batch.ts';
import { LabelAtlas } from './label-atlas.ts';
import { type LabelCandidate, type LabelSpot, type PlacedLabel, placeLabels } from './label-placement.ts';
import type { SceneUniforms } from './scene-uniforms.ts';
import type { ScreenIndex, ScreenRect } from './screen-index.ts';

const vertexShader = /* glsl */ `
uniform vec2 uViewport;
/** left, top, width, height in px */
attribute vec4 iRect;
attribute vec4 iCell;
varying vec2 vUv;
void main() {
  vec2 corner = vec2(position.x, 1.0 - position.y);
  vUv = iCell.xy + corner * iCell.zw;
  vec2 px = iRect.xy + corner * iRect.zw;
  gl_Position = vec4(px.x / uViewport.x * 2.0 - 1.0, 1.0 - px.y / uViewport.y * 2.0, 0.0, 1.0);
}`;

const fragmentShader = /* glsl */ `
uniform sampler2D uAtlas;
varying vec2 vUv;
void main() { gl_FragColor = texture2D(uAtlas, vUv); }`;

/** What the placement needs of a frame. */
export interface LabelFrame {
  readonly view: SceneView;
  readonly camera: Camera;
  readonly screen: ScreenIndex;
  readonly routes: Float32Array;
  readonly hover: number;
  readonly size: { width: number; height: number };
  readonly pixelRatio: number;
}

const below = 5;
const edgeSpots = [0.5, 0.36, 0.64];
/** From this priority on a label is worth a place that is hard to find. */
const important = 60;
/** Below these sizes on screen only important things keep their label. */
const smallNodePx = 4.5;
/** Below this size a label has one line. */
const roomyNodePx = 17;
const roomBesideLabelPx = 26;

/** Labels on screen: placed anew whenever the picture moves, drawn in one call from one atlas. */
export class LabelLayer {
  readonly #material: ShaderMaterial;
  readonly #batch: InstancedBatch<'iRect' | 'iCell'>;
  readonly #atlas: LabelAtlas;
  readonly #shortened = new WeakMap<SceneLabel, SceneLabel>();
  #kept: ReadonlySet<number> = new Set();
  #placed: readonly PlacedLabel[] = [];

  constructor(parent: Object3D, uniforms: SceneUniforms, palette: Palette) {
    this.#atlas = new LabelAtlas(palette);
    this.#material = new ShaderMaterial({
      uniforms: { ...uniforms, uAtlas: { value: this.#atlas.texture } },
      vertexShader,
      fragmentShader,
      transparent: true,
      premultipliedAlpha: true,
      depthTest: false,
      depthWrite: false,
    });
    this.#batch = new InstancedBatch<'iRect' | 'iCell'>(unitQuad(), this.#material, { iRect: 4, iCell: 4 });
    this.#batch.addTo(parent).mesh.renderOrder = 10;
  }

  /** Rectangles as drawn last, CSS pixels. */
  get placed(): readonly PlacedLabel[] {
    return this.#placed;
  }

  reset(palette: Palette, pixelRatio: number): void {
    this.#atlas.reset(palette, pixelRatio);
  }

  update(frame: LabelFrame): void {
    const labels = new Map<number, SceneLabel>();
    const candidates = [...this.#nodeCandidates(frame, labels), ...this.#edgeCandidates(frame, labels)];
    const placed = placeLabels(candidates, { viewport: frame.size, obstacles: obstaclesOf(frame), kept: this.#kept });
    this.#kept = new Set(placed.map((label) => label.key));
    const shown = placed.flatMap((place) => {
      const label = labels.get(place.key);
      return label === undefined ? [] : [{ place, label }];
    });
    this.#atlas.prepare(shown.map(({ label }) => label));
    const { iRect, iCell } = this.#batch.arrays(shown.length * 2);
    let count = 0;
    const snap = (px: number): number => Math.round(px * frame.pixelRatio) / frame.pixelRatio;
    const draw = ({ x, y, width, height }: ScreenRect, cell: readonly [number, number, number, number] | null): void => {
      if (cell === null) return;
      iRect.set([snap(x), snap(y), width, height], count * 4);
      iCell.set(cell, count * 4);
      count++;
    };
    for (const { place } of shown) if (place.leader !== null) draw(place.leader, this.#atlas.leader());
    for (const { place, label } of shown) draw(place, this.#atlas.cell(label));
    this.#batch.commit(count);
    this.#placed = placed;
  }

  dispose(): void {
    this.#batch.dispose();
    this.#atlas.dispose();
    this.#material.dispose();
  }

  #short(label: SceneLabel): SceneLabel {
    if (label.detail === '') return label;
    let short = this.#shortened.get(label);
    if (short === undefined) {
      short = { ...label, detail: '' };
      this.#shortened.set(label, short);
    }
    return short;
  }

  *#nodeCandidates({ view, screen, hover, size }: LabelFrame, labels: Map<number, SceneLabel>): Generator<LabelCandidate> {
    for (let node = 0; node < view.nodes.ids.length; node++) {
      const label = view.nodes.labels[node] ?? null;
      const [x, y] = [screen.x[node] as number, screen.y[node] as number];
      if (label === null || !isOnScreen(screen, node, size)) continue;
      const radius = screen.radiusY[node] as number;
      const priority = node === hover ? 120 : label.priority;
      if (priority < important && (screen.radiusX[node] as number) < smallNodePx) continue;
      const shown =
        node !== hover && radius < roomyNodePx && ((view.nodes.marks[node] as number) & Mark.Selected) === 0 ? this.#short(label) : label;
      const { width, height } = this.#atlas.measure(shown);
      const air = radius + below + reachOf(view.nodes.marks[node] as number);
      labels.set(node, shown);
      yield {
        key: node,
        priority,
        depth: screen.depth[node] as number,
        width,
        height,
        coversNodes: priority >= alwaysShown,
        spots: spotsAround({ x, y, air, width, height }, priority >= important),
      };
    }
  }

  *#edgeCandidates({ view, camera, routes, screen, hover, size }: LabelFrame, labels: Map<number, SceneLabel>): Generator<LabelCandidate> {
    const { edges, nodes } = view;
    for (let edge = 0; edge < edges.from.length; edge++) {
      const label = edges.labels[edge] ?? null;
      const [from, to] = [edges.from[edge] as number, edges.to[edge] as number];
      if (label === null || (screen.depth[from] as number) <= 0 || (screen.depth[to] as number) <= 0) continue;
      const { width, height } = this.#atlas.measure(label);
      const length = Math.hypot(
        (screen.x[to] as number) - (screen.x[from] as number),
        (screen.y[to] as number) - (screen.y[from] as number),
      );
      if (length < width + roomBesideLabelPx) continue;
      const spots = edgeSpots.map((t): LabelSpot => {
        const [x, y] = project(pointOnRoute(routes, edge, t), camera, size);
        return { x: x - width / 2, y: y - height / 2, leader: null };
      });
      const key = nodes.ids.length + edge;
      labels.set(key, label);
      const isHot = hover !== -1 && (from === hover || to === hover);
      yield { key, priority: isHot ? 110 : label.priority, depth: screen.depth[from] as number, width, height, coversNodes: false, spots };
    }
  }
}

interface LabelPlace {
  /** Centre of the node. */
  readonly x: number;
  readonly y: number;
  /** From the centre to where a label may begin. */
  readonly air: number;
  readonly width: number;
  readonly height: number;
}

/** Heights of itself that a label may stand off when there is no room beside its node. */
const linesOff = [1, 2, 3, 4];
/** From the end of a label that stands off to its leader. */
const leaderIndent = 12;

/** Below, above, beside, then at the corners, and some lines off with a leader: in a row of nodes the place next to one is often another's. */
function spotsAround({ x, y, air, width, height }: LabelPlace, mayStandOff: boolean): LabelSpot[] {
  const [left, right, middle] = [x - air - width, x + air, x - width / 2];
  const [over, under] = [y - air - height, y + air];
  const beside: [number, number][] = [
    [middle, under],
    [middle, over],
    [right, y - height / 2],
    [left, y - height / 2],
    [x - air, under],
    [x + air - width, under],
    [x - air, over],
    [x + air - width, over],
    [right, under],
    [left, under],
    [right, over],
    [left, over],
  ];
  const near = beside.map(([spotX, spotY]): LabelSpot => ({ x: spotX, y: spotY, leader: null }));
  if (!mayStandOff) return near;
  const leaderX = x - 0.5;
  const off = linesOff.flatMap((lines) =>
    [middle, x - leaderIndent, x + leaderIndent - width].flatMap((start): LabelSpot[] => {
      const away = lines * (height + 2);
      return [
        { x: start, y: under + away, leader: { x: leaderX, y: under, width: 1, height: away } },
        { x: start, y: over - away, leader: { x: leaderX, y: over + height - away, width: 1, height: away } },
      ];
    }),
  );
  return [...near, ...off];
}

function project(point: readonly [number, number, number], camera: Camera, size: { width: number; height: number }): [number, number] {
  const at = new Vector3(...point).project(camera);
  return [(at.x + 1) * 0.5 * size.width, (1 - at.y) * 0.5 * size.height];
}

function isOnScreen(screen: ScreenIndex, node: number, size: { width: number; height: number }): boolean {
  const [x, y] = [screen.x[node] as number, screen.y[node] as number];
  return (screen.depth[node] as number) > 0 && x > -60 && y > -60 && x < size.width + 60 && y < size.height + 60;
}

/** How far rings and brackets reach beyond the silhouette, CSS pixels. */
function reachOf(marks: number): number {
  const outer = Mark.Victim | Mark.Suspect | Mark.Wrong;
  const inner = Mark.Selected | Mark.Start | Mark.Found | Mark.Missed | Mark.Beyond | Mark.Cleared;
  if ((marks & outer) !== 0) return 9;
  return (marks & inner) !== 0 ? 4 : 0;
}

/** What labels keep clear of: silhouettes with their rings, but not the air in the corners around a round thing. */
function obstaclesOf({ screen, view }: LabelFrame): ScreenRect[] {
  return Array.from(screen.x, (x, node) => {
    const reach = reachOf(view.nodes.marks[node] as number);
    const rx = ((screen.radiusX[node] as number) + reach) * 0.85;
    const ry = ((screen.radiusY[node] as number) + reach) * 0.85;
    return { x: x - rx, y: (screen.y[node] as number) - ry, width: 2 * rx, height: 2 * ry };
  }).filter((rect, node) => (screen.depth[node] as number) > 0 && rect.width < 2000);
}

function unitQuad(): BufferGeometry {
  const corners = new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]);
  return new BufferGeometry().setAttribute('position', new BufferAttribute(corners, 3)).setIndex([0, 1, 2, 1, 3, 2]);
}
