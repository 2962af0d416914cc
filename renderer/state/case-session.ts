import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallInput, Head } from '../../core/bridge/contract.ts';
import type { Briefing, ExerciseView, Subgraph } from '../../core/bridge/views.ts';
import type { CaseState } from '../../core/case/case-state.ts';
import type { Entry, Work } from '../../core/case/entry.ts';
import { foldCase, foldMore } from '../../core/case/fold.ts';
import { AppError } from '../../core/errors.ts';
import type { Bridge } from '../bridge.ts';
import { emptyLedger, type LedgerCache, loadLedger, mergeSubgraph } from './ledger-cache.ts';

/** The open attempt: its log, what the log folds to, and the part of the ledger that the case has on its graph. */
export interface CaseData {
  readonly attemptId: string;
  /** The log, folded. */
  readonly state: CaseState;
  readonly briefing: Briefing;
  readonly exercise: ExerciseView;
  readonly ledger: LedgerCache;
}

export interface CaseStoreState {
  readonly data: CaseData | null;
  /** An act is on its way: what would race with it waits. */
  readonly acting: boolean;
}

export type Act =
  | { readonly call: 'exercise.submit'; readonly input: Pick<CallInput<'exercise.submit'>, 'stepId' | 'answer'> }
  | { readonly call: 'exercise.buyHint'; readonly input: Pick<CallInput<'exercise.buyHint'>, 'stepId' | 'hint'> }
  | { readonly call: 'exercise.reveal'; readonly input: Pick<CallInput<'exercise.reveal'>, 'stepId'> }
  | { readonly call: 'exercise.finish'; readonly input: Record<never, never> };

/**
 * One case at a time per window: folds the log the host hands out and sends every change back on the head it was made on.
 * All methods throw AppError; nothing is shown here.
 */
export class CaseSession {
  readonly store: StoreApi<CaseStoreState> = createStore<CaseStoreState>(() => ({ data: null, acting: false }));
  readonly #bridge: Bridge;
  readonly #stopEvents: () => void;
  /** Changes go out one after the other, so that each one knows the head that the one before it made. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.#stopEvents = bridge.onEvent((event) => {
      if (event.type === 'attempt.appended') this.#onAppended(event.attemptId, event.entries);
    });
  }

  /** The open case. Throws `case/none-open` when there is none. */
  get data(): CaseData {
    const { data } = this.store.getState();
    if (data === null) throw new AppError('case/none-open', 'No attempt is open in this window.');
    return data;
  }

  async open(attemptId: string, language: string): Promise<void> {
    const opened = await this.#bridge.call('attempt.open', { attemptId, language });
    const state = foldCase(opened.entries);
    const data: CaseData = {
      attemptId,
      state,
      briefing: opened.briefing,
      exercise: opened.exercise,
      ledger: emptyLedger(state.clockMs),
    };
    this.store.setState({ data: { ...data, ledger: await loadLedger(this.#bridge, data) } });
  }

  /** The texts of the open case in another language; log, graph and drafts stay as they are. */
  readIn(language: string): Promise<void> {
    return this.#inOrder(async ({ attemptId }) => {
      const { entries, briefing, exercise } = await this.#bridge.call('attempt.open', { attemptId, language });
      await this.#take(entries, { briefing, exercise });
    });
  }

  /** Waits for what is on its way, then lets the attempt go, so that another window may take it. */
  async close(): Promise<void> {
    await this.#tail.catch(() => undefined);
    const { data } = this.store.getState();
    if (data === null) return;
    this.store.setState({ data: null });
    await this.#bridge.call('attempt.close', { attemptId: data.attemptId });
  }

  /** Commits one undoable change. Resolves once it is on disk and folded. `known`: ledger data that the change's question brought along. */
  append(work: Work, known?: Subgraph): Promise<void> {
    return this.#inOrder(async (onHead) => {
      const { entries } = await this.#bridge.call('attempt.append', { ...onHead, work });
      await this.#take(entries, { known });
    });
  }

  /** Commits an act: final, graded or paid for. */
  act(act: Act): Promise<void> {
    this.store.setState({ acting: true });
    return this.#inOrder(async (onHead) => {
      const { entries, exercise } = await this.#sendAct(act, onHead);
      await this.#take(entries, { exercise });
    }).finally(() => this.store.setState({ acting: false }));
  }

  dispose(): void {
    this.#stopEvents();
  }

  /**
   * Waits behind what is under way: entries of this window's own are known by then, from the reply; the rest is an instructor's act or
   * another view's work.
   */
  #onAppended(attemptId: string, entries: readonly Entry[]): void {
    if (attemptId !== this.store.getState().data?.attemptId) return;
    void this.#inOrder(async (onHead) => {
      if (onHead.attemptId === attemptId) await this.#takeForeign(entries);
    }).catch(() => undefined);
  }

  #sendAct(act: Act, onHead: { attemptId: string; expectedHead: Head }) {
    switch (act.call) {
      case 'exercise.submit':
        return this.#bridge.call(act.call, { ...onHead, ...act.input });
      case 'exercise.buyHint':
        return this.#bridge.call(act.call, { ...onHead, ...act.input });
      case 'exercise.reveal':
        return this.#bridge.call(act.call, { ...onHead, ...act.input });
      case 'exercise.finish':
        return this.#bridge.call(act.call, onHead);
    }
  }

  #inOrder(task: (onHead: { attemptId: string; expectedHead: Head }) => Promise<void>): Promise<void> {
    const run = this.#tail
      .catch(() => undefined)
      .then(async () => {
        const { attemptId, state } = this.data;
        await task({ attemptId, expectedHead: state.head });
      })
      .catch(async (thrown: unknown) => {
        if (thrown instanceof AppError && thrown.code === 'log/head-moved') await this.#catchUp();
        throw thrown;
      });
    this.#tail = run.catch(() => undefined);
    return run;
  }

  /** Somebody else moved the head (a second view of the same session): take what is missing, so that the next try fits. */
  async #catchUp(): Promise<void> {
    const { attemptId, state } = this.data;
    const { entries } = await this.#bridge.call('attempt.entries', { attemptId, afterSeq: state.head.seq });
    await this.#takeForeign(entries);
  }

  async #takeForeign(entries: readonly Entry[]): Promise<void> {
    if (entries.every((entry) => entry.seq <= this.data.state.head.seq)) return;
    await this.#take(entries, { exercise: await this.#bridge.call('exercise.view', { attemptId: this.data.attemptId }) });
  }

  /**
   * Folds entries that are new here (the same ones arrive as the reply and as an event) and loads what the ledger says about their nodes
   * before anything is shown: nothing is laid out, counted or listed from half of it.
   */
  async #take(
    entries: readonly Entry[],
    news: { known?: Subgraph | undefined; briefing?: Briefing; exercise?: ExerciseView },
  ): Promise<void> {
    const { data } = this;
    const { briefing = data.briefing, exercise = data.exercise } = news;
    const fresh = entries.filter((entry) => entry.seq > data.state.head.seq);
    const state = foldMore(data.state, fresh);
    const ledger = news.known === undefined ? data.ledger : mergeSubgraph(data.ledger, news.known);
    const loaded = await loadLedger(this.#bridge, { attemptId: data.attemptId, state, ledger });
    this.store.setState({ data: { ...data, state, ledger: loaded, briefing, exercise } });
  }
}
