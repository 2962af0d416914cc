import type { NodeId } from '../../core/ids.ts';
import type { Transfer } from '../view/scene-view.ts';
import type { Point3 } from './drag-plane.ts';
import type { ScreenRect } from './screen-index.ts';

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

export interface SceneEvents {
  /** A click (`nodes` of one, or none for the ground) or a finished selection box. */
  select: { nodes: readonly NodeId[]; mode: 'replace' | 'toggle' | 'add' };
  /** A click on the line of a transfer. */
  selectTransfer: { transfer: Transfer };
  activate: { node: NodeId };
  /** At most one of node and transfer. */
  menu: { node: NodeId | null; transfer: Transfer | null; clientX: number; clientY: number };
  /** What the pointer has come upon, at most one of the two, and where (CSS pixels on the canvas); nothing: it has left, or a gesture has begun. */
  hover: { node: NodeId | null; transfer: Transfer | null; at: ScreenPoint };
  /** A node was dropped by hand. */
  moveEnd: { node: NodeId; position: Point3 };
  /** Selection box being drawn; null when it ends. */
  box: { rect: ScreenRect | null };
  /** A frame was drawn. */
  frame: { count: number };
  contextLost: Record<never, never>;
  contextRestored: Record<never, never>;
}

type Handler<Name extends keyof SceneEvents> = (event: SceneEvents[Name]) => void;

/** Typed listeners. Nobody is called after `clear`. */
export class SceneEmitter {
  readonly #handlers = new Map<keyof SceneEvents, Set<(event: never) => void>>();

  /** Returns the function that stops listening. */
  on<Name extends keyof SceneEvents>(name: Name, handler: Handler<Name>): () => void {
    const handlers = this.#handlers.get(name) ?? new Set();
    handlers.add(handler);
    this.#handlers.set(name, handlers);
    return () => handlers.delete(handler);
  }

  emit<Name extends keyof SceneEvents>(name: Name, event: SceneEvents[Name]): void {
    for (const handler of [...(this.#handlers.get(name) ?? [])]) (handler as Handler<Name>)(event);
  }

  clear(): void {
    this.#handlers.clear();
  }
}
