import { z } from 'zod';
import type { Entry } from '../../core/case/entry.ts';
import { canonicalJson } from '../../core/case/hash-chain.ts';
import { readEntryLine } from '../../core/case/log-file.ts';
import { AppError } from '../../core/errors.ts';
import type { Db } from './db.ts';
import { FileLock } from './file-lock.ts';
import { openMigrated } from './migrate.ts';

/** One file an attempt: one row an entry, in the form that is hashed and exported (docs/formats/case-log-1.md). */
const versions = [['CREATE TABLE entries (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT']];

const rowsSchema = z.array(z.object({ seq: z.int(), line: z.string() }));

/** The stored log of one attempt, held for this session alone while it is open. */
export class AttemptLog {
  readonly #db: Db;
  readonly #lock: FileLock;

  private constructor(db: Db, lock: FileLock) {
    this.#db = db;
    this.#lock = lock;
  }

  /**
   * Creates the log when there is none. @throws AppError `attempt/locked` while another session or program holds it, `store/disk-full`,
   * `store/damaged`
   */
  static open(file: string): AttemptLog {
    const lock = FileLock.take(lockFile(file));
    if (lock === null) throw new AppError('attempt/locked', 'the attempt is open in another window or program; close it there first');
    try {
      return new AttemptLog(openLog(file), lock);
    } catch (thrown) {
      lock.release();
      throw thrown;
    }
  }

  /** Every entry as stored, unverified. @throws AppError: see `isUnreadable` */
  read(): Entry[] {
    return readRows(this.#db);
  }

  /** All of the entries or none; on the disk when this returns. @throws AppError `store/disk-full` */
  append(entries: readonly Entry[]): void {
    this.#db.transaction(() => {
      for (const entry of entries) this.#db.run('INSERT INTO entries (seq, line) VALUES (?, ?)', entry.seq, canonicalJson(entry));
    });
  }

  /** Idempotent; gives the lock back. */
  close(): void {
    this.#db.close();
    this.#lock.release();
  }
}

/** Reads a log without holding it, also while another session or program adds to it. @throws AppError: see `isUnreadable` */
export function readStoredLog(file: string): Entry[] {
  const db = openLog(file);
  try {
    return readRows(db);
  } finally {
    db.close();
  }
}

const unreadableCodes: ReadonlySet<string> = new Set(['log/unreadable', 'store/damaged', 'store/failed']);

/** Whether opening or reading a log has failed because its file does not hold what was written. */
export const isUnreadable = (thrown: unknown): thrown is AppError => thrown instanceof AppError && unreadableCodes.has(thrown.code);

/** Whether another session or program holds the log now. Does not wait. */
export function isLogLocked(file: string): boolean {
  const lock = FileLock.take(lockFile(file));
  lock?.release();
  return lock === null;
}

/** Every file that an attempt may have on the disk. */
export const attemptFiles = (file: string): string[] => [file, `${file}-wal`, `${file}-shm`, lockFile(file)];

const lockFile = (file: string): string => `${file}.lock`;

const openLog = (file: string): Db => openMigrated(file, versions);

function readRows(db: Db): Entry[] {
  const rows = rowsSchema.safeParse(db.all('SELECT seq, line FROM entries ORDER BY seq'));
  if (!rows.success) throw new AppError('log/unreadable', 'a row of the case log is no text', { cause: rows.error });
  return rows.data.map(({ seq, line }) => {
    const entry = readEntryLine(line, seq);
    if (entry.seq === seq) return entry;
    throw new AppError('log/unreadable', `row ${seq} of the case log holds entry ${entry.seq}`, { details: { line: seq } });
  });
}
