import { z } from 'zod';
import { type Entry } from '../../core/case/entry.ts';
import { canonicalJson } from '../../core/case/hash-chain.ts';
import { readEntryLine } from '../../core/case/log-file.ts';
import { AppError } from '../../core/errors.ts';
import type { Db } from './db.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './sqlite-db.ts';

/** One file an attempt: one row an entry, in the form that is hashed and exported (docs/formats/case-log-1.md). */
const versions = [['CREATE TABLE entries (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT']];

const rowsSchema = z.array(z.object({ seq: z.int(), line: z.string() }));

/** The stored log of one attempt, held for this session alone while it is open. */
export class AttemptLog {
  readonly #db: Db;

  private constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Creates the log when there is none. @throws AppError `attempt/locked` while another session or program holds it, `store/disk-full`,
   * `store/damaged`
   */
  static open(file: string): AttemptLog {
    const db = openLocked(file);
    try {
      migrate(db, versions);
    } catch (thrown) {
      db.close();
      throw thrown;
    }
    return new AttemptLog(db);
  }

  /** Every entry as stored, unverified. @throws AppError `log/unreadable` */
  read(): Entry[] {
    const rows = rowsSchema.parse(this.#db.all('SELECT seq, line FROM entries ORDER BY seq'));
    return rows.map(({ seq, line }) => {
      const entry = readEntryLine(line, seq);
      if (entry.seq === seq) return entry;
      throw new AppError('log/unreadable', `row ${seq} of the case log holds entry ${entry.seq}`, { details: { line: seq } });
    });
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
  }
}

function openLocked(file: string): Db {
  try {
    return openSqlite(file, { isExclusive: true, timeoutMs: 0 });
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'store/busy') throw thrown;
    throw new AppError('attempt/locked', 'the attempt is open in another window or program; close it there first', { cause: thrown });
  }
}

/** Whether another session or program holds the log now. Does not wait and changes nothing. */
export function isLogLocked(file: string): boolean {
  try {
    openSqlite(file, { isExclusive: true, timeoutMs: 0 }).close();
    return false;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'store/busy') return true;
    throw thrown;
  }
}
