import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BridgeTransport } from '../../core/bridge/contract.ts';
import type { Entry } from '../../core/case/entry.ts';
import { canonicalJson, entryHash } from '../../core/case/hash-chain.ts';
import { addressNode, type NodeId } from '../../core/ids.ts';
import type { Host } from '../../host/create-host.ts';
import { openSqlite } from '../../host/store/sqlite-db.ts';
import { connectInProcess } from '../../host/transports/in-process.ts';
import { smallWorld } from '../support/small-exercise.ts';
import { openNew, refusal, startTestHost, temporaryFolder, value } from '../support/test-host.ts';

type Folder = ReturnType<typeof temporaryFolder>;
let folder: Folder;
let host: Host;
let transport: BridgeTransport;

beforeEach(async () => {
  folder = temporaryFolder();
  host = await startTestHost({ folder: folder.path, worlds: [smallWorld()] });
  transport = connectInProcess(host.server, 'trainee');
});
afterEach(async () => {
  await host.close();
  folder.remove();
});

const dataFile = (...names: string[]): string => join(folder.path, 'data', ...names);
const logFile = (attemptId: string): string => dataFile('attempts', `${attemptId}.db`);

/** An attempt with four labels, given back. */
async function closedAttempt(name = 'Ada') {
  const { attemptId, head, briefing, traineeId } = await openNew(transport, name);
  const node = addressNode(briefing.knownAddresses[0]?.address ?? '');
  let on = head;
  for (const text of ['a', 'b', 'c', 'd']) on = await label(attemptId, on, { node, text });
  const { entries } = await value(transport, 'attempt.entries', { attemptId, afterSeq: -1 });
  await value(transport, 'attempt.close', { attemptId });
  return { attemptId, traineeId, node, entries, head: on };
}

const label = async (attemptId: string, expectedHead: { seq: number; hash: string }, set: { node: NodeId; text: string }) =>
  (await value(transport, 'attempt.append', { attemptId, expectedHead, work: { type: 'label.set', ...set } })).head;

function changeRows(file: string, ...statements: readonly (readonly [string, ...(string | number)[]])[]): void {
  const db = openSqlite(file);
  for (const [sql, ...values] of statements) db.run(sql, ...values);
  db.close();
}

const open = (attemptId: string) => transport.call('attempt.open', { attemptId, language: 'en' });

