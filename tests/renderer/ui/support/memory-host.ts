import type { BridgeEvent, CallInput, CallName, CallOutput, ScenarioCard, TraineeRecord } from '../../../../core/bridge/contract.ts';
import { calls } from '../../../../core/bridge/contract.ts';
import type { Act, Entry, Work } from '../../../../core/case/entry.ts';
import { foldCase } from '../../../../core/case/fold.ts';
import { chainEntry, headOf } from '../../../../core/case/hash-chain.ts';
import { rawTxFields } from '../../../../core/chain/bitcoin/raw-fields.ts';
import { AppError, errorData } from '../../../../core/errors.ts';
import { debrief } from '../../../../core/exercise/debrief.ts';
import { briefingView, exerciseView } from '../../../../core/exercise/exercise-view.ts';
import { gradeAnswer } from '../../../../core/exercise/grade-answer.ts';
import { beginActs, buyHintActs, finishActs, revealActs, submitActs } from '../../../../core/exercise/next-acts.ts';
import { compileScenario } from '../../../../core/pack/compile-scenario.ts';
import { changeCandidates } from '../../../../core/trace/change-candidates.ts';
import { coSpend } from '../../../../core/trace/co-spend.ts';
import { expand } from '../../../../core/trace/expand.ts';
import { LedgerIndex } from '../../../../core/trace/ledger-index.ts';
import { addressTxs, addressView, subgraph, txView } from '../../../../core/trace/ledger-views.ts';
import { searchIds } from '../../../../core/trace/search-ids.ts';
import type { ExposedBridge } from '../../../../renderer/bridge.ts';
import { openWorld } from '../../../support/open-world.ts';
import { hostileSvg, tenKinds } from './ten-kinds.ts';

type Handlers = { readonly [N in CallName]?: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>> };
type EventDraft = BridgeEvent extends infer E ? (E extends BridgeEvent ? Omit<E, 'seq'> : never) : never;

export const attemptId = 'attempt-1';

/** The compiler refuses a picture with a script; the window must stand one all the same. */
function compiledWorld() {
  const harmless = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
  const media = new Map([['photo.svg', harmless]]);
  const opened = openWorld(compileScenario({ text: JSON.stringify(tenKinds), fileName: 'ten-kinds.yaml', seed: '7', media }));
  const { briefing } = opened.exercise;
  const exhibits = briefing.exhibits.map((exhibit) =>
    exhibit.imageDataUrl === null ? exhibit : { ...exhibit, imageDataUrl: `data:image/svg+xml;base64,${btoa(hostileSvg)}` },
  );
  return { ...opened, exercise: { ...opened.exercise, briefing: { ...briefing, exhibits } } };
}

let shared: ReturnType<typeof compiledWorld> | null = null;
const world = () => (shared ??= compiledWorld());

/**
 * A host in the page: the real ledger, log, exercise and grading over a world compiled here; only the disk is missing.
 * `overrides` replace calls, `fail` makes one call fail.
 */
export class MemoryHost implements ExposedBridge {
  readonly world = world();
  readonly trainees: TraineeRecord[] = [];
  cards: ScenarioCard[] = [this.card()];
  entries: Entry[] = [];
  readonly calls: { readonly name: string; readonly input: unknown }[] = [];
  readonly #index = new LedgerIndex(this.world.blocks, this.world.registers.tags);
  readonly #listeners = new Set<(event: unknown) => void>();
  readonly #failures = new Map<string, AppError>();
  #seq = 0;
  #language = 'en';
  #atMs = 1_760_000_000_000;

  /** The next call of that name fails with this error. */
  failNext(name: CallName, error: AppError): void {
    this.#failures.set(name, error);
  }

