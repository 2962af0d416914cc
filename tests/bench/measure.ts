/** One side of a comparison: does its work once and says how long it took, ms. What it needs is prepared outside the time. */
export type Side = () => Promise<number>;

/** Ours against the least that anybody would have to do, measured in turns in one run: machines differ, ratios less so. */
export interface Comparison {
  readonly id: string;
  readonly ours: string;
  readonly floor: string;
  readonly rounds: number;
  /** Medians, ms. */
  readonly oursMs: number;
  readonly floorMs: number;
  readonly ratio: number;
  /** Highest ratio aimed at, where one is. */
  readonly aim: number | null;
}

export interface ComparisonDraft {
  readonly id: string;
  readonly ours: readonly [what: string, side: Side];
  readonly floor: readonly [what: string, side: Side];
  readonly aim?: number;
}

export async function compare(draft: ComparisonDraft, rounds: number): Promise<Comparison> {
  const [ours, runOurs] = draft.ours;
  const [floor, runFloor] = draft.floor;
  const oursTimes: number[] = [];
  const floorTimes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    floorTimes.push(await runFloor());
    oursTimes.push(await runOurs());
  }
  const oursMs = median(oursTimes);
  const floorMs = median(floorTimes);
  return { id: draft.id, ours, floor, rounds, oursMs, floorMs, ratio: oursMs / floorMs, aim: draft.aim ?? null };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Milliseconds that some work takes. */
export async function timeOf(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
