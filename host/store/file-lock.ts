import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { AppError } from '../../core/errors.ts';
import { guardSqlite } from './sqlite-db.ts';

/**
 * A lock between sessions and programs that ends with its process, also by kill -9: an SQLite transaction on an empty file, held open,
 * which is an operating system's lock on that file. Nothing in this process may open the file by other means, because closing any
 * descriptor of a file drops all POSIX locks that the process has on it. Only `exec` is used: a prepared statement would keep the
 * connection, and with it the lock, until it is collected.
 */
export class FileLock {
  readonly #database: DatabaseSyncInstance;
  #isHeld = true;

  private constructor(database: DatabaseSyncInstance) {
    this.#database = database;
  }

  /** null while somebody else holds it: another connection of this process as well. Does not wait. @throws AppError `store/…` */
  static take(file: string): FileLock | null {
    const database = guardSqlite(file, () => new DatabaseSync(file, { timeout: 0 }));
    try {
      guardSqlite(file, () => database.exec('BEGIN EXCLUSIVE'));
      return new FileLock(database);
    } catch (thrown) {
      database.close();
      if (thrown instanceof AppError && thrown.code === 'store/busy') return null;
      throw thrown;
    }
  }

  /** Idempotent. */
  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#database.exec('ROLLBACK');
    this.#database.close();
  }
}
