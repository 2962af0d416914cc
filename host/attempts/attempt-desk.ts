import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../core/case/entry.ts';
import { foldCase } from '../../core/case/fold.ts';
import { chainEntry, emptyHead, headOf } from '../../core/case/hash-chain.ts';
import { AppError } from '../../core/errors.ts';
import { beginActs } from '../../core/exercise/next-acts.ts';
import type { Session } from '../bridge/session.ts';
import type { LedgerPort } from '../ledger/ledger-port.ts';
import type { HostLog } from '../log/host-log.ts';
import { AttemptLog, attemptFiles, isLogLocked, isUnreadable } from '../store/attempt-log.ts';
import type { AttemptRecord, Registry } from '../store/registry.ts';
import type { World, WorldStore } from '../worlds/world-store.ts';
import { summaryOf } from './attempt-summary.ts';
import { OpenAttempt } from './open-attempt.ts';

export interface AttemptDeskPorts {
  /** Where the logs lie, one file an attempt. */
  readonly folder: string;
  readonly registry: Registry;
  readonly worlds: WorldStore;
  readonly ledger: LedgerPort;
  readonly hostLog: HostLog;
  readonly now: () => number;
  readonly newId: () => string;
}

/** Lends attempts to sessions: each to one session at a time, also across programs. */
export class AttemptDesk {
  readonly #ports: AttemptDeskPorts;
  readonly #lent = new Map<string, { readonly session: Session; readonly opening: Promise<OpenAttempt> }>();

  constructor(ports: AttemptDeskPorts) {
    this.#ports = ports;
    mkdirSync(ports.folder, { recursive: true });
  }

  /** Writes the beginning of a new attempt. Nobody holds it yet. @throws AppError `trainee/unknown`, `store/disk-full` */
  async start(who: { traineeId: string; libraryId: string; world: World }): Promise<string> {
    const { registry, now, newId, worlds } = this.#ports;
    if (!registry.trainees().some((trainee) => trainee.id === who.traineeId)) {
      throw new AppError('trainee/unknown', 'there is no such trainee on this computer', { subject: who.traineeId });
    }
    await worlds.keep(who.world);
    const { exercise, worldKey } = who.world;
    const attemptId = newId();
    const entries: Entry[] = [];
    for (const act of beginActs(exercise, { traineeId: who.traineeId, worldKey })) entries.push(chainEntry(headOf(entries), now(), act));
    const record = { attemptId, traineeId: who.traineeId, libraryId: who.libraryId, worldKey, startedAtMs: now() };
    this.#write(attemptId, entries, { ...record, ...summaryOf(foldCase(entries), exercise) });
    return attemptId;
  }

  /**
   * Lends the attempt to the session; the session that has it already gets it again.
   * @throws AppError `attempt/unknown`, `attempt/locked`, `attempt/damaged`, `world/absent`
   */
  async open(session: Session, attemptId: string, language: string): Promise<OpenAttempt> {
    const lent = this.#lent.get(attemptId);
    if (lent !== undefined && lent.session !== session) throw locked(attemptId);
    const opening = lent?.opening ?? this.#open(session, attemptId, language);
    if (lent === undefined) {
      this.#lent.set(attemptId, { session, opening });
      opening.catch(() => this.#lent.delete(attemptId));
    }
    const attempt = await opening;
    attempt.language = language;
    return attempt;
  }

  /**
   * An attempt for reading: a trainee's session must hold it; an instructor's reads any that no other program holds.
   * @throws AppError `attempt/not-open`, and what `open` throws
   */
  async read(session: Session, attemptId: string): Promise<Pick<OpenAttempt, 'state' | 'entries' | 'world'>> {
    const lent = this.#lent.get(attemptId);
    if (session.role === 'trainee') return this.held(session, attemptId);
    if (lent !== undefined) return lent.opening;
    const attempt = await this.open(session, attemptId, 'en');
    await this.#giveBack(attemptId, attempt);
    return attempt;
  }

  /** The attempt, when this very session holds it. @throws AppError `attempt/not-open` */
  async held(session: Session, attemptId: string): Promise<OpenAttempt> {
    const lent = this.#lent.get(attemptId);
    if (lent !== undefined && lent.session === session) return lent.opening;
    throw new AppError('attempt/not-open', 'this session has not opened the attempt', { subject: attemptId });
  }

  async close(session: Session, attemptId: string): Promise<void> {
    await this.#giveBack(attemptId, await this.held(session, attemptId));
  }

  /** Takes back everything that a session holds. */
  async closeAllOf(session: Session): Promise<void> {
    for (const [attemptId, lent] of [...this.#lent]) {
      if (lent.session !== session) continue;
      const attempt = await lent.opening.catch(() => null);
      if (attempt !== null) await this.#giveBack(attemptId, attempt);
    }
  }

  /** What keeps a session from opening an attempt, as far as can be told without opening it. */
  hindrance(session: Session, attemptId: string): 'locked' | 'damaged' | null {
    const lent = this.#lent.get(attemptId);
    if (lent !== undefined) return lent.session === session ? null : 'locked';
    const file = this.#file(attemptId);
    if (!existsSync(file)) return 'damaged';
    return isLogLocked(file) ? 'locked' : null;
  }

  async #open(session: Session, attemptId: string, language: string): Promise<OpenAttempt> {
    const { registry, worlds, ledger, hostLog, now } = this.#ports;
    const record = registry.attempt(attemptId);
    if (record === null) throw new AppError('attempt/unknown', 'there is no such attempt on this computer', { subject: attemptId });
    const world = await worlds.open(record.worldKey);
    await ledger.open(world.worldKey, world.folder);
    const log = this.#openLog(attemptId);
    try {
      return OpenAttempt.load({ attemptId, session, world, language }, { log, registry, hostLog, now });
    } catch (thrown) {
      log.close();
      throw thrown;
    }
  }

  /** @throws AppError `attempt/locked`, `attempt/damaged` when the file is gone or no database any more */
  #openLog(attemptId: string): AttemptLog {
    const file = this.#file(attemptId);
    const damaged = (what: string, cause?: unknown) => {
      this.#ports.registry.markDamaged(attemptId);
      this.#ports.hostLog.write('error', 'case log damaged');
      return new AppError('attempt/damaged', `the case log of this attempt is ${what}`, {
        subject: attemptId,
        details: { faults: what },
        cause,
      });
    };
    if (!existsSync(file)) throw damaged('gone');
    try {
      return AttemptLog.open(file);
    } catch (thrown) {
      throw isUnreadable(thrown) ? damaged('not readable', thrown) : thrown;
    }
  }

  #write(attemptId: string, entries: readonly Entry[], record: AttemptRecord): void {
    const log = AttemptLog.open(this.#file(attemptId));
    try {
      log.append(entries);
      this.#ports.registry.addAttempt(record, entries.at(-1) ?? emptyHead);
    } catch (thrown) {
      log.close();
      for (const file of attemptFiles(this.#file(attemptId))) rmSync(file, { force: true });
      throw thrown;
    }
    log.close();
  }

  async #giveBack(attemptId: string, attempt: OpenAttempt): Promise<void> {
    await attempt.close();
    // Given back twice, by its session and by that session's end, it may meanwhile be somebody else's.
    if (this.#lent.get(attemptId)?.session === attempt.session) this.#lent.delete(attemptId);
  }

  #file(attemptId: string): string {
    return join(this.#ports.folder, `${attemptId}.db`);
  }
}

function locked(attemptId: string): AppError {
  return new AppError('attempt/locked', 'the attempt is open in another window or program; close it there first', { subject: attemptId });
}
