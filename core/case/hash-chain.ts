import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { AppError } from '../errors.ts';
import { type Act, actSchema, type Entry, type Work } from './entry.ts';

/** `prev` of the first entry, and the hash of the head of an empty log. */
export const zeroHash = '0'.repeat(64);

/** Head of a log: seq and hash of its last entry; seq -1 and 64 zeros when it is empty. */
export interface LogHead {
  readonly seq: number;
  readonly hash: string;
}

export const emptyHead: LogHead = { seq: -1, hash: zeroHash };

const actTypes: ReadonlySet<string> = new Set(actSchema.options.map((option) => option.shape.type.value));

const kindOf = (payload: Work | Act): Entry['kind'] => (actTypes.has(payload.type) ? 'act' : 'work');

/**
 * RFC 8785 form of a value: the one text a hash can be taken of.
 * @throws AppError `log/not-json` for what JSON cannot carry: NaN, bigint, a lone surrogate in a text
 */
export function canonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('log/not-json', `the value has no canonical JSON form: ${reason}`, { cause });
  }
  if (text === undefined) throw new AppError('log/not-json', 'the value has no canonical JSON form');
  return text;
}

/** SHA-256, lower-case hex, over the RFC 8785 form of the entry without its `hash`. */
export function entryHash(entry: Omit<Entry, 'hash'>): string {
  const { seq, prev, atMs, kind, payload } = entry;
  return bytesToHex(sha256(utf8ToBytes(canonicalJson({ seq, prev, atMs, kind, payload }))));
}

/**
 * The entry that follows `head`. `atMs`: wall clock of the host, ms since 1970 UTC.
 * @throws AppError `log/not-json`
 */
export function chainEntry(head: LogHead, atMs: number, payload: Work | Act): Entry {
  const entry = { seq: head.seq + 1, prev: head.hash, atMs, kind: kindOf(payload), payload };
  return { ...entry, hash: entryHash(entry) };
}

export const headOf = (entries: readonly Entry[]): LogHead => {
  const last = entries.at(-1);
  return last === undefined ? emptyHead : { seq: last.seq, hash: last.hash };
};
