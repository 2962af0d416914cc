import { z } from 'zod';
import type { LogHead } from '../../core/case/hash-chain.ts';
import { AppError } from '../../core/errors.ts';
import type { Db } from './db.ts';
import { openMigrated } from './migrate.ts';

/**
 * What is kept beside the logs: trainees, opened scenarios, the list of attempts with a summary for the library, and each attempt's
 * head. Heads stand in another file than the logs they speak of, so that a log cut or put back from a copy shows when it is opened.
 */
const versions = [
  [
    'CREATE TABLE trainees (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, created_ms INTEGER NOT NULL) STRICT',
    'CREATE TABLE scenarios (library_id TEXT PRIMARY KEY, world_key TEXT NOT NULL, file_name TEXT NOT NULL, opened_ms INTEGER NOT NULL) STRICT',
    `CREATE TABLE attempts (id TEXT PRIMARY KEY, trainee_id TEXT NOT NULL REFERENCES trainees(id), library_id TEXT NOT NULL,
      world_key TEXT NOT NULL, started_ms INTEGER NOT NULL, state TEXT NOT NULL, step_number INTEGER NOT NULL,
      step_count INTEGER NOT NULL, percent_tenths INTEGER NOT NULL) STRICT`,
    'CREATE TABLE heads (attempt_id TEXT PRIMARY KEY REFERENCES attempts(id), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT',
  ],
];

const traineeRow = z.object({ id: z.string(), name: z.string() });
const scenarioRow = z
  .object({ library_id: z.string(), world_key: z.string(), file_name: z.string() })
  .transform((row) => ({ libraryId: row.library_id, worldKey: row.world_key, fileName: row.file_name }));
const attemptRow = z
  .object({
    id: z.string(),
    trainee_id: z.string(),
    library_id: z.string(),
    world_key: z.string(),
    started_ms: z.int(),
    state: z.enum(['under-way', 'done', 'damaged']),
    step_number: z.int(),
    step_count: z.int(),
    percent_tenths: z.int(),
  })
  .transform((row) => ({
    attemptId: row.id,
    traineeId: row.trainee_id,
    libraryId: row.library_id,
    worldKey: row.world_key,
    startedAtMs: row.started_ms,
    state: row.state,
    stepNumber: row.step_number,
    stepCount: row.step_count,
    percent: row.percent_tenths / 10,
  }));
const headRow = z.object({ seq: z.int(), hash: z.string() });

export type AttemptRecord = z.output<typeof attemptRow>;
export type OpenedScenario = z.output<typeof scenarioRow>;
export type AttemptSummary = Pick<AttemptRecord, 'state' | 'stepNumber' | 'stepCount' | 'percent'>;

export class Registry {
  readonly #db: Db;

  private constructor(db: Db) {
    this.#db = db;
  }

  /** Creates the file when there is none. @throws AppError `store/newer`, and what `openSqlite` throws */
  static open(file: string): Registry {
    return new Registry(openMigrated(file, versions));
  }

  trainees(): { id: string; name: string }[] {
    return z.array(traineeRow).parse(this.#db.all('SELECT id, name FROM trainees ORDER BY created_ms, id'));
  }

  /** @throws AppError `trainee/name-taken` */
  addTrainee(trainee: { id: string; name: string; createdMs: number }): void {
    this.#db.transaction(() => {
      const taken = this.#db.all('SELECT id FROM trainees WHERE name = ?', trainee.name).length > 0;
      if (taken) throw new AppError('trainee/name-taken', 'a trainee of this name is already here; choose another name or number');
      this.#db.run('INSERT INTO trainees (id, name, created_ms) VALUES (?, ?, ?)', trainee.id, trainee.name, trainee.createdMs);
    });
  }

  scenarios(): OpenedScenario[] {
    return z.array(scenarioRow).parse(this.#db.all('SELECT * FROM scenarios ORDER BY opened_ms, library_id'));
  }

  /** A scenario opened again replaces its card; attempts keep the world they were started in. */
  putScenario(scenario: OpenedScenario & { openedMs: number }): void {
    this.#db.transaction(() =>
      this.#db.run(
        `INSERT INTO scenarios (library_id, world_key, file_name, opened_ms) VALUES (?, ?, ?, ?)
         ON CONFLICT (library_id) DO UPDATE SET world_key = excluded.world_key, file_name = excluded.file_name, opened_ms = excluded.opened_ms`,
        scenario.libraryId,
        scenario.worldKey,
        scenario.fileName,
        scenario.openedMs,
      ),
    );
  }

  /** Newest first. */
  attemptsOf(traineeId: string): AttemptRecord[] {
    return z
      .array(attemptRow)
      .parse(this.#db.all('SELECT * FROM attempts WHERE trainee_id = ? ORDER BY started_ms DESC, id DESC', traineeId));
  }

  /** Counts for diagnostics: how many there are of what. */
  counts(): Record<string, number> {
    const count = (table: string) => z.array(z.object({ n: z.int() })).parse(this.#db.all(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? 0;
    return { trainees: count('trainees'), openedScenarios: count('scenarios'), attempts: count('attempts') };
  }

  attempt(attemptId: string): AttemptRecord | null {
    return z.array(attemptRow).parse(this.#db.all('SELECT * FROM attempts WHERE id = ?', attemptId))[0] ?? null;
  }

  addAttempt(record: AttemptRecord, head: LogHead): void {
    const { attemptId, traineeId, libraryId, worldKey, startedAtMs, state, stepNumber, stepCount, percent } = record;
    this.#db.transaction(() => {
      this.#db.run(
        'INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...[attemptId, traineeId, libraryId, worldKey, startedAtMs, state, stepNumber, stepCount, Math.round(percent * 10)],
      );
      this.#db.run('INSERT INTO heads (attempt_id, seq, hash) VALUES (?, ?, ?)', attemptId, head.seq, head.hash);
    });
  }

  /** null: the head is gone, which nothing that Ariadne does can bring about. */
  head(attemptId: string): LogHead | null {
    return z.array(headRow).parse(this.#db.all('SELECT seq, hash FROM heads WHERE attempt_id = ?', attemptId))[0] ?? null;
  }

  saveHead(attemptId: string, head: LogHead, summary?: AttemptSummary): void {
    this.#db.transaction(() => {
      this.#db.run('UPDATE heads SET seq = ?, hash = ? WHERE attempt_id = ?', head.seq, head.hash, attemptId);
      if (summary !== undefined) this.#summarise(attemptId, summary);
    });
  }

  markDamaged(attemptId: string): void {
    this.#db.transaction(() => this.#db.run("UPDATE attempts SET state = 'damaged' WHERE id = ?", attemptId));
  }

  close(): void {
    this.#db.close();
  }

  #summarise(attemptId: string, { state, stepNumber, stepCount, percent }: AttemptSummary): void {
    this.#db.run(
      'UPDATE attempts SET state = ?, step_number = ?, step_count = ?, percent_tenths = ? WHERE id = ?',
      ...[state, stepNumber, stepCount, Math.round(percent * 10), attemptId],
    );
  }
}
