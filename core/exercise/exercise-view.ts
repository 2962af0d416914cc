import type { Briefing, ExerciseView, StepView } from '../bridge/views.ts';
import type { CaseState, StepState } from '../case/case-state.ts';
import { languageAmong, localize } from '../language/localized.ts';
import type { AnswerKey, ExercisePart, ExerciseStep } from './exercise-part.ts';
import { type Evidence, feedbackOn } from './feedback.ts';
import { stepMaxPoints, stepPoints, stepsOnWay } from './step-way.ts';

/** The briefing in one language. */
export function briefingView(part: ExercisePart, language: string): Briefing {
  const { briefing } = part;
  return {
    language: languageAmong(part.languages, language),
    languages: [...part.languages],
    title: localize(part.title, language),
    story: localize(part.story, language),
    task: localize(briefing.task, language),
    legalFrame: localize(briefing.legalFrame, language),
    exhibits: briefing.exhibits.map((exhibit) => ({
      ...exhibit,
      title: localize(exhibit.title, language),
      markdown: localize(exhibit.markdown, language),
      imageDataUrl: exhibit.imageDataUrl === null ? null : localize(exhibit.imageDataUrl, language),
      alt: localize(exhibit.alt, language),
    })),
    knownAddresses: briefing.knownAddresses.map((known) => ({ ...known, text: localize(known.text, language) })),
  };
}

export interface ExerciseViewInput {
  readonly state: CaseState;
  readonly part: ExercisePart;
  /** null where the truth part is absent. */
  readonly key: AnswerKey | null;
  readonly language: string;
  readonly evidence: Evidence;
}

/** What a trainee may see of the exercise now: rules TW of core/SPEC.md. */
export async function exerciseView(input: ExerciseViewInput): Promise<ExerciseView> {
  const { state, part, key } = input;
  const onWay = stepsOnWay(part, state);
  const opened = onWay.flatMap((step) => {
    const progress = state.steps.find((known) => known.stepId === step.id);
    return progress === undefined ? [] : [{ step, progress }];
  });
  const steps = await Promise.all(opened.map(({ step, progress }, index) => stepView({ ...input, step, progress, number: index + 1 })));
  return {
    steps,
    currentStepId: state.currentStepId,
    stepCount: onWay.length,
    points: steps.reduce((sum, step) => sum + step.points, 0),
    maxPoints: onWay.reduce((sum, step) => sum + stepMaxPoints(part, state, step.id), 0),
    clockMs: state.clockMs,
    isFinished: state.finished,
    isGradedHere: key !== null,
  };
}

interface StepViewInput extends ExerciseViewInput {
  readonly step: ExerciseStep;
  readonly progress: StepState;
  readonly number: number;
}

async function stepView({ state, part, key, language, evidence, step, progress, number }: StepViewInput): Promise<StepView> {
  const last = progress.submissions.at(-1);
  const isOpen = progress.status === 'open';
  const entry = isOpen ? undefined : key?.steps[step.id];
  return {
    id: step.id,
    number,
    title: localize(step.title, language),
    kind: step.kind,
    prompt: localize(step.prompt, language),
    maxPoints: stepMaxPoints(part, state, step.id),
    status: progress.status,
    triesUsed: progress.submissions.length,
    triesMax: step.tries,
    hints: step.hints.map((hint, index) => ({
      title: localize(hint.title, language),
      cost: hint.cost,
      text: progress.hintsBought.includes(index) ? localize(hint.text, language) : null,
    })),
    choices: step.choices.map((choice) => ({ id: choice.id, text: localize(choice.text, language) })),
    amount: step.amount,
    draft: progress.draft,
    lastAnswer: last?.answer ?? null,
    verdict: last?.verdict ?? null,
    points: stepPoints(
      progress,
      progress.submissions.map((submission) => submission.points),
    ),
    feedback: isOpen && last !== undefined ? await feedbackOn(last.answer, state.nodes, evidence) : [],
    explanation: entry === undefined ? null : localize(entry.explanation, language),
    correct: entry?.answer ?? null,
  };
}
