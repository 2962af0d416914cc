import type { CaseState } from '../../core/case/case-state.ts';
import type { ExercisePart } from '../../core/exercise/exercise-part.ts';
import { percentOf } from '../../core/exercise/grade-log.ts';
import { stepMaxPoints, stepPoints, stepsOnWay } from '../../core/exercise/step-way.ts';
import type { AttemptSummary } from '../store/registry.ts';

/** What the library shows of an attempt, from its log alone. Points of recorded answers are 0 until they are graded. */
export function summaryOf(state: CaseState, part: ExercisePart): AttemptSummary {
  const onWay = stepsOnWay(part, state);
  const points = state.steps.reduce((sum, step) => {
    const earned = step.submissions.map((submission) => submission.points);
    return sum + stepPoints(step, earned);
  }, 0);
  const max = onWay.reduce((sum, step) => sum + stepMaxPoints(part, state, step.id), 0);
  return {
    state: state.finished ? 'done' : 'under-way',
    stepNumber: Math.max(1, state.steps.length),
    stepCount: onWay.length,
    percent: percentOf(points, max),
  };
}
