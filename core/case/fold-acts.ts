import { AppError } from '../errors.ts';
import type { StepState } from './case-state.ts';
import type { Act, Entry } from './entry.ts';

/** What acts change: steps, clock, end. Undo never touches it. */
export interface StepsFold {
  clockMs: number;
  steps: StepState[];
  currentStepId: string | null;
  finished: boolean;
}

/** @throws AppError `log/impossible` for an act that cannot follow what came before */
export function foldAct(fold: StepsFold, entry: Pick<Entry, 'seq' | 'atMs'>, act: Act): void {
  switch (act.type) {
    case 'attempt.begin':
      throw impossible(entry.seq, 'an attempt begins once');
    case 'clock.set':
      if (act.toMs < fold.clockMs) throw impossible(entry.seq, 'the exercise clock never goes back');
      fold.clockMs = act.toMs;
      return;
    case 'attempt.finish':
      fold.finished = true;
      fold.currentStepId = null;
      return;
    case 'step.open':
      openStep(fold, entry, act.stepId);
      return;
    default:
      foldStepAct(fold, entry, act);
  }
}

type StepAct = Extract<Act, { type: 'answer.submit' | 'answer.verdict' | 'hint.buy' | 'step.close' }>;

function foldStepAct(fold: StepsFold, entry: Pick<Entry, 'seq' | 'atMs'>, act: StepAct): void {
  const index = fold.steps.findIndex((step) => step.stepId === act.stepId);
  const step = fold.steps[index];
  if (step === undefined || step.status === 'closed')
    throw impossible(entry.seq, `${act.type} for step "${act.stepId}", which is not open`);
  fold.steps[index] = nextStepState(step, entry, act);
  if (act.type === 'step.close' && fold.currentStepId === act.stepId) {
    fold.currentStepId = fold.steps.findLast((other) => other.status === 'open')?.stepId ?? null;
  }
}

function nextStepState(step: StepState, entry: Pick<Entry, 'seq' | 'atMs'>, act: StepAct): StepState {
  switch (act.type) {
    case 'answer.submit':
      return { ...step, submissions: [...step.submissions, { answer: act.answer, verdict: null, scorePpm: 0, points: 0 }] };
    case 'answer.verdict': {
      const last = step.submissions.at(-1);
      if (last === undefined || last.verdict !== null || act.attemptNo !== step.submissions.length) {
        throw impossible(entry.seq, `a verdict on try ${act.attemptNo} of step "${act.stepId}", which was not submitted`);
      }
      const judged = { answer: last.answer, verdict: act.verdict, scorePpm: act.scorePpm, points: act.points };
      return { ...step, submissions: [...step.submissions.slice(0, -1), judged] };
    }
    case 'hint.buy':
      return { ...step, hintsBought: [...step.hintsBought, act.hint], hintCost: step.hintCost + act.cost };
    case 'step.close':
      return { ...step, status: 'closed', closedAtMs: entry.atMs, closedWhy: act.why };
  }
}

function openStep(fold: StepsFold, entry: Pick<Entry, 'seq' | 'atMs'>, stepId: string): void {
  if (fold.steps.some((step) => step.stepId === stepId)) throw impossible(entry.seq, `step "${stepId}" was opened before`);
  fold.steps.push({
    stepId,
    status: 'open',
    openedAtMs: entry.atMs,
    closedAtMs: null,
    closedWhy: null,
    submissions: [],
    hintsBought: [],
    hintCost: 0,
    draft: null,
  });
  fold.currentStepId = stepId;
}

export function impossible(seq: number, what: string): AppError {
  return new AppError('log/impossible', `entry ${seq} cannot stand here: ${what}`, { details: { seq } });
}