describe('a damaged log', () => {
  const last = (entries: readonly Entry[]): Entry => entries.at(-1) as Entry;
  const rewritten = (entry: Entry): string => {
    const changed = { ...entry, payload: { type: 'note.set' as const, node: 'a:bc1qforgedforgedforged' as NodeId, text: 'x' } };
    return canonicalJson({ ...changed, hash: entryHash(changed) });
  };
  const damages: Readonly<Record<string, (file: string, entries: readonly Entry[]) => string>> = {
    'a row edited': (file, entries) => {
      changeRows(file, ['UPDATE entries SET line = ? WHERE seq = 3', canonicalJson({ ...entries[3], atMs: 5 })]);
      return 'edited 3';
    },
    'a row rewritten with a new hash': (file, entries) => {
      changeRows(file, ['UPDATE entries SET line = ? WHERE seq = 3', rewritten(entries[3] as Entry)]);
      return 'edited 3';
    },
    'the last row rewritten with a new hash': (file, entries) => {
      changeRows(file, ['UPDATE entries SET line = ? WHERE seq = ?', rewritten(last(entries)), last(entries).seq]);
      return `edited ${last(entries).seq}`;
    },
    'a row removed': (file) => {
      changeRows(file, ['DELETE FROM entries WHERE seq = 2']);
      return 'removed 2';
    },
    'the tail cut': (file, entries) => {
      changeRows(file, ['DELETE FROM entries WHERE seq >= ?', last(entries).seq]);
      return `cut ${last(entries).seq}`;
    },
    'rows exchanged': (file, entries) => {
      changeRows(
        file,
        ['UPDATE entries SET line = ? WHERE seq = 2', canonicalJson(entries[3])],
        ['UPDATE entries SET line = ? WHERE seq = 3', canonicalJson(entries[2])],
      );
      return 'row 2';
    },
    'a row that is no entry': (file) => {
      changeRows(file, ['UPDATE entries SET line = ? WHERE seq = 2', '{}']);
      return 'line 2';
    },
    'no database any more': (file) => {
      for (const ending of ['-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
      writeFileSync(file, 'x'.repeat(8192));
      return 'not readable';
    },
    'the file gone': (file) => {
      rmSync(file);
      return 'gone';
    },
  };

  test.each(Object.entries(damages))(
    '[ST2] %s: the attempt is not opened, the entry is named, the card says damaged',
    async (_name, damage) => {
      const { attemptId, traineeId, entries } = await closedAttempt();
      const named = damage(logFile(attemptId), entries);
      const result = await open(attemptId);
      expect(result).toMatchObject({ ok: false, error: { code: 'attempt/damaged', subject: attemptId } });
      expect(result.ok ? '' : result.error.message).toContain(named);
      const { cards } = await value(transport, 'library.list', { traineeId, language: 'en' });
      expect(cards[0]?.attempts[0]?.state).toBe('damaged');
    },
  );

  test('[ST2] whatever bytes of its file are lost, a log is opened as it was written or not at all', async () => {
    const { attemptId, entries } = await closedAttempt();
    const file = logFile(attemptId);
    const checkpoint = openSqlite(file);
    checkpoint.all('PRAGMA wal_checkpoint(TRUNCATE)');
    checkpoint.close();
    const whole = readFileSync(file);
    const damages = fc.record({
      at: fc.oneof(fc.nat(200), fc.nat(whole.length - 1)),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 4096 }),
    });
    await fc.assert(
      fc.asyncProperty(damages, async ({ at, bytes }) => {
        for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
        writeFileSync(file, Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + bytes.length)]));
        const result = await open(attemptId);
        // In its header a file also says which SQLite and which Ariadne can read it.
        const codes = at < 100 ? ['attempt/damaged', 'store/newer', 'store/no-access'] : ['attempt/damaged'];
        if (!result.ok) expect(codes).toContain(result.error.code);
        else {
          expect(result.value.entries).toEqual(entries);
          await value(transport, 'attempt.close', { attemptId });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('[ST2] a log put back from an earlier copy is refused against the head kept outside of it', async () => {
    const { attemptId, node, head } = await closedAttempt();
    const checkpoint = openSqlite(logFile(attemptId));
    checkpoint.all('PRAGMA wal_checkpoint(TRUNCATE)');
    checkpoint.close();
    const copy = dataFile('copy.db');
    cpSync(logFile(attemptId), copy);
    await value(transport, 'attempt.open', { attemptId, language: 'en' });
    await label(attemptId, head, { node, text: 'a mistake' });
    await value(transport, 'attempt.close', { attemptId });
    for (const ending of ['-wal', '-shm']) rmSync(`${logFile(attemptId)}${ending}`, { force: true });
    cpSync(copy, logFile(attemptId));
    expect(await open(attemptId)).toMatchObject({
      ok: false,
      error: { code: 'attempt/damaged', details: { faults: `cut ${head.seq + 1}` } },
    });
  });

  test('[ST2] without the head kept outside of it a log is not opened', async () => {
    const { attemptId } = await closedAttempt();
    changeRows(dataFile('ariadne.db'), ['DELETE FROM heads WHERE attempt_id = ?', attemptId]);
    expect(await open(attemptId)).toMatchObject({
      ok: false,
      error: { code: 'attempt/damaged', message: expect.stringContaining('head') },
    });
  });

  test('[ST2] a damaged log is left as it is', async () => {
    const { attemptId } = await closedAttempt();
    const rows = () => {
      const db = openSqlite(logFile(attemptId));
      const found = db.all('SELECT seq, line FROM entries ORDER BY seq');
      db.close();
      return found;
    };
    changeRows(logFile(attemptId), ['DELETE FROM entries WHERE seq = 2']);
    const before = rows();
    expect(await open(attemptId)).toMatchObject({ ok: false });
    expect(rows()).toEqual(before);
  });

  test('[ST3] the head is never ahead of the log: an entry that could not be written leaves it where it was', async () => {
    const { attemptId, node } = await closedAttempt();
    await value(transport, 'attempt.open', { attemptId, language: 'en' });
    const { head } = await value(transport, 'attempt.entries', { attemptId, afterSeq: -1 });
    changeRows(logFile(attemptId), ["CREATE TRIGGER refuse BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'no'); END"]);
    const work = { type: 'label.set', node, text: 'lost' };
    expect(await refusal(transport, 'attempt.append', { attemptId, expectedHead: head, work })).toBe('store/failed');
    changeRows(logFile(attemptId), ['DROP TRIGGER refuse']);
    await value(transport, 'attempt.close', { attemptId });
    expect(await open(attemptId)).toMatchObject({ ok: true, value: { head } });
  });

  test('[BR3] an entry is told of only when it is on the disk, and not at all when it could not be written', async () => {
    const { attemptId, node, head } = await closedAttempt();
    await value(transport, 'attempt.open', { attemptId, language: 'en' });
    const onDisk = () => {
      const db = openSqlite(logFile(attemptId));
      const [last] = db.all('SELECT max(seq) AS seq FROM entries') as { seq: number }[];
      db.close();
      return last?.seq;
    };
    const told: [number | undefined, number | undefined][] = [];
    transport.onEvent((event) => event.type === 'attempt.appended' && told.push([event.entries.at(-1)?.seq, onDisk()]));
    const on = await label(attemptId, head, { node, text: 'e' });
    expect(told).toEqual([[on.seq, on.seq]]);
    changeRows(logFile(attemptId), ["CREATE TRIGGER refuse BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'no'); END"]);
    const work = { type: 'label.set', node, text: 'lost' };
    expect(await refusal(transport, 'attempt.append', { attemptId, expectedHead: on, work })).toBe('store/failed');
    expect(told).toHaveLength(1);
  });

  test('[ST3] a log ahead of its head, as a crash between the two leaves it, is whole and brings the head up', async () => {
    const { attemptId, entries, head } = await closedAttempt();
    const earlier = entries[4] as Entry;
    changeRows(dataFile('ariadne.db'), ['UPDATE heads SET seq = ?, hash = ? WHERE attempt_id = ?', earlier.seq, earlier.hash, attemptId]);
    expect(await open(attemptId)).toMatchObject({ ok: true, value: { head } });
    const db = openSqlite(dataFile('ariadne.db'));
    expect(db.all('SELECT seq, hash FROM heads')).toEqual([{ ...head }]);
    db.close();
  });
});

describe('the store', () => {
  test('[ST1] databases write ahead and wait for the disk at every commit', () => {
    const db = openSqlite(dataFile('settings.db'));
    // 2 is FULL (sqlite.org/pragma.html#pragma_synchronous).
    expect([db.all('PRAGMA journal_mode'), db.all('PRAGMA synchronous')]).toEqual([[{ journal_mode: 'wal' }], [{ synchronous: 2 }]]);
    db.close();
  });

  test('[ST1] what was committed is there after reopening: log, graph, answers, score', async () => {
    const { attemptId, entries } = await closedAttempt();
    const before = await value(transport, 'attempt.open', { attemptId, language: 'en' });
    await host.close();
    host = await startTestHost({ folder: folder.path, worlds: [smallWorld()] });
    transport = connectInProcess(host.server, 'trainee');
    const after = await value(transport, 'attempt.open', { attemptId, language: 'en' });
    expect(after).toEqual(before);
    expect(after.entries).toEqual(entries);
  });

  test('[ST1] an attempt outlives the shipped world it was begun in', async () => {
    const { attemptId, entries } = await closedAttempt();
    await host.close();
    rmSync(join(folder.path, 'worlds'), { recursive: true });
    mkdirSync(join(folder.path, 'worlds'));
    host = await startTestHost({ folder: folder.path, worlds: [] });
    transport = connectInProcess(host.server, 'trainee');
    expect(await value(transport, 'attempt.open', { attemptId, language: 'en' })).toMatchObject({ entries });
  });

  test('[ST4] a data folder of a newer Ariadne is refused and left as it is', async () => {
    await host.close();
    changeRows(dataFile('ariadne.db'), ['PRAGMA user_version=99']);
    const before = readFileSync(dataFile('ariadne.db'));
    await expect(startTestHost({ folder: folder.path, worlds: [] })).rejects.toMatchObject({ code: 'store/newer' });
    expect(readFileSync(dataFile('ariadne.db')).equals(before)).toBe(true);
    await expect(startTestHost({ folder: folder.path, worlds: [] })).rejects.toMatchObject({ code: 'store/newer' });
    host = await startTestHost({ folder: join(folder.path, 'other'), worlds: [] });
  });

  test.each(['WAL', 'DELETE'])(
    '[ST4] files of a newer Ariadne that keeps them in journal mode %s are refused without a byte changed',
    async (mode) => {
      const { attemptId } = await closedAttempt();
      const ofNewer = (file: string) => {
        for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
        const db = new DatabaseSync(file);
        db.exec(`PRAGMA journal_mode=${mode}; CREATE TABLE future (x); PRAGMA user_version=99`);
        db.close();
        return { file, bytes: readFileSync(file) };
      };
      const log = ofNewer(logFile(attemptId));
      expect(await refusal(transport, 'attempt.open', { attemptId, language: 'en' })).toBe('store/newer');
      expect(readFileSync(log.file).equals(log.bytes)).toBe(true);
      await host.close();
      const registry = ofNewer(dataFile('ariadne.db'));
      await expect(startTestHost({ folder: folder.path, worlds: [] })).rejects.toMatchObject({ code: 'store/newer' });
      expect(readFileSync(registry.file).equals(registry.bytes)).toBe(true);
      host = await startTestHost({ folder: join(folder.path, 'other'), worlds: [] });
    },
  );

  test('[EL21] a host whose file is no database does not start, says so, and leaves it as it is', async () => {
    await host.close();
    const file = dataFile('ariadne.db');
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
    const letter = 'no database '.repeat(1000);
    writeFileSync(file, letter);
    await expect(startTestHost({ folder: folder.path, worlds: [] })).rejects.toMatchObject({ code: 'store/damaged' });
    expect(readFileSync(file, 'utf8')).toBe(letter);
    host = await startTestHost({ folder: join(folder.path, 'other'), worlds: [] });
  });

  test('[BR10] diagnostics say versions, counts and the log, and name neither a person nor a folder', async () => {
    await closedAttempt('Ada Unmistakable');
    const text = host.diagnostics();
    expect(text).toContain('"attempts": 1');
    expect(text).toContain(`"v8": "${process.versions.v8}"`);
    expect(text).toContain('"event":"host started"');
    expect(text).not.toContain('Unmistakable');
    expect(text).not.toContain(folder.path);
  });

  test('[ST5] two trainees do not share a name', async () => {
    await value(transport, 'trainees.create', { name: 'Ada' });
    expect(await refusal(transport, 'trainees.create', { name: ' Ada ' })).toBe('trainee/name-taken');
  });
});

test('[BR4] an attempt given back twice, by its session and by the end of that session, stays with who has opened it meanwhile', async () => {
  // How far the first has come when the session ends: one of these meets the moment between the two.
  for (let ticks = 0; ticks < 10; ticks += 1) {
    const own = connectInProcess(host.server, 'trainee');
    const { attemptId, head, briefing } = await openNew(own, `Fay ${ticks}`);
    const node = addressNode(briefing.knownAddresses[0]?.address ?? '');
    const closing = value(own, 'attempt.close', { attemptId });
    const late = Array.from({ length: 40 }, (_, at) =>
      refusal(own, 'attempt.append', { attemptId, expectedHead: head, work: { type: 'label.set', node, text: `${at}` } }),
    );
    const opening = closing.then(async () => refusal(transport, 'attempt.open', { attemptId, language: 'en' }));
    for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
    own.close();
    const codes = await Promise.all(late);
    await opening;
    await vi.waitFor(async () => expect(await open(attemptId)).toMatchObject({ ok: true }));
    expect(await refusal(transport, 'exercise.view', { attemptId })).toBeNull();
    for (const code of codes) expect(['attempt/not-open', 'bridge/closed']).toContain(code);
    expect((await value(transport, 'attempt.entries', { attemptId, afterSeq: -1 })).head).toEqual(head);
  }
});

describe('a full disk', () => {
  test('[ST6] a commit that does not fit is store/disk-full, changes nothing, and fits once there is space', () => {
    const db = openSqlite(dataFile('small.db'));
    db.run('CREATE TABLE t (v TEXT)');
    const pages = (db.all('PRAGMA page_count')[0] as { page_count: number }).page_count;
    db.all(`PRAGMA max_page_count=${pages + 2}`);
    const insert = () => db.transaction(() => db.run('INSERT INTO t VALUES (?)', 'x'.repeat(30_000)));
    expect(insert).toThrowError(expect.objectContaining({ code: 'store/disk-full' }));
    expect(db.all('SELECT count(*) AS n FROM t')).toEqual([{ n: 0 }]);
    const fault = () => {
      throw new TypeError('in the middle of a transaction');
    };
    expect(() => db.transaction(() => (db.run('INSERT INTO t VALUES (?)', 'x'), fault()))).toThrow(TypeError);
    expect(db.all('SELECT count(*) AS n FROM t')).toEqual([{ n: 0 }]);
    db.all('PRAGMA max_page_count=100000');
    insert();
    expect(db.all('SELECT count(*) AS n FROM t')).toEqual([{ n: 1 }]);
    db.close();
  });

  const disk = join(import.meta.dirname, '..', '..', '.cache', `small-disk-${process.pid}`);
  mkdirSync(disk, { recursive: true });
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]).status === 0;

  // Only root may mount a small disk; elsewhere the test above stands alone.
  test.runIf(isMounted)('[ST6] on a disk that is really full an append is refused, nothing is lost, and the session goes on', async () => {
    try {
      const own = await startTestHost({ folder: disk, worlds: [smallWorld()] });
      const client = connectInProcess(own.server, 'trainee');
      const { attemptId, head, briefing } = await openNew(client);
      const node = addressNode(briefing.knownAddresses[0]?.address ?? '');
      const filler = join(disk, 'filler');
      fillUp(filler);
      let on = head;
      let refused: string | null = null;
      for (let turn = 0; turn < 200 && refused === null; turn += 1) {
        const work = { type: 'note.set', node, text: `${turn} `.repeat(900) } as const;
        const result = await client.call('attempt.append', { attemptId, expectedHead: on, work });
        if (result.ok) on = result.value.head;
        else refused = result.error.code;
      }
      expect(refused).toBe('store/disk-full');
      expect((await value(client, 'attempt.entries', { attemptId, afterSeq: -1 })).head).toEqual(on);
      expect(await refusal(client, 'exercise.view', { attemptId })).toBeNull();
      rmSync(filler);
      const work = { type: 'note.set', node, text: 'there is space again' } as const;
      const after = await value(client, 'attempt.append', { attemptId, expectedHead: on, work });
      const { entries } = await value(client, 'attempt.entries', { attemptId, afterSeq: -1 });
      await own.close();
      const again = await startTestHost({ folder: disk, worlds: [] });
      const reader = connectInProcess(again.server, 'trainee');
      expect(await value(reader, 'attempt.open', { attemptId, language: 'en' })).toMatchObject({ entries, head: after.head });
      await again.close();
    } finally {
      spawnSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true, force: true });
    }
  });
});

function fillUp(file: string): void {
  for (let bytes = 4_000_000; bytes >= 1; bytes = Math.floor(bytes / 2)) {
    try {
      writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // Until nothing fits any more.
    }
  }
  expect(readFileSync(file).length).toBeGreaterThan(0);
}
