const smallest = 0.42;
const largest = 1;
/** 0.001 BTC and 10,000 BTC in log10 satoshi: what lies outside is drawn at the ends. */
const lowLog = 5;
const highLog = 12;

/** Decimal digits carry the logarithm, so that a value of any length is measured without turning money into a float. */
function log10(sat: bigint): number {
  const digits = sat.toString();
  return digits.length - 1 + Math.log10(Number(digits.slice(0, 6)) / 10 ** (Math.min(digits.length, 6) - 1));
}

function share(sat: bigint): number {
  if (sat <= 0n) return 0;
  return Math.min(1, Math.max(0, (log10(sat) - lowLog) / (highLog - lowLog)));
}

/** Radius in world units of an address through which `sat` satoshi moved. */
export function addressRadius(sat: bigint): number {
  return smallest + (largest - smallest) * share(sat);
}

/** Stroke in CSS pixels of a transfer of `sat` satoshi. */
export function edgeWidth(sat: bigint): number {
  return 1.4 + 3.2 * share(sat);
}

/** Half height in world units of a transaction, so that each of its inputs and outputs has room on its side. */
export function transactionHeight(slots: number): number {
  return Math.min(1.15, 0.46 + 0.06 * Math.max(0, slots - 2));
}
export const transactionRadius = 0.4;
