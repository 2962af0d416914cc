import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../core/case/entry.ts';
import { canonicalJson, chainEntry, emptyHead, entryHash, headOf, zeroHash } from '../../../core/case/hash-chain.ts';
import { readLogFile, writeLogFile } from '../../../core/case/log-file.ts';
import { verifyLog } from '../../../core/case/verify-log.ts';
import { addressNode } from '../../../core/ids.ts';
import { anyLog, beginAct, extend, logOf, someAddress } from '../../support/log-builder.ts';

const node = addressNode(someAddress(3));
const five = (): Entry[] =>
  logOf(
    { type: 'graph.add', nodes: [node] },
    { type: 'label.set', node, text: 'a' },
    { type: 'note.set', node, text: 'b' },
    { type: 'mark.set', nodes: [node], mark: 'suspect' },
  );

const swapped = <T>(list: readonly T[], left: number, right: number): T[] =>
  list.map((item, index) => (index === left ? (list[right] as T) : index === right ? (list[left] as T) : item));

/** An entry with other content and a hash made to fit it. */
const rehashed = (entry: Entry, text: string): Entry => {
  const changed = { ...entry, payload: { type: 'note.set' as const, node, text } };
  return { ...changed, hash: entryHash(changed) };
};

describe('the chain', () => {
  test('[CF1] the hash is SHA-256 over the RFC 8785 form of the entry without its hash, chained from 64 zeros', () => {
    const entry = chainEntry(emptyHead, 7, beginAct);
    expect(entry.prev).toBe(zeroHash);
    // Worked out with another program over the same canonical text (docs/formats/case-log-1.md, "An example").
    expect(entry.hash).toBe('e08ef8aadc557a6e247658a24fd78a85849241fd9532f2bbfa0d36668fb5b724');
    expect(chainEntry(headOf([entry]), 8, { type: 'step.open', stepId: 'one' })).toMatchObject({ seq: 1, prev: entry.hash, kind: 'act' });
  });

  test('[CF1] what JSON cannot carry is refused', () => {
    for (const value of [Number.NaN, 1n, '\ud800', undefined]) {
      expect(() => canonicalJson(value)).toThrowError(expect.objectContaining({ code: 'log/not-json' }));
    }
  });

  test('[CF2] a log as it was written has no faults', () => {
    fc.assert(
      fc.property(anyLog, (entries) => {
        expect(verifyLog(entries, headOf(entries))).toEqual([]);
      }),
    );
  });

  test('[CF2] each kind of change is named with the number of the entry', () => {
    const log = five();
    const head = headOf(log);
    const without = (seq: number) => log.filter((entry) => entry.seq !== seq);
    const edited = log.map((entry) => (entry.seq === 3 ? { ...entry, payload: { type: 'label.set' as const, node, text: 'z' } } : entry));
    expect(verifyLog(edited, head)).toEqual([{ kind: 'edited', seq: 3 }]);
    const covered = log.map((entry) => (entry.seq === 3 ? rehashed(entry, 'z') : entry));
    expect(verifyLog(covered, head)).toEqual([{ kind: 'edited', seq: 3 }]);
    expect(verifyLog(without(2), head)).toEqual([{ kind: 'removed', seq: 2 }]);
    expect(verifyLog(without(0), head)).toEqual([{ kind: 'removed', seq: 0 }]);
    expect(verifyLog(swapped(log, 2, 4), head)).toEqual([
      { kind: 'reordered', seq: 2 },
      { kind: 'reordered', seq: 4 },
    ]);
    const forged = chainEntry(headOf(log.slice(0, 3)), 1, { type: 'note.set', node, text: 'forged' });
    expect(verifyLog([...log.slice(0, 3), forged, ...log.slice(3)], head)).toEqual([{ kind: 'inserted', seq: 3 }]);
    expect(verifyLog([...log, log[2] as Entry], head)).toEqual([{ kind: 'inserted', seq: 2 }]);
    expect(verifyLog(log.slice(0, 4), head)).toEqual([
      { kind: 'cut', seq: 4 },
      { kind: 'cut', seq: 5 },
    ]);
  });

  test('[CF2] a cut tail and a replaced last entry show only against the head kept outside', () => {
    const log = five();
    const head = headOf(log);
    expect(verifyLog(log.slice(0, 4))).toEqual([]);
    const replaced = log.map((entry) => (entry.seq === 5 ? rehashed(entry, 'z') : entry));
    expect(verifyLog(replaced)).toEqual([]);
    expect(verifyLog(replaced, head)).toEqual([{ kind: 'edited', seq: 5 }]);
    expect(verifyLog(extend(log, [{ type: 'clock.set', toMs: 9_000 }]), head)).toEqual([]);
  });

  test('[CF2] any entry removed, swapped or inserted again is found', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), fc.nat(), (entries, a, b) => {
        const [left, right] = [a % entries.length, b % entries.length];
        const head = headOf(entries);
        expect(
          verifyLog(
            entries.filter((_, index) => index !== left),
            head,
          ),
        ).not.toEqual([]);
        expect(verifyLog([...entries.slice(0, left), entries[right] as Entry, ...entries.slice(left)], head)).not.toEqual([]);
        expect(verifyLog(swapped(entries, left, right), head).length > 0).toBe(left !== right);
      }),
    );
  });
});

describe('the log file', () => {
  const isFound = (text: string): boolean => {
    try {
      const { header, entries } = readLogFile(text);
      return verifyLog(entries, header.head).length > 0;
    } catch {
      return true;
    }
  };

  test('[CF10] what was written is read back', () => {
    fc.assert(
      fc.property(anyLog, (entries) => {
        const { header, entries: read } = readLogFile(writeLogFile(entries));
        expect(read).toEqual(JSON.parse(JSON.stringify(entries)));
        expect(header).toEqual({
          format: 'ariadne-case-log/1',
          gradingVersion: 1,
          scenarioId: 'test',
          worldKey: 'a'.repeat(64),
          head: headOf(entries),
        });
      }),
    );
  });

  test('[CF10] every single-byte edit, removal and doubling of the file is found', () => {
    const bytes = new TextEncoder().encode(writeLogFile(five()));
    const decode = (changed: Uint8Array): string | null => {
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(changed);
      } catch {
        return null;
      }
    };
    const isBytesFound = (changed: Uint8Array) => {
      const text = decode(changed);
      return text === null || isFound(text);
    };
    expect(isBytesFound(bytes)).toBe(false);
    const missed: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 7)));
      const removed = new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]);
      const doubled = new Uint8Array([...bytes.subarray(0, at + 1), ...bytes.subarray(at)]);
      if (![flipped, removed, doubled].every(isBytesFound)) missed.push(at);
    }
    expect(missed).toEqual([]);
  });

  test('[CF10] any byte changed to any other is found', () => {
    const bytes = new TextEncoder().encode(writeLogFile(five()));
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 127 }), (at, change) => {
        const changed = bytes.with(at, (bytes[at] ?? 0) ^ change);
        expect(isFound(new TextDecoder('utf-8', { ignoreBOM: true }).decode(changed))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('[CF10] the same values in another form are not what was written', () => {
    const text = writeLogFile(five());
    expect(isFound(text.replace(/\n/g, '\r\n'))).toBe(true);
    expect(isFound(text.trimEnd())).toBe(true);
    expect(isFound(text.replace('"atMs":', '"atMs": '))).toBe(true);
    expect(isFound(`\ufeff${text}`)).toBe(true);
    expect(isFound(text.replace('"test"', '"best"'))).toBe(true);
  });
});
