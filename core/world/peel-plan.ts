import type { RandomStream } from './random-stream.ts';

/** Amounts that look typed: whole hundredths of a bitcoin where the range has room for it, else two digits less. */
const grainSat = 1_000_000n;

/** Set aside for the fees of a chain, far more than they come to. */
const feeRoomSat = 50_000n;

/**
 * One peel out of a carrier: inside the author's range, at most 45 % of the carrier so that the remainder stays the larger part, and
 * such that every later hop can still take at least the smallest peel. null when the carrier is too small.
 */
export function drawPeel(
  stream: RandomStream,
  carrierSat: bigint,
  about: { readonly each: { readonly from: bigint; readonly to: bigint }; readonly hopsLeft: number },
): bigint | null {
  const { each, hopsLeft } = about;
  // After the last hop more must be left than was peeled; 2.3 times the least peel keeps 45 % above it.
  const laterSat = each.from * BigInt(hopsLeft) + (each.from * 13n) / 10n + feeRoomSat;
  const share = (carrierSat * 45n) / 100n;
  const most = [each.to, share, carrierSat - laterSat].reduce((least, sat) => (sat < least ? sat : least));
  if (most < each.from) return null;
  const drawn = stream.satBetween(each.from, most);
  const typed = drawn - (drawn % grainSat);
  return typed >= each.from ? typed : each.from;
}

/** Shares `count` turns among weighted receivers by largest remainder, every receiver at least once if there are turns enough; in random order. */
export function drawTurns(stream: RandomStream, weights: readonly number[], count: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const turns = weights.map((weight) => Math.max(count >= weights.length ? 1 : 0, Math.floor((count * weight) / total)));
  const byNeed = weights
    .map((weight, index) => ({ index, rest: (count * weight) % total }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (let at = 0; turns.reduce((sum, turn) => sum + turn, 0) < count; at += 1) {
    const index = byNeed[at % byNeed.length]?.index ?? 0;
    turns[index] = (turns[index] ?? 0) + 1;
  }
  for (let extra = turns.reduce((sum, turn) => sum + turn, 0) - count; extra > 0; extra -= 1) {
    const index = turns.indexOf(Math.max(...turns));
    turns[index] = (turns[index] ?? 1) - 1;
  }
  return stream.shuffled(turns.flatMap((turn, index) => Array<number>(turn).fill(index)));
}
