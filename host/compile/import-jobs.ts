import { AppError } from '../../core/errors.ts';
import type { EventDraft, Session } from '../bridge/session.ts';
import type { Registry } from '../store/registry.ts';
import type { WorldStore } from '../worlds/world-store.ts';
import { type CompileOutcome, type CompilePort, failure, type RunningCompile } from './compile-port.ts';
import { readScenarioFile, type ScenarioSource } from './scenario-file.ts';
import { StagedMedia } from './staged-media.ts';

/** Seed of worlds compiled from an opened source: the same file gives the same world on every computer. */
const openedSeed = '1';
/** Compiling at once for one session; more wait for nobody and are refused. */
const jobsMax = 4;

export interface ImportJobsPorts {
  readonly worlds: WorldStore;
  readonly registry: Registry;
  readonly compile: CompilePort;
  readonly newId: () => string;
  readonly now: () => number;
  /** To every session: the library has changed. */
  readonly announce: (event: EventDraft) => void;
}

interface Job {
  readonly session: Session;
  readonly file: string;
  running: RunningCompile | null;
  isCancelled: boolean;
}

/** Opens scenario sources: reads, compiles in the background, and puts the world into the library. A broken one changes nothing. */
export class ImportJobs {
  readonly #ports: ImportJobsPorts;
  readonly #jobs = new Map<string, Job>();
  readonly #staged = new WeakMap<Session, StagedMedia>();

  constructor(ports: ImportJobsPorts) {
    this.#ports = ports;
  }

  /** Keeps a picture for the session's next import. @throws AppError `import/too-many-media` */
  putMedium(session: Session, medium: { name: string; base64: string }): void {
    const staged = this.#staged.get(session) ?? new StagedMedia();
    this.#staged.set(session, staged);
    staged.put(medium.name, medium.base64);
  }

  /**
   * A scenario source as text, with pictures put before. Returns the job; all else comes as events to the session.
   * @throws AppError `import/unknown-medium`, `import/too-many`
   */
  startText(session: Session, { name, text, media }: { name: string; text: string; media: readonly string[] }): string {
    const taken = (this.#staged.get(session) ?? new StagedMedia()).take(media);
    return this.#start(session, name, async () => ({ fileName: name, text, media: taken }));
  }

  /** A file or folder of this computer. */
  startFile(session: Session, path: string): string {
    return this.#start(session, path, () => readScenarioFile(path));
  }

  /** @throws AppError `import/unknown-job` */
  cancel(session: Session, jobId: string): void {
    const job = this.#jobs.get(jobId);
    if (job === undefined || job.session !== session)
      throw new AppError('import/unknown-job', 'no such import is under way', { subject: jobId });
    job.isCancelled = true;
    job.running?.cancel();
  }

  /** When a session ends: its imports stop, and what it has sent ahead is forgotten. */
  cancelAllOf(session: Session): void {
    this.#staged.delete(session);
    for (const [jobId, job] of this.#jobs) if (job.session === session) this.cancel(session, jobId);
  }

  #start(session: Session, file: string, read: () => Promise<ScenarioSource>): string {
    if ([...this.#jobs.values()].filter((job) => job.session === session).length >= jobsMax) {
      throw new AppError('import/too-many', `${jobsMax} imports are under way; wait for one of them or cancel it`);
    }
    const jobId = this.#ports.newId();
    const job: Job = { session, file, running: null, isCancelled: false };
    this.#jobs.set(jobId, job);
    void this.#run(jobId, job, read).finally(() => this.#jobs.delete(jobId));
    return jobId;
  }

  async #run(jobId: string, job: Job, read: () => Promise<ScenarioSource>): Promise<void> {
    try {
      const source = await read();
      const folder = this.#ports.worlds.draftFolder(jobId);
      job.running = this.#ports.compile({ ...source, seed: openedSeed, folder }, (progress) =>
        job.session.emit({ type: 'import.progress', jobId, ...progress }),
      );
      if (job.isCancelled) job.running.cancel();
      const outcome = await job.running.outcome;
      if (outcome.isDone) await this.#finish(jobId, { job, folder, fileName: source.fileName });
      else this.#fail(jobId, job, outcome);
    } catch (thrown) {
      this.#fail(jobId, job, failure(thrown));
    }
  }

  async #finish(jobId: string, made: { job: Job; folder: string; fileName: string }): Promise<void> {
    const { worlds, registry, now, announce } = this.#ports;
    const world = await worlds.adopt(made.folder);
    const { scenarioId } = world.exercise;
    const shipped = await worlds.shipped();
    // A changed copy of a shipped scenario stands beside it, never in its place.
    const isTaken = shipped.some((other) => other.exercise.scenarioId === scenarioId);
    const libraryId = isTaken ? `${scenarioId.slice(0, 55)}-opened` : scenarioId;
    registry.putScenario({ libraryId, worldKey: world.worldKey, fileName: made.fileName, openedMs: now() });
    made.job.session.emit({ type: 'import.done', jobId, scenarioId: libraryId });
    announce({ type: 'library.changed' });
  }

  #fail(jobId: string, job: Job, outcome: Extract<CompileOutcome, { isDone: false }>): void {
    const problems = outcome.problems.map((problem) => ({ ...problem }));
    job.session.emit({ type: 'import.failed', jobId, file: job.file, isCancelled: outcome.isCancelled || job.isCancelled, problems });
  }
}
