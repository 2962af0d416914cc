import type { NodeId } from '../../core/ids.ts';
import type { Transfer } from '../view/scene-view.ts';
import { pointInViewPlane } from './drag-plane.ts';
import type { GestureTarget, PointerKeys } from './pointer-gestures.ts';
import type { SceneStage } from './scene-stage.ts';
import type { ScreenRect } from './screen-index.ts';

type Point = [number, number, number];

/** Turns pointer gestures into camera moves on the stage and events for whoever listens. */
export class SceneInteraction implements GestureTarget {
  readonly #stage: SceneStage;
  /** Where the dragged node stood, and the pointer's offset from its centre. */
  #dragFrom: Point | null = null;
  #told: { readonly node: NodeId | null; readonly transfer: Transfer | null } = { node: null, transfer: null };

  constructor(stage: SceneStage) {
    this.#stage = stage;
  }

  pick(x: number, y: number): number {
    return this.#stage.screen().pick(x, y);
  }

  hover(node: number, at?: { x: number; y: number }): void {
    const stage = this.#stage;
    const edge = node === -1 && at !== undefined ? this.#edgeAt(at) : -1;
    stage.hoverEdge(edge);
    stage.canvas.style.cursor = node === -1 && edge === -1 ? '' : 'pointer';
    if (stage.hover !== node) {
      stage.hover = node;
      stage.graphChanged();
    }
    this.#tell(node, edge, at);
  }

  click(node: number, keys: PointerKeys, at: { x: number; y: number }): void {
    const id = this.#idOf(node);
    const isMore = keys.isCtrl || keys.isShift;
    const transfer = id === null ? this.#transferAt(at) : null;
    if (transfer !== null) {
      if (isMore) this.#stage.events.emit('select', { nodes: [transfer.from, transfer.to], mode: 'add' });
      else this.#stage.events.emit('selectTransfer', { transfer });
      return;
    }
    if (id === null && isMore) return;
    this.#stage.events.emit('select', { nodes: id === null ? [] : [id], mode: isMore ? 'toggle' : 'replace' });
  }

  doubleClick(node: number): void {
    const id = this.#idOf(node);
    if (id !== null) this.#stage.events.emit('activate', { node: id });
  }

  menu(node: number, at: { clientX: number; clientY: number }): void {
    this.#tell(-1, -1);
    const box = this.#stage.canvas.getBoundingClientRect();
    const transfer = node === -1 ? this.#transferAt({ x: at.clientX - box.left, y: at.clientY - box.top }) : null;
    this.#stage.events.emit('menu', { node: this.#idOf(node), transfer, ...at });
  }

  pan(dx: number, dy: number): void {
    this.#tell(-1, -1);
    this.#stage.rig.pan(dx, dy);
    this.#stage.cameraMoved();
  }

  orbit(dx: number, dy: number): void {
    this.#tell(-1, -1);
    this.#stage.rig.orbit(dx, dy);
    this.#stage.cameraMoved();
  }

  zoom(factor: number, x: number, y: number): void {
    this.#tell(-1, -1);
    const { width, height } = this.#stage.size;
    this.#stage.rig.zoom(factor, { x: x - width / 2, y: y - height / 2 });
    this.#stage.cameraMoved();
  }

  settled(): void {
    this.#stage.rig.remember();
  }

  dragNode(node: number, x: number, y: number): void {
    this.#tell(-1, -1);
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
    const { transfers } = this.#stage.view.edges;
    return this.#stage.lines().pick(x, y, (edge) => transfers[edge] != null);
  }

  #transferAt(at: { x: number; y: number }): Transfer | null {
    return this.#stage.view.edges.transfers[this.#edgeAt(at)] ?? null;
  }

  /** Says what the pointer is on when it is something else than it was. */
  #tell(node: number, edge: number, at: { x: number; y: number } = { x: 0, y: 0 }): void {
    const id = this.#idOf(node);
    const transfer = this.#stage.view.edges.transfers[edge] ?? null;
    if (this.#told.node === id && this.#told.transfer === transfer) return;
    this.#told = { node: id, transfer };
    this.#stage.events.emit('hover', { ...this.#told, at });
  }

  #idOf(node: number): NodeId | null {
    return this.#stage.view.nodes.ids[node] ?? null;
  }
}
