import { z } from 'zod';
import { AppError } from '../errors.ts';
import { parseAmount } from '../money.ts';

/**
 * A string of a certain form, with what an editor needs to help with it. The form is no narrower than what is read below it: what is
 * wrong within it (a 31st of February, a range the wrong way round) is told by the reader.
 */
const written = (id: string, form: RegExp, help: { readonly description: string; readonly examples: string[] }) =>
  z.string().meta({ id, pattern: form.source, ...help });

/** A closed range; a single value is written and read as a range of one. */
export interface Range<T> {
  readonly from: T;
  readonly to: T;
}

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function durationMs(text: string): number | null {
  const match = /^(\d{1,5})([mhd])$/.exec(text.trim());
  const unit = unitMs[match?.[2] ?? ''];
  return match === null || unit === undefined ? null : Number(match[1]) * unit;
}

/** `30m`, `26h`, `3d` in milliseconds. */
export const durationSource = written('duration', /^\s*\d{1,5}[mhd]\s*$/, {
  description: 'A length of time: minutes, hours or days.',
  examples: ['30m', '26h', '3d'],
}).transform((text, context) => {
  const value = durationMs(text);
  if (value !== null && value > 0) return value;
  context.issues.push({ code: 'custom', input: text, message: 'expected a length of time like 30m, 26h or 3d' });
  return z.NEVER;
});

/** `20m..3h`, or one length of time. */
export const durationRangeSource = written('duration-range', /^\s*\d{1,5}[mhd]\s*(\.\.\s*\d{1,5}[mhd]\s*)?$/, {
  description: 'A length of time, or a range of which the seed draws one.',
  examples: ['3h', '20m..3h'],
}).transform((text, context): Range<number> => {
  const parts = text.split('..');
  const [from, to] = [durationMs(parts[0] ?? ''), durationMs(parts[1] ?? parts[0] ?? '')];
  if (parts.length <= 2 && from !== null && to !== null && from > 0 && from <= to) return { from, to };
  context.issues.push({ code: 'custom', input: text, message: 'expected a length of time like 3h or a range like 20m..3h, smaller first' });
  return z.NEVER;
});

