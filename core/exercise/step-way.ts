import type { CaseState, StepState } from '../case/case-state.ts';
import type { ExercisePart, ExerciseStep } from './exercise-part.ts';
import { fullScorePpm } from './partial-credit.ts';

/** The steps an attempt goes through and what they are worth, read from the decisions in its log. Never from the truth. */

export type SteppedState = Pick<CaseState, 'steps'>;

/** The option submitted in a decision; null while it is open, or when it was given up. */
function decided(state: SteppedState, stepId: string): string | null {
  const answer = state.steps.find((step) => step.stepId === stepId)?.submissions[0]?.answer;
  return answer?.kind === 'decision' ? answer.choice : null;
}

/** Steps on the way chosen so far, the unopened ones included. A step that hangs on a decision not yet taken is not among them. */
export function stepsOnWay(part: ExercisePart, state: SteppedState): ExerciseStep[] {
  return part.steps.filter((step) => {
    if (step.when === null) return true;
    const choice = decided(state, step.when.step);
    return choice !== null && step.when.choice.includes(choice);
  });
}

/** Points a step is worth after the decisions taken; of two decisions that change it the later one holds. */
export function stepMaxPoints(part: ExercisePart, state: SteppedState, stepId: string): number {
  let points = part.steps.find((step) => step.id === stepId)?.points ?? 0;
  for (const step of part.steps) {
    const choice = step.kind === 'decision' ? decided(state, step.id) : null;
    const changed = choice === null ? undefined : step.revalues[choice]?.[stepId];
    if (changed !== undefined) points = changed;
  }
  return points;
}

/** The first step on the way that has not been opened; null when there is none left. */
export function nextStep(part: ExercisePart, state: SteppedState): ExerciseStep | null {
  const opened = new Set(state.steps.map((step) => step.stepId));
  return stepsOnWay(part, state).find((step) => !opened.has(step.id)) ?? null;
}

/** What one submission earns, before hints: each try is worth half the one before. Rounded down. */
export function submissionPoints(maxPoints: number, scorePpm: number, tryNumber: number): number {
  return Math.floor((maxPoints * scorePpm) / (fullScorePpm * 2 ** (tryNumber - 1)));
}

/** Points of a step: its best submission less the hints bought, never below 0. A step given up earns 0. */
export function stepPoints(step: Pick<StepState, 'closedWhy' | 'hintCost'>, submissionsPoints: readonly number[]): number {
  if (step.closedWhy === 'revealed') return 0;
  return Math.max(0, Math.max(0, ...submissionsPoints) - step.hintCost);
}
