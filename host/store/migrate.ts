import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Db } from './db.ts';
import { openSqlite } from './sqlite-db.ts';

/** `versions[n]` leads from version n to n + 1; a released one is never changed. */
type Versions = readonly (readonly string[])[];

const versionRow = z.array(z.object({ user_version: z.int() })).length(1);

/**
 * Opens or creates a database and brings it to the newest of its versions, one transaction a step.
 * @throws AppError `store/newer` when the file was written by a newer Ariadne: it is left as it is; and what `openSqlite` throws
 */
export function openMigrated(file: string, versions: Versions): Db {
  const db = openSqlite(file, (opened) => void knownVersion(opened, versions));
  try {
    migrate(db, versions);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

function migrate(db: Db, versions: Versions): void {
  for (;;) {
    const version = knownVersion(db, versions);
    const step = versions[version];
    if (step === undefined) return;
    db.transaction(() => {
      // Another program may have taken this step since the version was read.
      if (versionOf(db) !== version) return;
      for (const sql of step) db.run(sql);
      db.run(`PRAGMA user_version=${version + 1}`);
    });
  }
}

const versionOf = (db: Db): number => versionRow.parse(db.all('PRAGMA user_version'))[0]?.user_version ?? 0;

function knownVersion(db: Db, versions: Versions): number {
  const version = versionOf(db);
  if (version <= versions.length) return version;
  throw new AppError('store/newer', `the data has version ${version}; this Ariadne reads up to ${versions.length}. Use the newer one.`);
}
