import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Db, DbValue } from './db.ts';

/** How long to wait for another connection's transaction, ms. */
const timeoutMs = 5000;

/**
 * Opens or creates an SQLite file: WAL, synchronous=FULL, so that a commit that returned survives a crash and a power cut. WAL is written
 * into the file itself: `check` looks at it first and throws when it is not to be touched.
 * @throws AppError `store/busy`, `store/disk-full`, `store/damaged`, `store/no-access`
 */
export function openSqlite(file: string, check: (db: Db) => void = () => undefined): Db {
  const database = guardSqlite(file, () => new DatabaseSync(file, { timeout: timeoutMs }));
  try {
    const db = new SqliteDb(database, file);
    check(db);
    guardSqlite(file, () => database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON'));
    return db;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

class SqliteDb implements Db {
  readonly #database: DatabaseSyncInstance;
  readonly #file: string;
  readonly #statements = new Map<string, StatementSyncInstance>();
  #isOpen = true;

  constructor(database: DatabaseSyncInstance, file: string) {
    this.#database = database;
    this.#file = file;
  }

  run(sql: string, ...values: readonly DbValue[]): void {
    guardSqlite(this.#file, () => this.#prepare(sql).run(...values));
  }

  all(sql: string, ...values: readonly DbValue[]): readonly unknown[] {
    return guardSqlite(this.#file, () => this.#prepare(sql).all(...values));
  }

  transaction<T>(work: () => T): T {
    return guardSqlite(this.#file, () => {
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
    try {
      // The connection itself ends only when its statements are collected, so what it wrote is moved into the main file here.
      this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch (thrown) {
      // On a full disk it stays in the write-ahead log, which is as safe.
      if (!sqliteErrorSchema.safeParse(thrown).success) throw thrown;
    }
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

const sqliteErrorSchema = z.object({ code: z.literal('ERR_SQLITE_ERROR'), errcode: z.int().optional(), message: z.string() });

/** A fault that comes up between two rows has SQLite's text without its number. The texts are those of sqlite3_errstr. */
const numbersByText: Readonly<Record<string, number>> = {
  'database is locked': 5,
  'database table is locked': 6,
  'attempt to write a readonly database': 8,
  'disk I/O error': 10,
  'database disk image is malformed': 11,
  'database or disk is full': 13,
  'unable to open database file': 14,
  'file is not a database': 26,
};

/** Primary result codes of SQLite (sqlite.org/rescode.html) as the host's errors. */
export function guardSqlite<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const parsed = sqliteErrorSchema.safeParse(thrown);
    if (!parsed.success) throw thrown;
    const { message, errcode = numbersByText[message] ?? 1 } = parsed.data;
    const primary = errcode & 0xff;
    const fail = (code: string, what: string) => new AppError(code, `${what} (SQLite ${errcode}: ${message})`, { cause: thrown });
    if (primary === 13 || ((primary === 10 || primary === 14) && isFull(dirname(file)))) {
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
