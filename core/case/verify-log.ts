import type { Entry } from './entry.ts';
import { entryHash, type LogHead, zeroHash } from './hash-chain.ts';

/** What was done to a log, named by the number (`seq`) of the entry concerned. */
export interface LogFault {
  readonly kind: 'edited' | 'removed' | 'inserted' | 'reordered' | 'cut';
  readonly seq: number;
}

interface Placed {
  readonly entry: Entry;
  /** The hash it carries is the hash of what it says. */
  readonly isWhole: boolean;
}

/**
 * Checks the chain of a log and names every fault; an empty list means that the log is as it was written. `knownHead` is the head
 * kept outside of the log: with it a cut tail shows, and so does a last entry that was replaced together with its hash. A log that
 * goes on after the known head is not at fault: the head is written after the entry it names. A log rewritten as a whole together
 * with its head cannot be told from a true one without a countersignature.
 */
export function verifyLog(entries: readonly Entry[], knownHead?: LogHead): LogFault[] {
  const placed = entries.map((entry): Placed => ({ entry, isWhole: entryHash(entry) === entry.hash }));
  const { kept, inserted } = withoutInserted(placed, knownHead);
  const faults = [
    ...placed.filter((item) => !item.isWhole).map(({ entry }): LogFault => ({ kind: 'edited', seq: entry.seq })),
    ...inserted.map(({ entry }): LogFault => ({ kind: 'inserted', seq: entry.seq })),
    ...removed(kept),
    ...reordered(kept),
    ...replaced(kept),
    ...againstHead(kept, knownHead),
  ];
  const seen = new Set<string>();
  return faults
    .filter(({ kind, seq }) => !seen.has(`${kind} ${seq}`) && seen.add(`${kind} ${seq}`))
    .sort((left, right) => left.seq - right.seq);
}

/** Of several entries with one number the one that its neighbours know is the true one. */
function withoutInserted(placed: readonly Placed[], knownHead: LogHead | undefined): { kept: Placed[]; inserted: Placed[] } {
  const knownHashes = new Set([...placed.map(({ entry }) => entry.prev), ...(knownHead === undefined ? [] : [knownHead.hash])]);
  const bySeq = new Map<number, Placed[]>();
  for (const item of placed) bySeq.set(item.entry.seq, [...(bySeq.get(item.entry.seq) ?? []), item]);
  const inserted = new Set<Placed>();
  for (const rivals of bySeq.values()) {
    const trust = (item: Placed) => (item.isWhole ? 2 : 0) + (knownHashes.has(item.entry.hash) ? 1 : 0);
    const [first] = rivals;
    const best = rivals.reduce((left, right) => (trust(right) > trust(left) ? right : left), first as Placed);
    for (const item of rivals) if (item !== best) inserted.add(item);
  }
  return { kept: placed.filter((item) => !inserted.has(item)), inserted: [...inserted] };
}

function removed(kept: readonly Placed[]): LogFault[] {
  const present = new Set(kept.map(({ entry }) => entry.seq));
  const last = kept.reduce((highest, { entry }) => Math.max(highest, entry.seq), -1);
  const faults: LogFault[] = [];
  // An edited number could claim any height: no more gaps are named than there are entries around them.
  for (let seq = 0; seq < last && faults.length <= kept.length; seq++) if (!present.has(seq)) faults.push({ kind: 'removed', seq });
  return faults;
}

function reordered(kept: readonly Placed[]): LogFault[] {
  const sorted = kept.map(({ entry }) => entry.seq).sort((left, right) => left - right);
  return kept.filter(({ entry }, index) => entry.seq !== sorted[index]).map(({ entry }) => ({ kind: 'reordered', seq: entry.seq }));
}

/** Entries that carry their own right hash but are not the ones their neighbours were chained to. */
function replaced(kept: readonly Placed[]): LogFault[] {
  const ordered = [...kept].sort((left, right) => left.entry.seq - right.entry.seq);
  const isBroken = (index: number): boolean => {
    const entry = ordered[index]?.entry;
    if (entry === undefined) return false;
    if (entry.seq === 0) return entry.prev !== zeroHash;
    const before = ordered[index - 1]?.entry;
    return before !== undefined && before.seq === entry.seq - 1 && before.hash !== entry.prev;
  };
  const faults: LogFault[] = [];
  ordered.forEach(({ entry }, index) => {
    if (!isBroken(index)) return;
    const isItself = entry.seq === 0 || isBroken(index + 1) || ordered[index]?.isWhole === false;
    faults.push({ kind: 'edited', seq: isItself ? entry.seq : entry.seq - 1 });
  });
  return faults;
}

function againstHead(kept: readonly Placed[], knownHead: LogHead | undefined): LogFault[] {
  if (knownHead === undefined || knownHead.seq < 0) return [];
  const last = kept.reduce((highest, { entry }) => Math.max(highest, entry.seq), -1);
  if (last < knownHead.seq) return Array.from({ length: knownHead.seq - last }, (_, index) => ({ kind: 'cut', seq: last + 1 + index }));
  const named = kept.find(({ entry }) => entry.seq === knownHead.seq);
  return named === undefined || named.entry.hash === knownHead.hash ? [] : [{ kind: 'edited', seq: knownHead.seq }];
}
