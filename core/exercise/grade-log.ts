import type { Answer } from '../case/answer.ts';
import type { StepState } from '../case/case-state.ts';
import type { Entry } from '../case/entry.ts';
import { foldCase } from '../case/fold.ts';
import type { AnswerKey, ExercisePart, ExerciseStep } from './exercise-part.ts';
import { gradeAnswer, type Verdict } from './grade-answer.ts';
import { type SteppedState, stepMaxPoints, stepPoints, stepsOnWay, submissionPoints } from './step-way.ts';

export interface StepGrade {
  readonly id: string;
  readonly kind: ExerciseStep['kind'];
  readonly points: number;
  readonly max: number;
  /** Of the last submission; null when there was none. */
  readonly verdict: Verdict | null;
  readonly answer: Answer | null;
}

export interface AttemptGrade {
  readonly points: number;
  readonly max: number;
  /** 0..100 with one decimal. */
  readonly percent: number;
  /** Every step on the way chosen, opened or not. */
  readonly steps: readonly StepGrade[];
}

/** Grades a whole log. @throws AppError `log/empty`, `log/impossible` */
export function gradeLog(entries: readonly Entry[], part: ExercisePart, key: AnswerKey): AttemptGrade {
  return gradeAttempt(foldCase(entries), part, key);
}

/**
 * Grades a folded log from its submissions and the key alone, whatever verdicts it carries. Gives the points of live grading, and
 * grades an attempt that was only recorded.
 */
export function gradeAttempt(state: SteppedState, part: ExercisePart, key: AnswerKey): AttemptGrade {
  const steps = stepsOnWay(part, state).map((step): StepGrade => {
    const max = stepMaxPoints(part, state, step.id);
    const progress = state.steps.find((known) => known.stepId === step.id);
    if (progress === undefined) return { id: step.id, kind: step.kind, points: 0, max, verdict: null, answer: null };
    return { id: step.id, kind: step.kind, max, ...gradeStep(step, progress, { max, key }) };
  });
  const points = steps.reduce((sum, step) => sum + step.points, 0);
  const max = steps.reduce((sum, step) => sum + step.max, 0);
  return { points, max, percent: percentOf(points, max), steps };
}

/** One decimal, rounded half up; 0 of 0 is 0. */
export function percentOf(points: number, max: number): number {
  return max === 0 ? 0 : Math.round((points * 1000) / max) / 10;
}

function gradeStep(
  step: ExerciseStep,
  progress: StepState,
  { max, key }: { max: number; key: AnswerKey },
): Pick<StepGrade, 'points' | 'verdict' | 'answer'> {
  const entry = key.steps[step.id];
  const grades = progress.submissions.map((submission, index) => {
    const grade = entry === undefined ? null : gradeAnswer(step, entry, submission.answer);
    return { verdict: grade?.verdict ?? null, points: submissionPoints(max, grade?.scorePpm ?? 0, index + 1) };
  });
  const points = stepPoints(
    progress,
    grades.map((grade) => grade.points),
  );
  return { points, verdict: grades.at(-1)?.verdict ?? null, answer: progress.submissions.at(-1)?.answer ?? null };
}
