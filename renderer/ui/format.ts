import { btcNumber, parseBtc } from '../../core/money.ts';

/** How figures read on screen. Money stays a decimal string of satoshi up to here; nothing is rounded. */

/** Narrow no-break space: groups digits without being taken for a decimal sign in any language. */
const groupSpace = '\u202F';

export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, groupSpace);
}

export interface BtcParts {
  /** Whole bitcoin, grouped, and the decimals that count. */
  readonly significant: string;
  /** Trailing zeros up to eight decimals, so that columns line up. */
  readonly padding: string;
}

/** Satoshi as bitcoin with all eight places, split where only zeros follow. */
export function btcParts(sat: string): BtcParts {
  const [whole = '0', decimals = ''] = btcNumber(BigInt(sat)).split('.');
  const grouped = groupDigits(whole);
  if (decimals === '') return { significant: grouped, padding: '.00000000' };
  return { significant: `${grouped}.${decimals}`, padding: '0'.repeat(8 - decimals.length) };
}

/** `6.4 BTC`: every place that counts, without trailing zeros. */
export function btcText(sat: string): string {
  return `${btcParts(sat).significant} BTC`;
}

/** `640 000 000 sat`: the exact value in base units. */
export const satText = (sat: string): string => `${groupDigits(sat)} sat`;

/** `2025-02-24 14:31:05 UTC`. */
export function utcText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `2025-02-24 14:31`: for columns whose head names the zone. */
export const utcMinute = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');

/** The same instant on the wall of the person at the screen, with its zone. */
export function localText(atMs: number, language: string): string {
  return new Date(atMs).toLocaleString(language === 'en' ? 'en-GB' : language, { dateStyle: 'medium', timeStyle: 'long' });
}

/** `2 h 05 min`, `4 min 10 s`, `35 s`: time spent, for people. */
export function durationParts(durationMs: number): { hours: number; minutes: number; seconds: number } {
  const all = Math.round(durationMs / 1000);
  return { hours: Math.floor(all / 3600), minutes: Math.floor((all % 3600) / 60), seconds: all % 60 };
}

/** Fee per virtual byte with one decimal, cut rather than rounded up, in satoshi. */
export function feeRateText(feeSat: string, vsize: number): string {
  const tenths = (BigInt(feeSat) * 10n) / BigInt(vsize);
  return `${groupDigits((tenths / 10n).toString())}.${tenths % 10n}`;
}

/** Reads what a person typed as an amount: spaces group, comma or point is decimal. null when it is no amount of whole satoshi. */
export function readAmount(text: string, unit: 'BTC' | 'sat'): string | null {
  const plain = text.replace(/[\s_]/g, '');
  if (unit === 'sat') return /^\d{1,16}$/.test(plain) ? BigInt(plain).toString() : null;
  try {
    return parseBtc(plain.replace(',', '.')).toString();
  } catch {
    // Half-typed figures are no failure: the field says what it expects.
    return null;
  }
}

/** An amount as a person would type it in a unit. */
export const amountInput = (sat: string, unit: 'BTC' | 'sat'): string => (unit === 'sat' ? sat : btcNumber(BigInt(sat)));
