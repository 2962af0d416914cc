import type { Answer } from '../case/answer.ts';
import type { CaseState, StepState } from '../case/case-state.ts';
import type { Act } from '../case/entry.ts';
import { AppError } from '../errors.ts';
import type { ExercisePart, ExerciseStep } from './exercise-part.ts';
import { type Grade, gradingVersion, recordedGrade } from './grade-answer.ts';
import { nextStep, stepMaxPoints, stepsOnWay, submissionPoints } from './step-way.ts';

/**
 * Which acts follow what a trainee does in the exercise. Pure: the host writes the acts returned, all of them in one transaction,
 * or none when an AppError is thrown.
 */

export function beginActs(part: ExercisePart, who: { traineeId: string; worldKey: string }): Act[] {
  const known = part.briefing.knownAddresses;
  const nodesOf = (role: 'start' | 'victim') => known.filter((entry) => entry.role === role).map((entry) => `a:${entry.address}` as const);
  const begin: Act = {
    type: 'attempt.begin',
    scenarioId: part.scenarioId,
    worldKey: who.worldKey,
    traineeId: who.traineeId,
    gradingVersion,
    clockMs: part.startClockMs,
    startNodes: nodesOf('start'),
    victimNodes: nodesOf('victim'),
  };
  return [begin, ...openNext(part, { steps: [], clockMs: part.startClockMs })];
}

/**
 * The submission, its verdict, and what it brings about: the step closes, the clock moves, the next step opens.
 * `grade` is null where the truth part is absent: the answer is recorded and the step closes.
 * @throws AppError `exercise/step-not-open`, `exercise/wrong-kind`, `exercise/unknown-choice`
 */
export function submitActs(input: {
  state: CaseState;
  part: ExercisePart;
  stepId: string;
  answer: Answer;
  grade: ((step: ExerciseStep, answer: Answer) => Grade) | null;
}): Act[] {
  const { state, part, stepId, answer } = input;
  const { step, progress } = requireOpen(part, state, stepId);
  requireFitting(step, answer);
  const grade = input.grade === null ? recordedGrade : input.grade(step, answer);
  const attemptNo = progress.submissions.length + 1;
  const points = submissionPoints(stepMaxPoints(part, state, stepId), grade.scorePpm, attemptNo);
  const acts: Act[] = [
    { type: 'answer.submit', stepId, answer },
    { type: 'answer.verdict', stepId, attemptNo, verdict: grade.verdict, scorePpm: grade.scorePpm, points },
  ];
  const why = closes(grade, attemptNo, step.tries);
  if (why === null) return acts;
  const submission = { answer, verdict: grade.verdict, scorePpm: grade.scorePpm, points };
  const after = { ...progress, submissions: [...progress.submissions, submission] };
  const steps = state.steps.map((other) => (other.stepId === stepId ? after : other));
  return [...acts, { type: 'step.close', stepId, why }, ...openNext(part, { steps, clockMs: state.clockMs })];
}

/** @throws AppError `exercise/step-not-open` */
export function revealActs(state: CaseState, part: ExercisePart, stepId: string): Act[] {
  requireOpen(part, state, stepId);
  return [{ type: 'step.close', stepId, why: 'revealed' }, ...openNext(part, state)];
}

/**
 * Hints are bought in order.
 * @throws AppError `exercise/step-not-open`, `exercise/unknown-hint`, `exercise/hint-bought`, `exercise/hint-order`
 */
export function buyHintActs(state: CaseState, part: ExercisePart, bought: { stepId: string; hint: number }): Act[] {
  const { stepId, hint } = bought;
  const { step, progress } = requireOpen(part, state, stepId);
  const wanted = step.hints[hint];
  const refuse = (code: string, message: string) => new AppError(code, message, { subject: stepId, details: { hint } });
  if (wanted === undefined) throw refuse('exercise/unknown-hint', `step "${stepId}" has ${step.hints.length} hints, no number ${hint}`);
  if (progress.hintsBought.includes(hint)) throw refuse('exercise/hint-bought', `hint ${hint} of step "${stepId}" is already bought`);
  const isNext = Array.from({ length: hint }, (_, earlier) => earlier).every((earlier) => progress.hintsBought.includes(earlier));
  if (!isNext)
    throw refuse('exercise/hint-order', `hints of step "${stepId}" are bought in order; hint ${hint} comes after those before it`);
  return [{ type: 'hint.buy', stepId, hint, cost: wanted.cost }];
}

/** @throws AppError `exercise/not-finished`, `exercise/finished` */
export function finishActs(state: CaseState, part: ExercisePart): Act[] {
  if (state.finished) throw new AppError('exercise/finished', 'the attempt is already finished');
  const closed = new Set(state.steps.filter((step) => step.status === 'closed').map((step) => step.stepId));
  const open = stepsOnWay(part, state).filter((step) => !closed.has(step.id));
  const first = open[0];
  if (first !== undefined) {
    const message = `${open.length} step(s) are not closed; the attempt is finished after the last one`;
    throw new AppError('exercise/not-finished', message, { subject: first.id, details: { open: open.length } });
  }
  return [{ type: 'attempt.finish' }];
}

type Closing = Extract<Act, { type: 'step.close' }>['why'];

function closes(grade: Grade, attemptNo: number, tries: number): Closing | null {
  if (grade.verdict === 'recorded') return 'recorded';
  if (grade.verdict === 'right') return 'right';
  return attemptNo >= tries ? 'no-tries-left' : null;
}

/** The clock never moves backwards. */
function openNext(part: ExercisePart, state: Pick<CaseState, 'steps' | 'clockMs'>): Act[] {
  const next = nextStep(part, state);
  if (next === null) return [];
  const acts: Act[] = [{ type: 'step.open', stepId: next.id }];
  const toMs = next.clockMs ?? state.clockMs;
  return toMs > state.clockMs ? [{ type: 'clock.set', toMs }, ...acts] : acts;
}

function requireOpen(part: ExercisePart, state: CaseState, stepId: string): { step: ExerciseStep; progress: StepState } {
  const step = part.steps.find((known) => known.id === stepId);
  const progress = state.steps.find((known) => known.stepId === stepId);
  if (state.finished || step === undefined || progress === undefined || progress.status !== 'open') {
    throw new AppError('exercise/step-not-open', `step "${stepId}" is not open`, { subject: stepId });
  }
  return { step, progress };
}

function requireFitting(step: ExerciseStep, answer: Answer): void {
  if (answer.kind !== step.kind) {
    throw new AppError('exercise/wrong-kind', `step "${step.id}" asks for "${step.kind}", got "${answer.kind}"`, { subject: step.id });
  }
  const known = new Set(step.choices.map((choice) => choice.id));
  for (const id of namedChoices(answer)) {
    if (known.has(id)) continue;
    throw new AppError('exercise/unknown-choice', `"${id}" is not an option of step "${step.id}"`, { subject: step.id });
  }
}

function namedChoices(answer: Answer): readonly string[] {
  if (answer.kind === 'choice' || answer.kind === 'decision') return [answer.choice];
  if (answer.kind === 'order') return answer.events;
  return answer.kind === 'finding' ? [answer.claim] : [];
}
