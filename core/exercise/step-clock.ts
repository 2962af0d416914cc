import type { TruthNames } from '../language/truth-ref.ts';
import { lookUpAs, type Resolved } from './resolve-names.ts';

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const;

/** `36h`, `5d`, `10m` in ms. */
function durationMs(text: string): number {
  return Number(text.slice(0, -1)) * unitMs[text.slice(-1) as keyof typeof unitMs];
}

/**
 * Where `opens-at` puts the exercise clock, ms since 1970 UTC: a date, a truth time, a truth time and a while, or a while after the
 * clock of the steps above. The schema has checked the form.
 */
export function resolveClock(names: TruthNames, text: string, previousMs: number): Resolved<number> {
  if (text.startsWith('+')) return { ok: true, value: previousMs + durationMs(text.slice(1).trim()) };
  if (/^\d/.test(text)) return resolveDate(text);
  const [name = '', after] = text.split(' + ');
  const ref = lookUpAs(names, name, ['time'] as const);
  if (!ref.ok) return ref;
  return { ok: true, value: ref.value.atMs + (after === undefined ? 0 : durationMs(after)) };
}

function resolveDate(text: string): Resolved<number> {
  const value = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text.replace('Z', ':00Z'));
  // A 31st of February would silently become a day in March.
  if (Number.isFinite(value) && new Date(value).toISOString().startsWith(text.slice(0, 10))) return { ok: true, value };
  return {
    ok: false,
    fault: {
      code: 'exercise/bad-date',
      message: `"${text}" is not a day of the calendar`,
      remedy: 'write a date as 2025-02-20 or 2025-02-20T09:00Z',
    },
  };
}
