import type { RandomStream } from './random-stream.ts';

/**
 * Heavy-tailed amounts without logarithms: upper ends of classes in satoshi and how often a class falls (per thousand). Inside a class
 * amounts are uniform.
 */
type Table = readonly (readonly [upToSat: number, perThousand: number])[];

const everyday: Table = [
  [12_000, 40],
  [30_000, 120],
  [60_000, 180],
  [120_000, 210],
  [250_000, 190],
  [600_000, 130],
  [1_500_000, 75],
  [4_000_000, 35],
  [15_000_000, 15],
  [60_000_000, 5],
];

const savings: Table = [
  [1_000_000, 90],
  [3_000_000, 190],
  [8_000_000, 230],
  [20_000_000, 210],
  [60_000_000, 150],
  [150_000_000, 80],
  [400_000_000, 35],
  [1_200_000_000, 12],
  [3_000_000_000, 3],
];

function draw(table: Table, stream: RandomStream): number {
  const at = stream.weighted(table.map(([, weight]) => weight));
  const from = table[at - 1]?.[0] ?? 5_000;
  return stream.between(from, (table[at]?.[0] ?? from) - 1);
}

/** Two significant digits, as people type amounts. */
export function rounded(sat: number): number {
  let unit = 1;
  while (unit * 100 <= sat) unit *= 10;
  return Math.max(unit, Math.floor(sat / unit) * unit);
}

/** What somebody pays in a shop or to a friend. One in three is round. */
export function everydaySat(stream: RandomStream): bigint {
  const sat = draw(everyday, stream);
  return BigInt(stream.chance(1, 3) ? rounded(sat) : sat);
}

/** What somebody takes out of an exchange to keep. Most are round. */
export function savingsSat(stream: RandomStream): bigint {
  const sat = draw(savings, stream);
  return BigInt(stream.chance(3, 5) ? rounded(sat) : sat);
}
