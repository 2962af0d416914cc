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

type Named = readonly [what: string, side: Side];

export interface ComparisonDraft {
  readonly id: string;
  readonly ours: Named;
  readonly floor: Named;
  readonly aim?: number;
}

export async function compare({ id, ours, floor, aim }: ComparisonDraft, rounds: number): Promise<Comparison> {
  const [only] = await compareWithAll(ours, [{ id, floor, ...(aim === undefined ? {} : { aim }) }], rounds);
  if (only === undefined) throw new Error(`nothing was measured for ${id}`);
  return only;
}

/** One work of ours against several floors, each side once a round. */
export async function compareWithAll(ours: Named, floors: readonly Omit<ComparisonDraft, 'ours'>[], rounds: number): Promise<Comparison[]> {
  const oursTimes: number[] = [];
  const floorTimes = floors.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, { floor }] of floors.entries()) floorTimes[place]?.push(await floor[1]());
    oursTimes.push(await ours[1]());
  }
  const oursMs = median(oursTimes);
  return floors.map(({ id, floor, aim = null }, place) => {
    const floorMs = median(floorTimes[place] ?? []);
    return { id, ours: ours[0], floor: floor[0], rounds, oursMs, floorMs, ratio: oursMs / floorMs, aim };
  });
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
