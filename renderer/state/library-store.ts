import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeEvent, ImportFailure, ScenarioCard, TraineeRecord } from '../../core/bridge/contract.ts';
import type { Bridge } from '../bridge.ts';

/** An import that is running. */
export interface ImportJob {
  readonly jobId: string;
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

export interface LibraryState {
  readonly trainees: readonly TraineeRecord[];
  readonly trainee: TraineeRecord | null;
  /** null until the first listing has arrived. */
  readonly cards: readonly ScenarioCard[] | null;
  readonly jobs: readonly ImportJob[];
  /** The last failed import, until the person has put it away. */
  readonly failure: Pick<ImportFailure, 'file' | 'problems'> | null;
  /** The scenario that the last import added. */
  readonly importedId: string | null;
}

/** Trainees, scenario cards and running imports of this window. Methods throw AppError. */
export class LibrarySession {
  readonly store: StoreApi<LibraryState> = createStore<LibraryState>(() => ({
    trainees: [],
    trainee: null,
    cards: null,
    jobs: [],
    failure: null,
    importedId: null,
  }));
  readonly #bridge: Bridge;
  readonly #language: () => string;
  readonly #stopEvents: () => void;
  /** A very small or very broken file may be through before the call that started it returns. */
  readonly #ended = new Set<string>();

  constructor(bridge: Bridge, language: () => string) {
    this.#bridge = bridge;
    this.#language = language;
    this.#stopEvents = bridge.onEvent((event) => this.#onEvent(event));
  }

  async loadTrainees(): Promise<readonly TraineeRecord[]> {
    const { trainees } = await this.#bridge.call('trainees.list', {});
    this.store.setState({ trainees });
    return trainees;
  }

  async createTrainee(name: string): Promise<TraineeRecord> {
    const { trainee } = await this.#bridge.call('trainees.create', { name });
    await this.loadTrainees();
    return trainee;
  }

  async choose(trainee: TraineeRecord): Promise<void> {
    this.store.setState({ trainee, cards: null });
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const { trainee } = this.store.getState();
    if (trainee === null) return;
    const { cards } = await this.#bridge.call('library.list', { traineeId: trainee.id, language: this.#language() });
    if (this.store.getState().trainee?.id === trainee.id) this.store.setState({ cards });
  }

  async openDialog(): Promise<void> {
    const { jobId } = await this.#bridge.call('library.openDialog', {});
    if (jobId !== null) this.#begin(jobId);
  }

  /** `media`: pictures the scenario brings; they are sent ahead one by one, each within what the bridge carries at once. */
  async importText(name: string, text: string, media: readonly File[] = []): Promise<void> {
    for (const file of media) await this.#bridge.call('library.putMedium', { name: file.name, base64: await base64Of(file) });
    const { jobId } = await this.#bridge.call('library.importText', { name, text, media: media.map((file) => file.name) });
    this.#begin(jobId);
  }

  async cancelImport(jobId: string): Promise<void> {
    await this.#bridge.call('library.cancelImport', { jobId });
  }

  /** A file that cannot even be sent: told like one that the host refuses. */
  refuse(file: string, problem: ImportFailure['problems'][number]): void {
    this.store.setState({ failure: { file, problems: [problem] } });
  }

  dismissFailure(): void {
    this.store.setState({ failure: null });
  }

  dispose(): void {
    this.#stopEvents();
  }

  #begin(jobId: string): void {
    if (this.#ended.has(jobId)) return;
    this.store.setState(({ jobs }) => {
      const isKnown = jobs.some((job) => job.jobId === jobId);
      return { jobs: isKnown ? jobs : [...jobs, { jobId, phase: 'queued', done: 0, total: 0 }], failure: null };
    });
  }

  #onEvent(event: BridgeEvent): void {
    if (event.type === 'import.progress') {
      const { jobId, phase, done, total } = event;
      this.store.setState(({ jobs }) => ({ jobs: [...jobs.filter((job) => job.jobId !== jobId), { jobId, phase, done, total }] }));
    } else if (event.type === 'import.done') {
      this.#end(event.jobId);
      this.store.setState({ importedId: event.scenarioId, failure: null });
    } else if (event.type === 'import.failed') {
      this.#end(event.jobId);
      if (!event.isCancelled) this.store.setState({ failure: event });
    }
  }

  #end(jobId: string): void {
    this.#ended.add(jobId);
    this.store.setState(({ jobs }) => ({ jobs: jobs.filter((job) => job.jobId !== jobId) }));
  }
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}
