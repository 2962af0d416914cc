import type { NodeId } from '../../core/ids.ts';
import type { Theme } from '../view/palette.ts';
import type { ScenePositions, SceneView } from '../view/scene-view.ts';
import { homeAngles, type Pose } from './camera-rig.ts';
import type { PlacedLabel } from './label-placement.ts';
import { PointerGestures } from './pointer-gestures.ts';
import { SceneEmitter, type SceneEvents } from './scene-events.ts';
import { SceneInteraction } from './scene-interaction.ts';
import { SceneStage } from './scene-stage.ts';

export interface SceneOptions {
  readonly theme: Theme;
  /** True: cuts instead of flights, nodes appear in place. */
  readonly isMotionReduced: boolean;
}

/** What the graphics card holds, and the draw calls of the last frame. */
export interface GpuUse {
  readonly geometries: number;
  readonly textures: number;
  readonly programs: number;
  readonly calls: number;
}

const revealMarginPx = 60;

/**
 * The graph on a canvas. Give it a view and positions; it draws when something changes and rests otherwise.
 * Throws `scene/webgl-unavailable` when there is no WebGL 2.
 */
export class GraphScene {
  readonly #stage: SceneStage;
  readonly #gestures: PointerGestures;

  constructor(canvas: HTMLCanvasElement, options: SceneOptions) {
    this.#stage = new SceneStage(canvas, options.theme, new SceneEmitter());
    this.#gestures = new PointerGestures(canvas, new SceneInteraction(this.#stage));
    this.setMotionReduced(options.isMotionReduced);
  }

  /** Returns the function that stops listening. */
  on<Name extends keyof SceneEvents>(name: Name, handler: (event: SceneEvents[Name]) => void): () => void {
    return this.#stage.events.on(name, handler);
  }

  /** Frames drawn so far; stands still while nothing moves. */
  get frameCount(): number {
    return this.#stage.frames;
  }

  get pose(): Pose {
    return this.#stage.rig.pose;
  }

  /** True while a frame is due. */
  get isBusy(): boolean {
    return this.#stage.isBusy;
  }

  get gpu(): GpuUse {
    const { memory, render, programs } = this.#stage.layers.renderer.info;
    return { geometries: memory.geometries, textures: memory.textures, programs: programs?.length ?? 0, calls: render.calls };
  }

  /** Labels of the last frame, CSS pixels on the canvas. */
  get placedLabels(): readonly PlacedLabel[] {
    return this.#stage.layers.placedLabels;
  }

