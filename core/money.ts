import { AppError } from './errors.ts';

/** Satoshi in one bitcoin. */
export const satPerBtc = 100_000_000n;

/** The decimal number of bitcoin in `sat`, without trailing zeros and without a unit: 639000000n -> `6.39`, 0n -> `0`. */
export function btcNumber(sat: bigint): string {
  const digits = (sat < 0n ? -sat : sat).toString().padStart(9, '0');
  const fraction = digits.slice(-8).replace(/0+$/, '');
  return `${sat < 0n ? '-' : ''}${digits.slice(0, -8)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** `6.39 BTC`. Exact: no rounding, no grouping, a full stop in every language. */
export const formatBtc = (sat: bigint): string => `${btcNumber(sat)} BTC`;

/** `639000000 sat` */
export const formatSat = (sat: bigint): string => `${sat} sat`;

/** Largest amount that can exist: 21 million bitcoin. */
const maxSat = 21_000_000n * satPerBtc;

function bounded(sat: bigint, text: string): bigint {
  if (sat > maxSat) throw notAnAmount(text, 'is more than the 21 million BTC that can exist');
  return sat;
}

function notAnAmount(text: string, why: string): AppError {
  return new AppError('money/not-an-amount', `"${text}" ${why}; write it like "6.39 BTC" or "500 sat".`, { details: { got: text } });
}

/**
 * Satoshi in a decimal number of bitcoin (`6.39`, `0.00000001`).
 * Throws `money/not-an-amount` for anything else: signs, exponents, grouping, more than 8 decimals.
 */
export function parseBtc(text: string): bigint {
  const match = /^(\d{1,8})(?:\.(\d{1,8}))?$/.exec(text.trim());
  if (match === null) throw notAnAmount(text, 'is not a number of bitcoin with at most 8 decimals');
  return bounded(BigInt(match[1] ?? '0') * satPerBtc + BigInt((match[2] ?? '').padEnd(8, '0')), text);
}

/** Satoshi in `6.39 BTC` or `500 sat`. Throws `money/not-an-amount`. */
export function parseAmount(text: string): bigint {
  const trimmed = text.trim();
  const btc = /^(\S+)\s*BTC$/.exec(trimmed);
  if (btc !== null) return parseBtc(btc[1] ?? '');
  const sat = /^(\d{1,16})\s*sat$/.exec(trimmed);
  if (sat === null) throw notAnAmount(text, 'has no unit BTC or sat');
  return bounded(BigInt(sat[1] ?? '0'), text);
}
