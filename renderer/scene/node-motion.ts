import type { NodeId } from '../../core/ids.ts';
import type { SceneNodes } from '../view/scene-view.ts';

const settleMs = 320;
const ease = (t: number): number => 1 - (1 - t) ** 3;

/** Where nodes are drawn while they travel to where they belong. A newcomer grows out of the node it came from. */
export class NodeMotion {
  /** Three coordinates per node. */
  drawn = new Float32Array(0);
  /** Reached share of each node's size, 0..1. */
  grown = new Float32Array(0);
  isCutting = false;
  #targets = new Float32Array(0);
  #from = new Float32Array(0);
  #fromGrown = new Float32Array(0);
  #indexOf = new Map<NodeId, number>();
  #isNew = new Uint8Array(0);
  #origins: Int32Array = new Int32Array(0);
  #startedAtMs: number | null = null;
  #isMoving = false;

  indexOf(id: NodeId): number {
    return this.#indexOf.get(id) ?? -1;
  }

  get targets(): Float32Array {
    return this.#targets;
  }

  /** New rows for the view's nodes: who was there before goes on from where it is. */
  setNodes(nodes: SceneNodes): void {
    const count = nodes.ids.length;
    const [drawn, grown, targets] = [new Float32Array(count * 3), new Float32Array(count), new Float32Array(count * 3)];
    this.#isNew = new Uint8Array(count);
    nodes.ids.forEach((id, node) => {
      const before = this.indexOf(id);
      if (before === -1) {
        this.#isNew[node] = 1;
        return;
      }
      drawn.set(this.drawn.subarray(before * 3, before * 3 + 3), node * 3);
      targets.set(this.#targets.subarray(before * 3, before * 3 + 3), node * 3);
      grown[node] = this.grown[before] as number;
    });
    this.#origins = nodes.origins;
    this.#indexOf = new Map(nodes.ids.map((id, node) => [id, node]));
    [this.drawn, this.grown, this.#targets] = [drawn, grown, targets];
    this.#restart();
  }

  setTargets(positions: Float32Array): void {
    this.#targets = positions.slice();
    for (let node = 0; node < this.#isNew.length; node++) {
      if (this.#isNew[node] === 0) continue;
      const origin = this.#origins[node] as number;
      const source =
        origin >= 0 && this.#isNew[origin] === 0
          ? this.drawn.subarray(origin * 3, origin * 3 + 3)
          : positions.subarray(node * 3, node * 3 + 3);
      this.drawn.set(source, node * 3);
    }
    this.#isNew.fill(0);
    this.#restart();
  }

  /** A node under the pointer follows it at once. */
  hold(node: number, at: readonly [number, number, number]): void {
    this.drawn.set(at, node * 3);
    this.#targets.set(at, node * 3);
    this.#from.set(at, node * 3);
  }

  /** Moves everything on; true while something has not arrived. */
  advance(nowMs: number): boolean {
    if (!this.#isMoving) return false;
    this.#startedAtMs ??= nowMs;
    const t = this.isCutting ? 1 : Math.min(1, (nowMs - this.#startedAtMs) / settleMs);
    const share = ease(t);
    for (let at = 0; at < this.drawn.length; at++) {
      const from = this.#from[at] as number;
      this.drawn[at] = t === 1 ? (this.#targets[at] as number) : from + ((this.#targets[at] as number) - from) * share;
    }
    for (let node = 0; node < this.grown.length; node++) {
      const from = this.#fromGrown[node] as number;
      this.grown[node] = from + (1 - from) * share;
    }
    this.#isMoving = t < 1;
    return this.#isMoving;
  }

  #restart(): void {
    this.#from = this.drawn.slice();
    this.#fromGrown = this.grown.slice();
    this.#startedAtMs = null;
    this.#isMoving = true;
  }
}
