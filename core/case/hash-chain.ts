import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { AppError } from '../errors.ts';
import { type Act, type Entry, entrySchema, type Work } from './entry.ts';

/** Seq and hash of a log's last entry. */
export interface LogHead {
  /** -1 for an empty log. */
  readonly seq: number;
  readonly hash: string;
}

/** What stands before entry 0. */
export const emptyHead: LogHead = { seq: -1, hash: '0'.repeat(64) };

const workTypes: ReadonlySet<string> = new Set<Work['type']>([
  'graph.expand',
  'graph.add',
  'graph.hide',
  'graph.show',
  'graph.move',
  'graph.pin',
  'label.set',
  'note.set',
  'mark.set',
  'group.apply',
  'group.drop',
  'change.claim',
  'change.withdraw',
  'answer.draft',
  'undo',
  'redo',
]);

export const isWork = (payload: Work | Act): payload is Work => workTypes.has(payload.type);

/** SHA-256 of the RFC 8785 form of everything in the entry but its hash. */
export function entryHash(entry: Omit<Entry, 'hash'>): string {
  const { seq, prev, atMs, kind, payload } = entry;
  const text = canonicalize({ seq, prev, atMs, kind, payload });
  if (text === undefined) throw new AppError('log/not-canonical', `entry ${seq} has no canonical form`);
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The entry that follows `head`. `atMs`: wall clock of the host, ms since 1970 UTC. */
export function chainEntry(head: LogHead, atMs: number, payload: Work | Act): Entry {
  const open = { seq: head.seq + 1, prev: head.hash, atMs, kind: isWork(payload) ? ('work' as const) : ('act' as const), payload };
  return { ...open, hash: entryHash(open) };
}

export const headOf = (entries: readonly Entry[]): LogHead => {
  const last = entries.at(-1);
  return last === undefined ? emptyHead : { seq: last.seq, hash: last.hash };
};

/** One fault of a log. `line`: 0-based place in the list; `seq`: the number the entry there gives itself, null when it is not an entry. */
export interface LogFault {
  readonly code: 'log/not-an-entry' | 'log/edited' | 'log/removed' | 'log/inserted' | 'log/reordered' | 'log/broken-link' | 'log/cut-tail';
  readonly line: number;
  readonly seq: number | null;
  readonly message: string;
}

/**
 * Every fault of a log, first to last; none for a whole one. An entry edited, removed, reordered or inserted is named by number; a cut
 * tail shows against `knownHead`, the head kept outside the log. A log rewritten as a whole by the owner of the machine, head and all,
 * cannot be told from a true one: that takes somebody else's signature on the head.
 */
export function verifyLog(lines: readonly unknown[], knownHead: LogHead | null = null): LogFault[] {
  const faults: LogFault[] = [];
  let before: LogHead = emptyHead;
  const seen = new Set<number>();
  lines.forEach((line, index) => {
    const parsed = entrySchema.safeParse(line);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      faults.push({
        code: 'log/not-an-entry',
        line: index,
        seq: null,
        message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not an entry'}`,
      });
      return;
    }
    const entry = parsed.data;
    faults.push(...faultsOf(entry, { index, before, seen }));
    seen.add(entry.seq);
    before = { seq: entry.seq, hash: entry.hash };
  });
  if (knownHead !== null && (before.seq !== knownHead.seq || before.hash !== knownHead.hash)) {
    const message = `the log ends at entry ${before.seq} (${before.hash.slice(0, 12)}…), the head kept outside it is entry ${knownHead.seq} (${knownHead.hash.slice(0, 12)}…)`;
    faults.push({ code: 'log/cut-tail', line: lines.length, seq: before.seq, message });
  }
  return faults;
}

function faultsOf(entry: Entry, place: { index: number; before: LogHead; seen: ReadonlySet<number> }): LogFault[] {
  const { index, before, seen } = place;
  const at = { line: index, seq: entry.seq };
  const expected = before.seq + 1;
  const faults: LogFault[] = [];
  if (seen.has(entry.seq)) faults.push({ code: 'log/inserted', ...at, message: `entry ${entry.seq} stands in the log twice` });
  else if (entry.seq < expected)
    faults.push({ code: 'log/reordered', ...at, message: `entry ${entry.seq} comes after entry ${before.seq}` });
  else if (entry.seq > expected) {
    const missing = entry.seq - 1 > expected ? `entries ${expected} to ${entry.seq - 1} are` : `entry ${expected} is`;
    faults.push({ code: 'log/removed', ...at, message: `${missing} missing before entry ${entry.seq}` });
  } else if (entry.prev !== before.hash) {
    faults.push({ code: 'log/broken-link', ...at, message: `entry ${entry.seq} does not follow entry ${before.seq} as it stands here` });
  }
  if (entryHash(entry) !== entry.hash)
    faults.push({ code: 'log/edited', ...at, message: `entry ${entry.seq} was edited: its hash is not that of its content` });
  return faults;
}
