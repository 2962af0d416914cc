export type DbValue = string | number | null;

/** The little of a database that the host needs; SQLite stands behind it (sqlite-db.ts), another engine could. */
export interface Db {
  /** One statement without rows. */
  run(sql: string, ...values: readonly DbValue[]): void;
  /** Rows as plain records; the caller parses them. */
  all(sql: string, ...values: readonly DbValue[]): readonly unknown[];
  /** All of the work or, when it throws, none of it. On return the changes are on the disk (fsync). */
  transaction<T>(work: () => T): T;
  /** Idempotent. */
  close(): void;
}
