/** Something that happens at a moment, in milliseconds of simulated time. */
export type Task = () => void;

interface Entry {
  readonly atMs: number;
  readonly order: number;
  readonly task: Task;
}

const isBefore = (left: Entry, right: Entry): boolean => left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);

/** Tasks by time; at the same time, in the order in which they were planned. A binary heap. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #planned = 0;

  plan(atMs: number, task: Task): void {
    const heap = this.#heap;
    let at = heap.push({ atMs, order: this.#planned, task }) - 1;
    this.#planned += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  /** Runs everything that is due at `untilMs`, also what those tasks plan for the same time. */
  runUntil(untilMs: number): void {
    for (let first = this.#heap[0]; first !== undefined && first.atMs <= untilMs; first = this.#heap[0]) {
      this.#removeFirst();
      first.task();
    }
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const [a, b] = [heap[left], heap[right]];
      if (a === undefined) return;
      const smaller = b !== undefined && isBefore(b, a) ? right : left;
      if (!this.#swapIfBefore(smaller, at)) return;
      at = smaller;
    }
  }

  #swapIfBefore(child: number, parent: number): boolean {
    const heap = this.#heap;
    const [below, above] = [heap[child], heap[parent]];
    if (below === undefined || above === undefined || !isBefore(below, above)) return false;
    heap[child] = above;
    heap[parent] = below;
    return true;
  }
}
