import { z } from 'zod';
import { AppError } from '../errors.ts';
import { type Entry, entrySchema } from './entry.ts';
import { canonicalJson, headOf } from './hash-chain.ts';

/** The first line of an exported log (docs/formats/case-log-1.md). Everything in it is checked against the entries. */
const headerSchema = z.strictObject({
  format: z.literal('ariadne-case-log/1'),
  gradingVersion: z.int(),
  scenarioId: z.string(),
  worldKey: z.string(),
  head: z.strictObject({ seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
});

export type LogHeader = z.infer<typeof headerSchema>;

/** A log as JSON Lines: a header, then one entry a line in RFC 8785 form, each line ended by a line feed. */
export function writeLogFile(entries: readonly Entry[]): string {
  const begin = entries[0]?.payload;
  if (begin?.type !== 'attempt.begin') throw new AppError('log/empty', 'a log to write begins with an attempt.begin entry');
  const { gradingVersion, scenarioId, worldKey } = begin;
  const header: LogHeader = { format: 'ariadne-case-log/1', gradingVersion, scenarioId, worldKey, head: { ...headOf(entries) } };
  return [header, ...entries].map((line) => `${canonicalJson(line)}\n`).join('');
}

/**
 * Reads what `writeLogFile` wrote, and nothing else: a line that is not in canonical form was not written by Ariadne. The chain is
 * not checked here but by `verifyLog(entries, header.head)`.
 * @throws AppError `log/unreadable` with the line
 */
export function readLogFile(text: string): { readonly header: LogHeader; readonly entries: Entry[] } {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw unreadable(lines.length + 1, 'the file does not end with a line feed');
  const [first, ...rest] = lines;
  if (first === undefined) throw unreadable(1, 'the file is empty');
  const header = readLine(first, { schema: headerSchema, number: 1 });
  const entries = rest.map((line, index) => readLine(line, { schema: entrySchema, number: index + 2 }));
  const begin = entries.find((entry) => entry.payload.type === 'attempt.begin')?.payload;
  if (begin?.type !== 'attempt.begin') throw unreadable(2, 'there is no attempt.begin entry');
  for (const key of ['gradingVersion', 'scenarioId', 'worldKey'] as const) {
    if (header[key] !== begin[key]) throw unreadable(1, `${key} is "${header[key]}" here and "${begin[key]}" in the log`);
  }
  return { header, entries };
}

/** One stored line back to its value. @throws AppError `log/unreadable` */
export function readEntryLine(line: string, number: number): Entry {
  return readLine(line, { schema: entrySchema, number });
}

function readLine<T>(line: string, { schema, number }: { schema: z.ZodType<T>; number: number }): T {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    throw unreadable(number, 'not JSON', cause);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw unreadable(number, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not an entry'}`);
  }
  if (canonicalJson(parsed.data) !== line) throw unreadable(number, 'not in canonical form (RFC 8785)');
  return parsed.data;
}

function unreadable(line: number, why: string, cause?: unknown): AppError {
  return new AppError('log/unreadable', `line ${line} of the case log: ${why}`, { details: { line }, cause });
}
