import type { NodeId } from '../../core/ids.ts';
import type { Point3 } from './drag-plane.ts';
import type { ScreenRect } from './screen-index.ts';

export interface SceneEvents {
  /** A click (`nodes` of one, or none for the ground) or a finished selection box. */
  select: { nodes: readonly NodeId[]; mode: 'replace' | 'toggle' | 'add' };
  /** A click on an edge that stands for outputs (`txid:vout`, ascending). */
  selectOutputs: { outputs: readonly string[] };
  activate: { node: NodeId };
  menu: { node: NodeId | null; clientX: number; clientY: number };
  hover: { node: NodeId | null };
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
