import type { Theme } from '../view/palette.ts';
import type { ScenePositions, SceneView } from '../view/scene-view.ts';
import { CameraRig, homeAngles, type Pose } from './camera-rig.ts';
import { EdgeIndex } from './edge-index.ts';
import { routeEdges, routeSize } from './edge-route.ts';
import { emptyView } from './empty-view.ts';
import { legibleRadius, legibleView } from './legible-view.ts';
import { NodeMotion } from './node-motion.ts';
import type { SceneEmitter } from './scene-events.ts';
import { type FrameState, SceneLayers } from './scene-layers.ts';
import { ScreenIndex } from './screen-index.ts';

const closestFrame = 16;
const largestPixelRatio = 2;

/** The running scene: what is drawn, where, seen how, and the loop that draws it only while something has changed. */
export class SceneStage {
  readonly canvas: HTMLCanvasElement;
  readonly layers: SceneLayers;
  readonly rig = new CameraRig();
  readonly motion = new NodeMotion();
  readonly events: SceneEmitter;
  view: SceneView = emptyView;
  /** As drawn: seen from afar, silhouettes are kept legible. */
  #shown: SceneView = emptyView;
  #legible = 0;
  hover = -1;
  /** Edge under the pointer, -1 for none. */
  hoveredEdge = -1;
  size = { width: 1, height: 1 };
  frames = 0;
  readonly #screen = new ScreenIndex();
  readonly #lines = new EdgeIndex();
  readonly #watching = new AbortController();
  readonly #observer: ResizeObserver;
  #scheduled = 0;
  #isGraphStale = true;
  #isScreenStale = true;
  #areLinesStale = true;
  #hasFramed = false;
  #isLost = false;

  constructor(canvas: HTMLCanvasElement, theme: Theme, events: SceneEmitter) {
    this.canvas = canvas;
    this.events = events;
    this.layers = new SceneLayers(canvas, theme);
    this.#observer = new ResizeObserver(() => this.#resize());
    this.#observer.observe(canvas);
    this.#watchContext();
    this.#watchFonts();
    this.#resize();
  }

  get isBusy(): boolean {
    return this.#scheduled !== 0;
  }