  emit(event: EventDraft): void {
    this.#seq += 1;
    for (const listener of this.#listeners) listener({ ...event, seq: this.#seq });
  }

  /** What an author's truth name stands for. */
  truth(name: string) {
    const found = this.world.truth.names[name];
    if (found === undefined) throw new Error(`no truth named ${name}`);
    return found;
  }

  get state() {
    return foldCase(this.entries);
  }

  /** Work as the screens would append it. */
  work(...works: Work[]): void {
    for (const work of works) this.#write([work]);
  }

  begin(): void {
    this.#write(beginActs(this.world.exercise, { traineeId: 'trainee-1', worldKey: this.world.manifest.worldKey }));
  }

  onEvent(listener: (event: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async call(name: string, input: unknown): Promise<unknown> {
    this.calls.push({ name, input });
    try {
      const failure = this.#failures.get(name);
      this.#failures.delete(name);
      if (failure !== undefined) throw failure;
      const contract = calls[name as CallName];
      const handler = this.#handlers()[name as CallName] as ((input: unknown) => unknown) | undefined;
      if (handler === undefined) throw new AppError('bridge/unknown-call', `no call ${name}`);
      return { ok: true, value: contract.output.parse(await handler(contract.input.parse(input))) };
    } catch (thrown) {
      return { ok: false, error: errorData(thrown) };
    }
  }

  card(attempts: ScenarioCard['attempts'] = []): ScenarioCard {
    const { exercise } = this.world;
    return {
      scenarioId: exercise.scenarioId,
      title: 'Ten kinds of answer',
      story: 'A payment, and where it went.',
      level: exercise.level,
      skills: exercise.skills,
      chains: exercise.chains,
      estimatedMinutes: exercise.estimatedMinutes,
      languages: exercise.languages,
      language: 'en',
      origin: 'shipped',
      stepCount: exercise.steps.length,
      attempts,
    };
  }

  #write(payloads: readonly (Work | Act)[]): Entry[] {
    const added: Entry[] = [];
    for (const payload of payloads) {
      const entry = chainEntry(headOf(this.entries), (this.#atMs += 1000), payload);
      this.entries = [...this.entries, entry];
      added.push(entry);
    }
    return added;
  }

  #appended(entries: readonly Entry[]) {
    return { entries: [...entries], head: headOf(this.entries) };
  }

  #view() {
    const { state } = this;
    const asOfMs = state.clockMs;
    return exerciseView({
      state,
      part: this.world.exercise,
      key: this.world.truth.key,
      language: this.#language,
      evidence: {
        transaction: async (txid) => txView(this.#index, txid, asOfMs),
        address: async (address) => addressView(this.#index, address, asOfMs),
        changeCandidates: async (txid) => changeCandidates(this.#index, txid, asOfMs),
      },
    });
  }

  async #act(acts: readonly Act[]) {
    return { ...this.#appended(this.#write(acts)), exercise: await this.#view() };
  }

  #handlers(): Handlers {
    return { ...this.#shellCalls(), ...this.#attemptCalls(), ...this.#ledgerCalls(), ...this.#exerciseCalls() };
  }

  #shellCalls(): Handlers {
    return {
      'app.info': () => ({ version: '0.1.0', runtime: 'Chromium', isElectron: false, dataFolder: '/data', contractVersion: 1 as const }),
      'app.saveDiagnostics': () => ({ savedTo: '/data/diagnostics.txt' }),
      'trainees.list': () => ({ trainees: [...this.trainees] }),
      'trainees.create': ({ name }) => {
        const trainee = { id: `trainee-${this.trainees.length + 1}`, name };
        this.trainees.push(trainee);
        return { trainee };
      },
      'library.list': () => ({ cards: this.cards }),
      'library.openDialog': () => ({ jobId: 'job-1' }),
      'library.putMedium': () => ({}),
      'library.importText': () => ({ jobId: 'job-1' }),
      'library.cancelImport': () => ({}),
    };
  }

  #attemptCalls(): Handlers {
    return {
      'attempt.start': () => {
        this.entries = [];
        this.begin();
        return { attemptId };
      },
      'attempt.open': async ({ language }) => {
        this.#language = language;
        return { ...this.#appended(this.entries), briefing: briefingView(this.world.exercise, language), exercise: await this.#view() };
      },
      'attempt.close': () => ({}),
      'attempt.entries': ({ afterSeq }) => this.#appended(this.entries.filter((entry) => entry.seq > afterSeq)),
      'attempt.append': ({ expectedHead, work }) => {
        if (expectedHead.seq !== headOf(this.entries).seq) throw new AppError('log/head-moved', 'the head has moved');
        return this.#appended(this.#write([work]));
      },
    };
  }

  #ledgerCalls(): Handlers {
    const index = this.#index;
    return {
      'ledger.subgraph': ({ nodes, asOfMs }) => subgraph(index, nodes, asOfMs),
      'ledger.address': ({ address, asOfMs }) => addressView(index, address, asOfMs),
      'ledger.addressTxs': (query) => addressTxs(index, query),
      'ledger.expand': (query) => expand(index, query),
      'ledger.changeCandidates': ({ txid, asOfMs }) => changeCandidates(index, txid, asOfMs),
      'ledger.coSpend': ({ address, asOfMs }) => coSpend(index, address, asOfMs),
      'ledger.search': (query) => searchIds(index, query),
      'ledger.rawTx': ({ txid, asOfMs }) => {
        const ledger = index.asOf(asOfMs);
        const raw = ledger.raw(ledger.tx(txid));
        const hex = [...raw].map((byte) => byte.toString(16).padStart(2, '0')).join('');
        return { txid, hex, fields: rawTxFields(raw).map((field) => ({ ...field })) };
      },
    };
  }

  #exerciseCalls(): Handlers {
    const { exercise: part, truth } = this.world;
    return {
      'exercise.view': () => this.#view(),
      'exercise.submit': ({ stepId, answer }) =>
        this.#act(
          submitActs({
            state: this.state,
            part,
            stepId,
            answer,
            grade: (step, given) => gradeAnswer(step, truth.key.steps[step.id] as never, given),
          }),
        ),
      'exercise.buyHint': ({ stepId, hint }) => this.#act(buyHintActs(this.state, part, { stepId, hint })),
      'exercise.reveal': ({ stepId }) => this.#act(revealActs(this.state, part, stepId)),
      'exercise.finish': () => this.#act(finishActs(this.state, part)),
      'debrief.get': ({ language }) =>
        debrief({
          state: this.state,
          part,
          key: truth.key,
          language,
          sources: {
            subgraph: async (nodes) => subgraph(this.#index, nodes, Number.MAX_SAFE_INTEGER / 4),
            control: (address) => {
              const actor = truth.actors[truth.control[address] ?? -1];
              return actor === undefined ? null : { actor: actor.name, role: actor.role };
            },
          },
        }),
    };
  }
}