function amountOrNull(text: string): bigint | null {
  try {
    return parseAmount(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

function amountRange(text: string): Range<bigint> | null {
  const parts = /^(.*?)(?:\.\.(.*?))?\s*(BTC|sat)$/.exec(text.trim());
  if (parts === null) return null;
  const unit = parts[3] ?? '';
  const from = amountOrNull(`${(parts[1] ?? '').trim()} ${unit}`);
  const to = parts[2] === undefined ? from : amountOrNull(`${parts[2].trim()} ${unit}`);
  return from === null || to === null || from <= 0n || from > to ? null : { from, to };
}

/** `6.39 BTC`, `500 sat`, `0.2..0.6 BTC`; more than nothing. Satoshi. */
export const amountRangeSource = written('amount-range', /^\s*\d[\d.\s]*(BTC|sat)\s*$/, {
  description: 'An amount with its unit, or a range of which the seed draws one.',
  examples: ['6.39 BTC', '500 sat', '0.2..0.6 BTC'],
}).transform((text, context): Range<bigint> => {
  const range = amountRange(text);
  if (range !== null) return range;
  const message = 'expected an amount like 6.39 BTC or 500 sat, or a range like 0.2..0.6 BTC, smaller first';
  context.issues.push({ code: 'custom', input: text, message });
  return z.NEVER;
});

/** `12` or `9..12`. */
export const countRangeSource = z
  .union([
    z.int(),
    written('count', /^\s*\d{1,3}(\.\.\d{1,3})?\s*$/, {
      description: 'A count, or a range of which the seed draws one.',
      examples: ['12', '9..12'],
    }),
  ])
  .transform((value, context): Range<number> => {
    const match = /^(\d{1,3})(?:\.\.(\d{1,3}))?$/.exec(String(value).trim());
    const from = Number(match?.[1] ?? 0);
    const to = Number(match?.[2] ?? from);
    if (match !== null && from > 0 && from <= to) return { from, to };
    context.issues.push({ code: 'custom', input: value, message: 'expected a count like 12 or a range like 9..12, smaller first' });
    return z.NEVER;
  });

/** `20%` up to two decimals, in hundredths of a percent (2000). */
export const percentSource = written('share', /^\s*\d{1,3}(\.\d{1,2})?%\s*$/, {
  description: 'A share of the whole, at most two decimals.',
  examples: ['20%', '12.5%'],
}).transform((text, context): number => {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?%$/.exec(text.trim());
  const value = Number(match?.[1] ?? 0) * 100 + Number((match?.[2] ?? '').padEnd(2, '0'));
  if (match !== null && value > 0 && value <= 10_000) return value;
  context.issues.push({ code: 'custom', input: text, message: 'expected a share like 20% or 12.5%' });
  return z.NEVER;
});

/** `2025-02-10T00:00:00Z`, milliseconds since 1970 UTC. Seconds may be left out. */
export const instantSource = written('instant', /^\s*\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z\s*$/, {
  description: 'A time in UTC.',
  examples: ['2025-02-10T00:00Z'],
}).transform((text, context): number => {
  const value = instantMs(text);
  if (value !== null) return value;
  context.issues.push({ code: 'custom', input: text, message: 'expected a time in UTC like 2025-02-10T00:00:00Z' });
  return z.NEVER;
});

function instantMs(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?Z$/.exec(text.trim());
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const value = Date.UTC(year, month - 1, day, hour, minute, second);
  // A 31st of February would silently become a day in March: printed back it must be the same.
  return new Date(value).toISOString().slice(0, 19) === `${text.trim().slice(0, 16)}:${match[6] ?? '00'}` && year >= 1990 ? value : null;
}

/** A moment of the story before its world exists. */
export type MomentSource =
  | { readonly is: 'instant'; readonly atMs: number }
  /** Day 1 is the day of `clock.start`; day 0 and below lie before it. */
  | { readonly is: 'day'; readonly day: number; readonly minuteOfDay: number }
  /** `delayMs` after the last transaction of an event. */
  | { readonly is: 'after'; readonly event: string; readonly delayMs: number };

/** What an event may be called: `ransom`, `ransom.test`. */
export const eventIdPattern = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/;

function dayMoment(text: string): MomentSource | null {
  const match = /^day (-?\d{1,4}) (\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) return null;
  const minuteOfDay = Number(match[2]) * 60 + Number(match[3]);
  return minuteOfDay < 1440 && Number(match[3]) < 60 ? { is: 'day', day: Number(match[1]), minuteOfDay } : null;
}

/** `day 2 10:12` or `2025-02-11T10:12Z`. */
export const momentSource = written('moment', /^\s*(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z|day -?\d{1,4} \d{1,2}:\d{2})\s*$/, {
  description: 'A moment of the story: day 1 is the day of clock.start.',
  examples: ['day 2 10:12', '2025-02-11T10:12Z'],
}).transform((text, context): MomentSource => {
  const atMs = instantMs(text);
  const moment = atMs === null ? dayMoment(text.trim()) : ({ is: 'instant', atMs } as const);
  if (moment !== null) return moment;
  context.issues.push({ code: 'custom', input: text, message: 'expected a moment like "day 2 10:12" or 2025-02-11T10:12Z' });
  return z.NEVER;
});

function afterMoment(text: string): MomentSource | null {
  const match = /^(\S+?)(?:\s*\+\s*(\S+))?$/.exec(text.trim());
  const event = match?.[1] ?? '';
  const delayMs = match?.[2] === undefined ? 0 : durationMs(match[2]);
  return match === null || delayMs === null || !eventIdPattern.test(event) ? null : { is: 'after', event, delayMs };
}

/** `ransom`, `ransom + 26h`. */
export const afterSource = written('after', /^\s*[a-z][a-z0-9.-]*(\s*\+\s*\d{1,5}[mhd])?\s*$/, {
  description: 'After the last transaction of an event told above.',
  examples: ['ransom', 'ransom + 26h'],
}).transform((text, context): MomentSource => {
  const moment = afterMoment(text);
  if (moment !== null) return moment;
  context.issues.push({ code: 'custom', input: text, message: 'expected an event and a delay like "ransom + 26h"' });
  return z.NEVER;
});

/** Either of the two above. */
export const anyMomentSource = written(
  'any-moment',
  /^\s*(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z|day -?\d{1,4} \d{1,2}:\d{2}|[a-z][a-z0-9.-]*(\s*\+\s*\d{1,5}[mhd])?)\s*$/,
  { description: 'A moment of the story, or one after an event.', examples: ['day 9 09:00', '2025-02-20T09:00Z', 'split + 6h'] },
).transform((text, context): MomentSource => {
  const atMs = instantMs(text);
  const moment = atMs === null ? (dayMoment(text.trim()) ?? afterMoment(text)) : ({ is: 'instant', atMs } as const);
  if (moment !== null) return moment;
  context.issues.push({ code: 'custom', input: text, message: 'expected a moment like 2025-02-20T09:00Z, "day 9 09:00" or "split + 6h"' });
  return z.NEVER;
});
