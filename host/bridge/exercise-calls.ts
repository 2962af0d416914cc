import type { CallOutput } from '../../core/bridge/contract.ts';
import type { ExerciseView } from '../../core/bridge/views.ts';
import type { Answer } from '../../core/case/answer.ts';
import type { Act } from '../../core/case/entry.ts';
import type { LogHead } from '../../core/case/hash-chain.ts';
import type { AnswerKey, ExerciseStep } from '../../core/exercise/exercise-part.ts';
import { exerciseView } from '../../core/exercise/exercise-view.ts';
import { gradeAnswer, recordedGrade } from '../../core/exercise/grade-answer.ts';
import { buyHintActs, finishActs, revealActs, submitActs } from '../../core/exercise/next-acts.ts';
import type { AttemptDesk } from '../attempts/attempt-desk.ts';
import type { OpenAttempt } from '../attempts/open-attempt.ts';
import type { LedgerPort } from '../ledger/ledger-port.ts';
import type { TruthVault } from '../worlds/truth-vault.ts';
import type { HandlersOf } from './handlers.ts';
import type { EventDraft, Session } from './session.ts';

export interface ExercisePorts {
  readonly desk: AttemptDesk;
  readonly ledger: LedgerPort;
  readonly vault: TruthVault;
  /** To every session. */
  readonly announce: (event: EventDraft) => void;
}

/** Acts of the exercise, and what a trainee may see of it now. The one reader of the answer key while an attempt runs. */
export class ExerciseDesk {
  readonly #ports: ExercisePorts;

  constructor(ports: ExercisePorts) {
    this.#ports = ports;
  }

  async view(attempt: OpenAttempt): Promise<ExerciseView> {
    const { ledger } = this.#ports;
    const { state, world, language } = attempt;
    const asOfMs = state.clockMs;
    return exerciseView({
      state,
      part: world.exercise,
      key: await this.#key(attempt),
      language,
      evidence: {
        transaction: (txid) => ledger.ask(world.worldKey, 'transaction', { asOfMs, txid }),
        address: (address) => ledger.ask(world.worldKey, 'address', { asOfMs, address }),
        changeCandidates: (txid) => ledger.ask(world.worldKey, 'changeCandidates', { asOfMs, txid }),
      },
    });
  }

  /** The acts that follow, written together, and the exercise as it is then. */
  async act(
    session: Session,
    on: { readonly attemptId: string; readonly expectedHead: LogHead },
    acts: (attempt: OpenAttempt, key: AnswerKey | null) => Act[],
  ): Promise<CallOutput<'exercise.submit'>> {
    const attempt = await this.#ports.desk.held(session, on.attemptId);
    return attempt.inTurn(async () => {
      attempt.requireHead(on.expectedHead);
      const entries = attempt.commit(acts(attempt, await this.#key(attempt)));
      if (attempt.state.finished) this.#ports.announce({ type: 'library.changed' });
      return { entries, head: attempt.head, exercise: await this.view(attempt) };
    });
  }

  async #key(attempt: OpenAttempt): Promise<AnswerKey | null> {
    return (await this.#ports.vault.open(attempt.world))?.key ?? null;
  }
}

/** null where the truth part is absent: answers are recorded. */
function graderOf(key: AnswerKey | null) {
  if (key === null) return null;
  return (step: ExerciseStep, answer: Answer) => {
    const entry = key.steps[step.id];
    return entry === undefined ? recordedGrade : gradeAnswer(step, entry, answer);
  };
}

export function exerciseCalls(exercises: ExerciseDesk, desk: AttemptDesk): HandlersOf<'exercise'> {
  return {
    'exercise.view': async (session, { attemptId }) => exercises.view(await desk.held(session, attemptId)),
    'exercise.submit': (session, { stepId, answer, ...on }) =>
      exercises.act(session, on, ({ state, world }, key) =>
        submitActs({ state, part: world.exercise, stepId, answer, grade: graderOf(key) }),
      ),
    'exercise.buyHint': (session, { stepId, hint, ...on }) =>
      exercises.act(session, on, ({ state, world }) => buyHintActs(state, world.exercise, { stepId, hint })),
    'exercise.reveal': (session, { stepId, ...on }) =>
      exercises.act(session, on, ({ state, world }) => revealActs(state, world.exercise, stepId)),
    'exercise.finish': (session, on) => exercises.act(session, on, ({ state, world }) => finishActs(state, world.exercise)),
  };
}
