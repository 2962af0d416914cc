import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { Db } from './db.ts';

const versionRow = z.array(z.object({ user_version: z.int() })).length(1);

/**
 * Brings a database to the newest of its versions, one transaction a step. `steps[n]` leads from version n to n + 1; a released step
 * is never changed.
 * @throws AppError `store/newer` when the file was written by a newer Ariadne
 */
export function migrate(db: Db, steps: readonly (readonly string[])[]): void {
  for (;;) {
    const version = versionRow.parse(db.all('PRAGMA user_version'))[0]?.user_version ?? 0;
    if (version > steps.length) {
      throw new AppError('store/newer', `the data has version ${version}; this Ariadne reads up to ${steps.length}. Use the newer one.`);
    }
    const step = steps[version];
    if (step === undefined) return;
    db.transaction(() => {
      // Another program may have taken this step since the version was read.
      const now = versionRow.parse(db.all('PRAGMA user_version'))[0]?.user_version;
      if (now !== version) return;
      for (const sql of step) db.run(sql);
      db.run(`PRAGMA user_version=${version + 1}`);
    });
  }
}
