import type { CaseState } from '../../core/case/case-state.ts';
import type { Act, Entry, Work } from '../../core/case/entry.ts';
import { foldCase, foldMore } from '../../core/case/fold.ts';
import { chainEntry, headOf, type LogHead } from '../../core/case/hash-chain.ts';
import { verifyLog } from '../../core/case/verify-log.ts';
import { AppError } from '../../core/errors.ts';
import type { Session } from '../bridge/session.ts';
import type { HostLog } from '../log/host-log.ts';
import { type AttemptLog, isUnreadable } from '../store/attempt-log.ts';
import type { Registry } from '../store/registry.ts';
import type { World } from '../worlds/world-store.ts';
import { summaryOf } from './attempt-summary.ts';

export interface OpenAttemptPorts {
  readonly log: AttemptLog;
  readonly registry: Registry;
  readonly hostLog: HostLog;
  readonly now: () => number;
}

/** An attempt held by one session: its log, folded, and the one way to make it longer. */
export class OpenAttempt {
  readonly attemptId: string;
  readonly session: Session;
  readonly world: World;
  /** Of the texts that this session reads. */
  language: string;
  readonly #ports: OpenAttemptPorts;
  readonly #entries: Entry[];
  #state: CaseState;
  #tail: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  private constructor(
    of: { attemptId: string; session: Session; world: World; language: string; entries: Entry[] },
    ports: OpenAttemptPorts,
  ) {
    this.attemptId = of.attemptId;
    this.session = of.session;
    this.world = of.world;
    this.language = of.language;
    this.#entries = of.entries;
    this.#state = foldCase(of.entries);
    this.#ports = ports;
  }

  /**
   * Reads and verifies the log against the head kept outside of it. @throws AppError `attempt/damaged`, saying which entries are
   * concerned; the log is left as it is.
   */
  static load(of: { attemptId: string; session: Session; world: World; language: string }, ports: OpenAttemptPorts): OpenAttempt {
    const entries = readVerified(of.attemptId, ports);
    let attempt: OpenAttempt;
    try {
      attempt = new OpenAttempt({ ...of, entries }, ports);
    } catch (thrown) {
      throw thrown instanceof AppError ? damaged(ports, { attemptId: of.attemptId, what: thrown.message }) : thrown;
    }
    // The log may be ahead of the head by what was written just before a crash.
    attempt.#saveHead();
    return attempt;
  }

  get state(): CaseState {
    return this.#state;
  }

  get head(): LogHead {
    return headOf(this.#entries);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** Runs one task at a time, in the order they came. @throws AppError `attempt/not-open` when the attempt has been given back by then */
  inTurn<T>(task: () => Promise<T>): Promise<T> {
    return this.#next(async () => {
      if (this.#isClosed) throw new AppError('attempt/not-open', 'the attempt has been given back', { subject: this.attemptId });
      return task();
    });
  }

  /** @throws AppError `log/head-moved` when the client does not speak of this head */
  requireHead(expected: LogHead): void {
    const { seq, hash } = this.head;
    if (expected.seq === seq && expected.hash === hash) return;
    throw new AppError('log/head-moved', `the log is at entry ${seq}, the call speaks of entry ${expected.seq}`, {
      subject: this.attemptId,
      details: { expected: expected.seq, head: seq },
    });
  }

  /**
   * Adds entries: all of them or none. When this returns they are on the disk, and the session has been told.
   * @throws AppError `store/disk-full`, `log/not-json`, `log/impossible`: nothing has changed
   */
  commit(payloads: readonly (Work | Act)[]): Entry[] {
    const made: Entry[] = [];
    let head = this.head;
    for (const payload of payloads) {
      const entry = chainEntry(head, this.#ports.now(), payload);
      made.push(entry);
      head = entry;
    }
    const state = foldMore(this.#state, made);
    this.#ports.log.append(made);
    this.#state = state;
    this.#entries.push(...made);
    this.#saveHead();
    this.session.emit({ type: 'attempt.appended', attemptId: this.attemptId, entries: made });
    return made;
  }

  /** Waits for what is under way, then gives the log back. Idempotent. */
  close(): Promise<void> {
    return this.#next(async () => {
      this.#isClosed = true;
      this.#ports.log.close();
    });
  }

  #next<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#tail.then(task);
    this.#tail = run.catch(() => undefined);
    return run;
  }

  /** The entries are safe whatever comes of this: a head that stays behind is brought up by the next commit or opening. */
  #saveHead(): void {
    try {
      this.#ports.registry.saveHead(this.attemptId, this.head, summaryOf(this.#state, this.world.exercise));
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      this.#ports.hostLog.write('warning', 'head not saved', { code: thrown.code });
    }
  }
}

function readVerified(attemptId: string, ports: OpenAttemptPorts): Entry[] {
  const knownHead = ports.registry.head(attemptId);
  if (knownHead === null) throw damaged(ports, { attemptId, what: 'the head kept outside of the log is gone' });
  let entries: Entry[];
  try {
    entries = ports.log.read();
  } catch (thrown) {
    throw isUnreadable(thrown) ? damaged(ports, { attemptId, what: thrown.message }) : thrown;
  }
  const faults = verifyLog(entries, knownHead);
  if (faults.length === 0) return entries;
  const named = faults.slice(0, 20).map(({ kind, seq }) => `${kind} ${seq}`);
  throw damaged(ports, { attemptId, what: `${named.join(', ')}${faults.length > 20 ? ' and more' : ''}` });
}

function damaged({ registry, hostLog }: OpenAttemptPorts, about: { attemptId: string; what: string }): AppError {
  hostLog.write('error', 'case log damaged');
  registry.markDamaged(about.attemptId);
  return new AppError('attempt/damaged', `the case log is not as it was written: ${about.what}`, {
    subject: about.attemptId,
    details: { faults: about.what },
  });
}
