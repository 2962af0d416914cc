import { formatBtc } from '../money.ts';
import type { Complaints } from './complaints.ts';
import { staticNames } from './event-names.ts';
import { type AnswerSource, type StepSource, toleranceSat } from './exercise-source.ts';
import type { Scenario } from './scenario.ts';
import type { SourcePath } from './source-text.ts';

/** What these checks look at. */
type Ways = Pick<Scenario, 'exercise'>;
type Answers = Pick<Scenario, 'actors' | 'story' | 'names' | 'exercise'>;

/** Decisions that decide something, and steps that can earn something on some way through the exercise. */
export function checkWays({ exercise: { steps } }: Ways, complaints: Complaints): void {
  steps.forEach((step, index) => {
    const path = ['exercise', 'steps', index];
    if (step.kind === 'decision') checkDecision(step, { path, later: steps.slice(index + 1), complaints });
    else if (!canEarn(step, steps)) {
      complaints.add([...path, 'points'], {
        code: 'language/worth-nothing',
        message: `the step "${step.id}" is worth 0 points on every way: whatever is answered, nothing is earned`,
        remedy: 'give it at least 1 point, or raise it in "revalues" of a decision above it',
      });
    }
  });
}

/** Whether the step is on the way after this option of the decision. */
const isOpenedBy = (step: StepSource, decision: StepSource, option: string): boolean =>
  step.when === undefined || step.when.step !== decision.id || [step.when.choice].flat().includes(option);

const worthAfter = (step: StepSource, decision: StepSource, option: string): number => decision.revalues[option]?.[step.id] ?? step.points;

function canEarn(step: StepSource, steps: readonly StepSource[]): boolean {
  const revaluing = steps.filter(({ kind, revalues }) => kind === 'decision' && Object.values(revalues).some((of) => step.id in of));
  const worths = (decision: StepSource): number[] =>
    decision.choices.filter(({ id }) => isOpenedBy(step, decision, id)).map(({ id }) => worthAfter(step, decision, id));
  return revaluing.length === 0 ? step.points > 0 : revaluing.some((decision) => worths(decision).some((points) => points > 0));
}

interface Deciding {
  readonly path: SourcePath;
  /** The steps below the decision. */
  readonly later: readonly StepSource[];
  readonly complaints: Complaints;
}

function checkDecision(decision: StepSource, { path, later, complaints }: Deciding): void {
  const consequences = (option: string): string =>
    later.map((step) => (isOpenedBy(step, decision, option) ? worthAfter(step, decision, option) : 'not on the way')).join();
  if (new Set(decision.choices.map(({ id }) => consequences(id))).size === 1) {
    complaints.add([...path, 'kind'], {
      code: 'language/no-consequence',
      message: `whatever is chosen in "${decision.id}", the steps that follow and what they are worth are the same`,
      remedy: `let a step below say "when: {step: ${decision.id}, choice: ${decision.choices[0]?.id ?? '...'}}", add "revalues", or make it a step of kind "choice"`,
    });
  }
  for (const [option, worths] of Object.entries(decision.revalues)) {
    for (const id of Object.keys(worths)) {
      const step = later.find((other) => other.id === id);
      if (step === undefined || isOpenedBy(step, decision, option)) continue;
      complaints.add([...path, 'revalues', option, id], {
        code: 'language/no-effect',
        message: `after "${option}" the step "${id}" is not on the way, so it does not matter what it is worth then`,
        remedy: `take it out, or name "${option}" in "when" of "${id}" too`,
      });
    }
  }
}

/** Answers that would let pass what is no answer: a tolerance as wide as the amount, a path of one member. */
export function checkAnswers(scenario: Answers, complaints: Complaints): void {
  const kinds = staticNames(scenario);
  scenario.exercise.steps.forEach((step, index) => {
    const path = ['exercise', 'steps', index];
    const answers: (readonly [AnswerSource, SourcePath])[] = [
      [step.answer, [...path, 'answer']],
      ...step.accept.map((answer, at) => [answer, [...path, 'accept', at]] as const),
    ];
    for (const [answer, at] of answers) {
      const members = [answer.path ?? []].flat();
      const isOne = members.length === 1 && ['address', 'transaction', 'output'].includes(kinds.get(members[0] ?? '') ?? '');
      if (isOne) complaints.add([...at, 'path'], pathTooShort);
    }
    const least = answers.map(([answer]) => leastAnswer(answer, scenario)).reduce(smaller, null);
    const tolerance = toleranceSat(step.tolerance ?? '0 sat');
    if (least !== null && tolerance >= least) complaints.add([...path, 'tolerance'], toleranceTooWide(tolerance, least));
  });
}

/** Also said of a world, where what the story does not tell beforehand is known (core/exercise/compile-exercise.ts). */
export const pathTooShort = {
  code: 'language/path-too-short',
  message: 'this path has a single member, so there is no way to follow',
  remedy: 'name two or more, or a set such as "peel.txs"; for a single thing use a step of its own kind',
} as const;

export const toleranceTooWide = (tolerance: bigint, least: bigint) =>
  ({
    code: 'language/tolerance-too-wide',
    message: `with a tolerance of ${formatBtc(tolerance)} an answer of 0 is right: the amount can be as small as ${formatBtc(least)}`,
    remedy: 'make the tolerance smaller than the amount, as in "0.001 BTC"; left out, only the exact amount is right',
  }) as const;

const smaller = (left: bigint | null, right: bigint | null): bigint | null =>
  left === null || (right !== null && right < left) ? right : left;

/** The smallest an amount can fall out, as far as the story tells beforehand; null when it does not. */
function leastAnswer({ amount }: AnswerSource, scenario: Answers): bigint | null {
  return amount === undefined ? null : leastSum([amount].flat(), scenario, 0);
}

function leastSum(names: readonly string[], scenario: Answers, depth: number): bigint | null {
  const parts = names.map((name) => leastAmount(name, scenario, depth));
  return parts.reduce<bigint | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0n);
}

/** A name may stand for another one; deeper than this they go in a circle. */
const depthMax = 20;

function leastAmount(name: string, scenario: Answers, depth: number): bigint | null {
  if (depth > depthMax) return null;
  const event = scenario.story.find(({ id }) => name === `${id}.amount`);
  if (event?.verb === 'pay') return event.pay.from;
  if (event?.verb === 'withdraw') return event.withdraw.from;
  const extra = scenario.names[name];
  if (extra === undefined) return null;
  if ('same-as' in extra) return leastAmount(extra['same-as'], scenario, depth + 1);
  return 'sum' in extra ? leastSum(extra.sum, scenario, depth + 1) : null;
}