  get #isDisposed(): boolean {
    return this.#watching.signal.aborted;
  }

  setView(view: SceneView): void {
    const hovered = this.view.nodes.ids[this.hover];
    this.view = view;
    if (this.hoveredEdge !== -1) this.canvas.style.cursor = '';
    this.hoveredEdge = -1;
    this.#shown = legibleView(view, this.#legible);
    this.motion.setNodes(view.nodes);
    this.hover = hovered === undefined ? -1 : this.motion.indexOf(hovered);
    this.graphChanged();
  }

  setPositions(positions: ScenePositions): void {
    this.motion.setTargets(positions);
    if (!this.#hasFramed && this.view.nodes.ids.length > 0 && this.size.width > 1) this.#frameFirst();
    this.graphChanged();
  }

  /** Where nodes are on screen now. */
  screen(): ScreenIndex {
    if (this.#isScreenStale) {
      this.#keepLegible();
      const { sizes, heights } = this.#shown.nodes;
      this.#screen.rebuild(this.rig.camera, { positions: this.motion.drawn, sizes, heights }, this.size);
      this.#isScreenStale = false;
      this.#areLinesStale = true;
    }
    return this.#screen;
  }

  /** Where edges are on screen now, also before they have been drawn there. */
  lines(): EdgeIndex {
    this.screen();
    if (this.#areLinesStale) {
      const routes = new Float32Array(this.#shown.edges.from.length * routeSize);
      routeEdges(this.#shown, this.motion.drawn, routes);
      this.#lines.rebuild(this.rig.camera, routes, this.size);
      this.#areLinesStale = false;
    }
    return this.#lines;
  }

  hoverEdge(edge: number): void {
    if (this.hoveredEdge === edge) return;
    this.hoveredEdge = edge;
    this.request();
  }

  graphChanged(): void {
    this.#isGraphStale = true;
    this.cameraMoved();
  }

  cameraMoved(): void {
    this.#isScreenStale = true;
    this.request();
  }

  request(): void {
    if (this.#scheduled !== 0 || this.#isDisposed || this.#isLost) return;
    this.#scheduled = requestAnimationFrame((nowMs) => {
      this.#scheduled = 0;
      if (this.drawFrame(nowMs)) this.request();
    });
  }

  /** Draws once; true while something is still on its way. */
  drawFrame(nowMs: number): boolean {
    if (this.#isDisposed || this.#isLost) return false;
    const isFlying = this.rig.isFlying;
    const isCameraBusy = this.rig.advance(nowMs);
    const isGraphBusy = this.motion.advance(nowMs);
    if (isFlying || isGraphBusy || this.#isGraphStale) this.#isScreenStale = true;
    const frame = this.#frameState();
    if (this.#isGraphStale) this.layers.updateGraph(frame);
    this.#isGraphStale = isGraphBusy;
    this.layers.draw(frame);
    this.frames++;
    this.events.emit('frame', { count: this.frames });
    return isCameraBusy || isGraphBusy;
  }

  /** Pose that shows these nodes where they belong, seen from the angles; null for no nodes. */
  framing(nodes: readonly number[], angles: { yaw: number; pitch: number }): Pose | null {
    const points = new Float32Array(nodes.length * 3);
    nodes.forEach((node, at) => {
      points.set(this.motion.targets.subarray(node * 3, node * 3 + 3), at * 3);
    });
    const radii = Float32Array.from(nodes, (node) => this.view.nodes.heights[node] as number);
    return this.rig.framing(points, radii, { yaw: angles.yaw, pitch: angles.pitch, closest: closestFrame });
  }

  everyNode(): number[] {
    return this.view.nodes.ids.map((_, node) => node);
  }

  fly(pose: Pose | null): void {
    if (pose === null) return;
    this.rig.flyTo(pose);
    this.rig.remember(pose);
    this.cameraMoved();
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#watching.abort();
    cancelAnimationFrame(this.#scheduled);
    this.#scheduled = 0;
    this.#observer.disconnect();
    this.events.clear();
    this.layers.dispose();
  }

  #frameFirst(): void {
    this.#hasFramed = true;
    const { isCutting } = this.rig;
    this.rig.isCutting = true;
    this.fly(this.framing(this.everyNode(), homeAngles));
    this.rig.isCutting = isCutting;
  }

  #frameState(): FrameState {
    const { drawn: positions, grown } = this.motion;
    const screen = this.screen();
    return {
      view: this.#shown,
      positions,
      grown,
      hover: this.hover,
      hoveredEdge: this.hoveredEdge,
      camera: this.rig.camera,
      pose: this.rig.pose,
      screen,
    };
  }

  /** The size on screen depends on the distance, so the camera may have changed what is to be drawn. */
  #keepLegible(): void {
    const radius = legibleRadius(this.rig.unitsPerPixel(this.rig.pose.distance));
    if (radius === this.#legible) return;
    this.#legible = radius;
    this.#shown = legibleView(this.view, radius);
    this.#isGraphStale = true;
  }

  #resize(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || height === 0) return;
    this.size = { width, height };
    this.rig.resize(width, height);
    this.layers.resize(width, height, Math.min(window.devicePixelRatio, largestPixelRatio));
    if (!this.#hasFramed && this.view.nodes.ids.length > 0) this.#frameFirst();
    this.#isScreenStale = true;
    if (this.frames > 0) this.drawFrame(performance.now());
    this.cameraMoved();
  }

  #watchContext(): void {
    const { signal } = this.#watching;
    this.canvas.addEventListener(
      'webglcontextlost',
      (event) => {
        event.preventDefault();
        this.#isLost = true;
        this.events.emit('contextLost', {});
      },
      { signal },
    );
    this.canvas.addEventListener(
      'webglcontextrestored',
      () => {
        this.#isLost = false;
        this.graphChanged();
        this.events.emit('contextRestored', {});
      },
      { signal },
    );
  }

  /** Labels drawn before the faces had arrived are drawn again. */
  #watchFonts(): void {
    const redraw = (): void => {
      if (this.#isDisposed) return;
      this.layers.resetLabels();
      this.request();
    };
    document.fonts.addEventListener('loadingdone', redraw, { signal: this.#watching.signal });
    for (const font of ['600 12px "IBM Plex Sans"', '400 12px "IBM Plex Sans"', '500 12px "IBM Plex Mono"', '400 12px "IBM Plex Mono"']) {
      void document.fonts.load(font);
    }
  }
}
