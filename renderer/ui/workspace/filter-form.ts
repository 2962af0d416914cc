import type { ExpandFilter } from '../../../core/chain/expand-filter.ts';
import { amountInput, readAmount, utcMinute } from '../format.ts';

/** The filter as a person writes it; an empty field sets no bound. */
export interface FilterTexts {
  readonly min: string;
  readonly max: string;
  readonly from: string;
  readonly to: string;
  readonly top: string;
}

export function filterTexts({ minSat, maxSat, fromMs, toMs, top }: ExpandFilter): FilterTexts {
  return {
    min: minSat === undefined ? '' : amountInput(minSat, 'BTC'),
    max: maxSat === undefined ? '' : amountInput(maxSat, 'BTC'),
    from: fromMs === undefined ? '' : utcMinute(fromMs),
    to: toMs === undefined ? '' : utcMinute(toMs),
    top: top === undefined ? '' : String(top),
  };
}

/** `2025-02-24`, `2025-02-24 14:31` or with seconds, always UTC. null for anything else. */
function readUtc(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?$/.exec(text.trim());
  if (match === null) return null;
  const atMs = Date.parse(`${match[1]}T${match[2] ?? '00:00'}Z`);
  // The 30th of February would be read as a day in March: printed back it must be the same.
  return Number.isNaN(atMs) || utcMinute(atMs).slice(0, 10) !== match[1] ? null : atMs;
}

const readTop = (text: string): number | null =>
  /^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 500 ? Number(text) : null;

/** The filter that the texts say, and the fields that say nothing usable. Bounds that exclude each other fault the upper one. */
export function readFilter(texts: FilterTexts): { readonly filter: ExpandFilter; readonly faults: readonly (keyof FilterTexts)[] } {
  const faults: (keyof FilterTexts)[] = [];
  const read = <T>(name: keyof FilterTexts, parse: (text: string) => T | null): T | undefined => {
    if (texts[name].trim() === '') return undefined;
    const value = parse(texts[name]);
    if (value === null) faults.push(name);
    return value ?? undefined;
  };
  const minSat = read('min', (text) => readAmount(text, 'BTC'));
  const maxSat = read('max', (text) => readAmount(text, 'BTC'));
  const fromMs = read('from', readUtc);
  const toMs = read('to', readUtc);
  const top = read('top', readTop);
  if (minSat !== undefined && maxSat !== undefined && BigInt(maxSat) < BigInt(minSat)) faults.push('max');
  if (fromMs !== undefined && toMs !== undefined && toMs < fromMs) faults.push('to');
  const filter = {
    ...(minSat === undefined ? {} : { minSat }),
    ...(maxSat === undefined ? {} : { maxSat }),
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    ...(top === undefined ? {} : { top }),
  };
  return { filter, faults };
}
