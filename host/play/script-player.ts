import type { StepView } from '../../core/bridge/views.ts';
import type { Answer } from '../../core/case/answer.ts';
import { AppError } from '../../core/errors.ts';
import { answerByRule } from './answer-by-rule.ts';
import { applyRule } from './apply-rule.ts';
import { Notebook } from './found.ts';
import type { PlaySession } from './play-session.ts';
import type { Player } from './player.ts';
import type { Rule, Script } from './script-language.ts';

/** An investigator who follows a script: does the rules of the step that is open, and answers from what they found. */
export class ScriptPlayer implements Player {
  readonly #script: Script;
  readonly #notebook = new Notebook();

  constructor(script: Script) {
    this.#script = script;
  }

  async answer(step: StepView, session: PlaySession): Promise<Answer | null> {
    // A script has one answer to a step. Giving the step up after a try would throw away what that try earned.
    if (step.triesUsed > 0) return step.lastAnswer;
    const index = this.#script.steps.findIndex((known) => known.step === step.id);
    const scripted = this.#script.steps[index];
    if (scripted === undefined) return null;
    for (const [place, rule] of scripted.do.entries()) {
      await inContext(`${scripted.step}, rule ${place + 1} (${verbOf(rule)})`, () =>
        applyRule(rule, { session, notebook: this.#notebook }),
      );
    }
    return inContext(`${scripted.step}, answer`, async () => answerByRule(step, scripted.answer, this.#notebook));
  }
}

const verbOf = (rule: Rule): string => Object.keys(rule).find((key) => key !== 'let') ?? '';

/** Says in which step and rule of the script something failed. */
async function inContext<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError(thrown.code, `step ${where}: ${thrown.message}`, {
      cause: thrown,
      ...(thrown.subject === undefined ? {} : { subject: thrown.subject }),
    });
  }
}
