import { type Camera, Color, LinearSRGBColorSpace, Scene, WebGLRenderer } from 'three';
import { AppError } from '../../core/errors.ts';
import type { Theme } from '../view/palette.ts';
import type { SceneView } from '../view/scene-view.ts';
import type { Pose } from './camera-rig.ts';
import { EdgeLayer } from './edge-layer.ts';
import { routeEdges, routeSize } from './edge-route.ts';
import { Ground } from './ground.ts';
import { LabelLayer } from './label-layer.ts';
import type { PlacedLabel } from './label-placement.ts';
import { MarkLayer } from './mark-layer.ts';
import { NodeLayer } from './node-layer.ts';
import { applyTheme, createUniforms, rgb } from './scene-uniforms.ts';
import type { ScreenIndex } from './screen-index.ts';

const floorBelow = 3.2;

export interface FrameState {
  readonly view: SceneView;
  readonly positions: Float32Array;
  readonly grown: Float32Array;
  readonly hover: number;
  readonly hoveredEdge: number;
  readonly camera: Camera;
  readonly pose: Pose;
  readonly screen: ScreenIndex;
}

/** Everything on the graphics card: renderer, materials and the layers, in the order they are drawn. */
export class SceneLayers {
  readonly renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #uniforms = createUniforms();
  readonly #ground: Ground;
  readonly #nodes: NodeLayer;
  readonly #edges: EdgeLayer;
  readonly #marks: MarkLayer;
  readonly #labels: LabelLayer;
  #theme: Theme;
  #routes = new Float32Array(0);
  #size = { width: 1, height: 1 };

  /** Throws `scene/webgl-unavailable`. */
  constructor(canvas: HTMLCanvasElement, theme: Theme) {
    this.renderer = createRenderer(canvas);
    this.renderer.outputColorSpace = LinearSRGBColorSpace;
    this.#theme = theme;
    const palette = applyTheme(this.#uniforms, theme);
    this.#ground = new Ground(this.#scene, this.#uniforms);
    this.#edges = new EdgeLayer(this.#scene, this.#uniforms);
    this.#nodes = new NodeLayer(this.#scene, this.#uniforms);
    this.#marks = new MarkLayer(this.#scene, this.#uniforms);
    this.#labels = new LabelLayer(this.#scene, this.#uniforms, palette);
    this.setTheme(theme);
  }

  get placedLabels(): readonly PlacedLabel[] {
    return this.#labels.placed;
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    const palette = applyTheme(this.#uniforms, theme);
    this.renderer.setClearColor(new Color().setRGB(...rgb(palette.background).toArray()));
    this.resetLabels();
  }

  /** Draws all labels afresh: fonts have arrived, or theme or pixel ratio changed. */
  resetLabels(): void {
    this.#labels.reset(applyTheme(this.#uniforms, this.#theme), this.renderer.getPixelRatio());
  }

  resize(width: number, height: number, pixelRatio: number): void {
    this.#size = { width, height };
    this.renderer.setPixelRatio(pixelRatio);
    this.renderer.setSize(width, height, false);
    this.#uniforms.uViewport.value.set(width, height);
    if (this.#uniforms.uPixelRatio.value === pixelRatio) return;
    this.#uniforms.uPixelRatio.value = pixelRatio;
    this.resetLabels();
  }

  /** Brings nodes, edges and marks to where they are now. */
  updateGraph({ view, positions, grown, hover }: FrameState): void {
    if (this.#routes.length !== view.edges.from.length * routeSize) this.#routes = new Float32Array(view.edges.from.length * routeSize);
    routeEdges(view, positions, this.#routes);
    this.#nodes.update(view.nodes, positions, grown);
    this.#edges.update(view.edges, this.#routes);
    this.#marks.update(view.nodes, positions, hover);
    let lowest = 0;
    for (let node = 0; node < view.nodes.ids.length; node++) lowest = Math.min(lowest, positions[node * 3 + 1] as number);
    this.#ground.setFloor(lowest - floorBelow);
  }

  draw({ view, hover, hoveredEdge, camera, pose, screen }: FrameState): void {
    this.#uniforms.uHover.value = hover;
    this.#uniforms.uHoverEdge.value = hoveredEdge;
    this.#uniforms.uTarget.value.set(...pose.target);
    this.#uniforms.uFog.value.set(pose.distance * 1.15 + 4, pose.distance * 3 + 30);
    this.#ground.setDistance(pose.distance);
    this.#labels.update({
      view,
      camera,
      screen,
      routes: this.#routes,
      hover,
      size: this.#size,
      pixelRatio: this.renderer.getPixelRatio(),
    });
    this.renderer.render(this.#scene, camera);
  }

  dispose(): void {
    for (const layer of [this.#ground, this.#edges, this.#nodes, this.#marks, this.#labels]) layer.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }
}

function createRenderer(canvas: HTMLCanvasElement): WebGLRenderer {
  const context = canvas.getContext('webgl2', { antialias: true, alpha: false, stencil: false, powerPreference: 'high-performance' });
  if (context === null)
    throw new AppError('scene/webgl-unavailable', 'WebGL 2 could not be started; expected a graphics context for the graph');
  return new WebGLRenderer({ canvas, context, antialias: true });
}