  /** New things to draw. Nodes that are already there stay where they are until `setPositions`. */
  setView(view: SceneView): void {
    if (!isSameRow(view.nodes.ids, this.#stage.view.nodes.ids)) this.#gestures.cancel();
    this.#stage.setView(view);
  }

  /** Three coordinates per node of the view; nodes travel there. The first graph of a scene is framed. */
  setPositions(positions: ScenePositions): void {
    this.#stage.setPositions(positions);
  }

  setTheme(theme: Theme): void {
    this.#stage.layers.setTheme(theme);
    this.#stage.request();
  }

  setMotionReduced(isReduced: boolean): void {
    this.#stage.rig.isCutting = isReduced;
    this.#stage.motion.isCutting = isReduced;
  }

  /** Frames everything, seen as now. */
  fit(): void {
    this.#fly(this.#stage.framing(this.#stage.everyNode(), this.pose));
  }

  /** Frames these nodes, seen as now; those not on the graph are left out. */
  focus(nodes: readonly NodeId[]): void {
    const known = nodes.map((node) => this.#stage.motion.indexOf(node)).filter((index) => index !== -1);
    this.#fly(this.#stage.framing(known, this.pose));
  }

  /** Brings a node into sight, if it is not: the camera moves over, its distance stays. */
  reveal(node: NodeId): void {
    const index = this.#stage.motion.indexOf(node);
    if (index === -1) return;
    const screen = this.#stage.screen();
    const { width, height } = this.#stage.size;
    const [x, y] = [screen.x[index] as number, screen.y[index] as number];
    const isInSight = x > revealMarginPx && y > revealMarginPx && x < width - revealMarginPx && y < height - revealMarginPx;
    if (isInSight && (screen.depth[index] as number) > 0) return;
    const [tx, ty, tz] = this.#stage.motion.targets.subarray(index * 3, index * 3 + 3) as unknown as [number, number, number];
    this.#fly({ ...this.pose, target: [tx, ty, tz] });
  }

  /** Frames everything, seen as at the beginning. */
  reset(): void {
    this.#fly(this.#stage.framing(this.#stage.everyNode(), homeAngles));
  }

  /** To the view before this one. */
  back(): void {
    this.#gestures.rest();
    if (this.#stage.rig.travel(-1)) this.#stage.cameraMoved();
  }

  forward(): void {
    this.#gestures.rest();
    if (this.#stage.rig.travel(1)) this.#stage.cameraMoved();
  }

  /** Above 1 comes closer. */
  zoom(factor: number): void {
    this.#gestures.rest();
    this.#stage.rig.zoom(factor);
    this.#moved();
  }

  /** Radians. */
  orbit(dx: number, dy: number): void {
    this.#gestures.rest();
    this.#stage.rig.orbit(dx, dy);
    this.#moved();
  }

  /** CSS pixels. */
  pan(dx: number, dy: number): void {
    this.#gestures.rest();
    this.#stage.rig.pan(dx, dy);
    this.#moved();
  }

  /** Node at a point of the canvas, CSS pixels. */
  pick(x: number, y: number): NodeId | null {
    return this.#stage.view.nodes.ids[this.#stage.screen().pick(x, y)] ?? null;
  }

  /** Centre of a node in client coordinates (as pointer events have them); null when it is not on the graph or behind the camera. */
  screenPositionOf(node: NodeId): { x: number; y: number } | null {
    const index = this.#stage.motion.indexOf(node);
    const screen = this.#stage.screen();
    if (index === -1 || (screen.depth[index] as number) <= 0) return null;
    const box = this.#stage.canvas.getBoundingClientRect();
    return { x: box.left + (screen.x[index] as number), y: box.top + (screen.y[index] as number) };
  }

  /**
   * Where the line of a coin (`txid:vout`) can be pointed at, as near to its middle as nodes and nearer lines leave it free, as
   * `screenPositionOf`. Of its lines the one at transaction `txid`, that is, where it is made unless said otherwise. Null when it is
   * not drawn or nowhere free.
   */
  screenPositionOfCoin(coin: string, txid = coin.slice(0, 64)): { x: number; y: number } | null {
    const { view, canvas } = this.#stage;
    const edge = view.edges.transfers.findIndex((transfer) => transfer?.txid === txid && transfer.coins.includes(coin));
    if (edge === -1) return null;
    const screen = this.#stage.screen();
    const lines = this.#stage.lines();
    const isLine = (one: number): boolean => view.edges.transfers[one] != null;
    const at = lines.pointsOf(edge).find(([x, y]) => screen.pick(x, y) === -1 && lines.pick(x, y, isLine) === edge);
    const box = canvas.getBoundingClientRect();
    return at === undefined ? null : { x: box.left + at[0], y: box.top + at[1] };
  }

  /** Gives up the pointer gesture under way: a dragged node goes back. */
  cancelGesture(): void {
    this.#gestures.cancel();
  }

  /** Draws the state as it is, without waiting for the next frame. */
  drawNow(): void {
    this.#stage.drawFrame(performance.now());
  }

  /** Lets go of everything on the graphics card and every listener. Safe to call again. */
  dispose(): void {
    this.#gestures.dispose();
    this.#stage.dispose();
  }

  #fly(pose: Pose | null): void {
    this.#gestures.rest();
    this.#stage.fly(pose);
  }

  #moved(): void {
    this.#stage.rig.remember();
    this.#stage.cameraMoved();
  }
}

/** A drag goes on over a new view only while indexes mean the same nodes. */
function isSameRow(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
