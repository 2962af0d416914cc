import type { RandomStream } from './random-stream.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How busy the hours of a day are, UTC: quiet at night, a peak at noon and one in the evening. */
const hourWeights = [3, 2, 1, 1, 1, 2, 4, 7, 10, 12, 12, 13, 14, 12, 11, 11, 12, 13, 14, 14, 12, 9, 6, 4] as const;
/** Sunday first, as getUTCDay counts. */
const weekdayWeights = [6, 10, 10, 10, 11, 12, 8] as const;

/** From `fromMs` until before `toMs`. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A moment in [fromMs, toMs) that follows the rhythm of day and week. */
export function rhythmicMoment(stream: RandomStream, { fromMs, toMs }: Period): number {
  const days = Math.max(1, Math.floor((toMs - fromMs) / dayMs));
  for (;;) {
    const dayStart = Math.floor(fromMs / dayMs) * dayMs + stream.below(days + 1) * dayMs;
    const weight = weekdayWeights[new Date(dayStart).getUTCDay()] ?? 10;
    const isKept = stream.chance(weight, 12);
    const atMs = dayStart + stream.weighted(hourWeights) * hourMs + stream.below(hourMs);
    if (isKept && atMs >= fromMs && atMs < toMs) return atMs;
  }
}

/** Satoshi per virtual byte that wallets pay: more in busy hours; `tilt` in percent says how impatient a wallet is. */
export function feeRateAt(stream: RandomStream, atMs: number, tilt: number): number {
  const busy = hourWeights[new Date(atMs).getUTCHours()] ?? 1;
  const base = 2 + Math.floor(busy / 2) + stream.below(3);
  return Math.max(1, Math.floor((base * tilt) / 100));
}
