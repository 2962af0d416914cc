import type { NodeId } from '../../core/ids.ts';
import { pointInViewPlane } from './drag-plane.ts';
import { pickEdge } from './edge-picking.ts';
import type { GestureTarget, PointerKeys } from './pointer-gestures.ts';
import type { SceneStage } from './scene-stage.ts';
import type { ScreenRect } from './screen-index.ts';

type Point = [number, number, number];

/** Turns pointer gestures into camera moves on the stage and events for whoever listens. */
export class SceneInteraction implements GestureTarget {
  readonly #stage: SceneStage;
  /** Where the dragged node stood, and the pointer's offset from its centre. */
  #dragFrom: Point | null = null;

  constructor(stage: SceneStage) {
    this.#stage = stage;
  }

  pick(x: number, y: number): number {
    return this.#stage.screen().pick(x, y);
  }

  hover(node: number, at?: { x: number; y: number }): void {
    const stage = this.#stage;
    stage.hoverEdge(node === -1 && at !== undefined ? this.#edgeAt(at) : -1);
    stage.canvas.style.cursor = node === -1 && stage.hoveredEdge === -1 ? '' : 'pointer';
    if (stage.hover === node) return;
    stage.hover = node;
    stage.graphChanged();
    stage.events.emit('hover', { node: this.#idOf(node) });
  }

  click(node: number, keys: PointerKeys, at: { x: number; y: number }): void {
    const id = this.#idOf(node);
    const isMore = keys.isCtrl || keys.isShift;
    if (id === null && isMore) return;
    const edge = id === null ? this.#edgeAt(at) : -1;
    if (edge !== -1) {
      this.#stage.events.emit('selectOutputs', { outputs: this.#stage.view.edges.outputs[edge] ?? [] });
      return;
    }
    this.#stage.events.emit('select', { nodes: id === null ? [] : [id], mode: isMore ? 'toggle' : 'replace' });
  }

  doubleClick(node: number): void {
    const id = this.#idOf(node);
    if (id !== null) this.#stage.events.emit('activate', { node: id });
  }

  menu(node: number, at: { clientX: number; clientY: number }): void {
    this.#stage.events.emit('menu', { node: this.#idOf(node), ...at });
  }

  pan(dx: number, dy: number): void {
    this.#stage.rig.pan(dx, dy);
    this.#stage.cameraMoved();
  }

  orbit(dx: number, dy: number): void {
    this.#stage.rig.orbit(dx, dy);
    this.#stage.cameraMoved();
  }

  zoom(factor: number, x: number, y: number): void {
    const { width, height } = this.#stage.size;
    this.#stage.rig.zoom(factor, { x: x - width / 2, y: y - height / 2 });
    this.#stage.cameraMoved();
  }

  settled(): void {
    this.#stage.rig.remember();
  }

  dragNode(node: number, x: number, y: number): void {
    const { motion, rig, size } = this.#stage;
    const now = Array.from(motion.drawn.subarray(node * 3, node * 3 + 3)) as Point;
    this.#dragFrom ??= now;
    const at = pointInViewPlane(rig.camera, { x, y, ...size }, now);
    if (at === null) return;
    motion.hold(node, [at.x, at.y, at.z]);
    this.#stage.graphChanged();
  }

  dropNode(node: number): void {
    this.#dragFrom = null;
    const id = this.#idOf(node);
    const [x, y, z] = this.#stage.motion.drawn.subarray(node * 3, node * 3 + 3) as unknown as Point;
    if (id !== null) this.#stage.events.emit('moveEnd', { node: id, position: { x, y, z } });
  }

  cancelDrag(node: number): void {
    if (this.#dragFrom !== null) this.#stage.motion.hold(node, this.#dragFrom);
    this.#dragFrom = null;
    this.#stage.graphChanged();
  }

  box(rect: ScreenRect | null): void {
    this.#stage.events.emit('box', { rect });
  }

  boxEnd(rect: ScreenRect, keys: PointerKeys): void {
    const nodes = this.#stage
      .screen()
      .within(rect)
      .flatMap((node) => this.#idOf(node) ?? []);
    this.#stage.events.emit('select', { nodes, mode: keys.isCtrl ? 'add' : 'replace' });
  }

  #edgeAt({ x, y }: { x: number; y: number }): number {
    const { view, layers, rig, size } = this.#stage;
    const isOutput = (edge: number): boolean => (view.edges.outputs[edge] ?? []).length > 0;
    return pickEdge({ x, y }, { routes: layers.routes, camera: rig.camera, size }, isOutput);
  }

  #idOf(node: number): NodeId | null {
    return this.#stage.view.nodes.ids[node] ?? null;
  }
}
