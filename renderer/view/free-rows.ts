/** Rows taken in one column, kept as sorted, disjoint runs; the free run nearest to a wanted row is found without visiting single rows. */
export class FreeRows {
  /** Inclusive [first, last], ascending. */
  readonly #runs: [number, number][] = [];

  /** Start of the free run of `length` rows whose start is nearest to `wanted`; of two equally near, the lower number. */
  nearestStart(length: number, wanted: number): number {
    let best = Number.POSITIVE_INFINITY;
    const offer = (low: number, high: number): void => {
      if (high < low) return;
      const start = Math.min(high, Math.max(low, wanted));
      const gain = Math.abs(best - wanted) - Math.abs(start - wanted);
      if (gain > 0 || (gain === 0 && start < best)) best = start;
    };
    let low = Number.NEGATIVE_INFINITY;
    for (const [first, last] of this.#runs) {
      offer(low, first - length);
      low = last + 1;
    }
    offer(low, Number.POSITIVE_INFINITY);
    return best;
  }

  take(first: number, length: number): void {
    const last = first + length - 1;
    const runs = this.#runs;
    let at = runs.findIndex((run) => run[1] >= first - 1);
    if (at === -1) at = runs.length;
    let [low, high] = [first, last];
    let end = at;
    for (let run = runs[end]; run !== undefined && run[0] <= last + 1; run = runs[++end]) {
      low = Math.min(low, run[0]);
      high = Math.max(high, run[1]);
    }
    runs.splice(at, end - at, [low, high]);
  }
}
