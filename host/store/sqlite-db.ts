import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Db, DbValue } from './db.ts';

export interface OpenDbOptions {
  /**
   * Hold the file for this connection alone until it is closed. The lock is the operating system's: it ends with the process, also
   * by kill -9. While it is held, nothing in this process may open the file by other means: closing any descriptor of a file drops
   * all POSIX locks that the process has on it.
   */
  readonly isExclusive: boolean;
  /** How long to wait for another connection's lock. */
  readonly timeoutMs: number;
}

/**
 * Opens or creates an SQLite file: WAL, synchronous=FULL, so that a commit that returned survives a crash and a power cut.
 * @throws AppError `store/busy` when another connection holds it, `store/disk-full`, `store/damaged`, `store/no-access`
 */
export function openSqlite(file: string, options: OpenDbOptions): Db {
  const folder = dirname(file);
  const database = guard(folder, () => new DatabaseSync(file, { timeout: options.timeoutMs }));
  try {
    return guard(folder, () => {
      database.exec(`PRAGMA locking_mode=${options.isExclusive ? 'EXCLUSIVE' : 'NORMAL'}`);
      database.prepare('PRAGMA journal_mode=WAL').all();
      database.exec('PRAGMA synchronous=FULL');
      database.exec('PRAGMA foreign_keys=ON');
      // In exclusive mode the lock taken here is kept after the commit.
      if (options.isExclusive) database.exec('BEGIN EXCLUSIVE; COMMIT');
      return new SqliteDb(database, folder);
    });
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

class SqliteDb implements Db {
  readonly #database: DatabaseSyncInstance;
  readonly #folder: string;
  readonly #statements = new Map<string, StatementSyncInstance>();
  #isOpen = true;

  constructor(database: DatabaseSyncInstance, folder: string) {
    this.#database = database;
    this.#folder = folder;
  }

  run(sql: string, ...values: readonly DbValue[]): void {
    guard(this.#folder, () => this.#prepare(sql).run(...values));
  }

  all(sql: string, ...values: readonly DbValue[]): readonly unknown[] {
    return guard(this.#folder, () => this.#prepare(sql).all(...values));
  }

  transaction<T>(work: () => T): T {
    return guard(this.#folder, () => {
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.#database.exec('COMMIT');
        return result;
      } catch (thrown) {
        // SQLite has rolled back by itself after some faults, a full disk among them.
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
        throw thrown;
      }
    });
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(sql: string): StatementSyncInstance {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

const sqliteErrorSchema = z.object({ errcode: z.int(), message: z.string() });

/** Primary result codes of SQLite (sqlite.org/rescode.html) as the host's errors. */
function guard<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const parsed = sqliteErrorSchema.safeParse(thrown);
    if (!parsed.success) throw thrown;
    const { errcode, message } = parsed.data;
    const primary = errcode & 0xff;
    const fail = (code: string, what: string) => new AppError(code, `${what} (SQLite ${errcode}: ${message})`, { cause: thrown });
    if (primary === 13 || ((primary === 10 || primary === 14) && isFull(folder))) {
      throw fail('store/disk-full', 'the disk is full: nothing was changed; free some space and try again');
    }
    if (primary === 5 || primary === 6) throw fail('store/busy', 'the file is in use by another session or program');
    if (primary === 11 || primary === 26) throw fail('store/damaged', 'the file is not a sound database');
    if (primary === 3 || primary === 8 || primary === 14) throw fail('store/no-access', 'the file cannot be opened or written');
    throw fail('store/failed', 'the database failed');
  }
}

/** SQLite reports some writes to a full disk as input/output errors. */
function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < 64 * 1024;
  } catch {
    return false;
  }
}
