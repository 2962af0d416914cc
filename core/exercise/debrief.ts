import type { Debrief, Subgraph } from '../bridge/views.ts';
import type { CaseState, StepState } from '../case/case-state.ts';
import { AppError } from '../errors.ts';
import { isAddressNode, type NodeId, nodeKey } from '../ids.ts';
import { localize } from '../language/localized.ts';
import { compareAccusations, criminalNodes } from './accusations.ts';
import type { AnswerKey, ExercisePart } from './exercise-part.ts';
import { gradeAttempt, type StepGrade } from './grade-log.ts';

/** What the debrief reads of the world once the attempt is finished: the ledger to its end, and who controlled what. */
export interface DebriefSources {
  subgraph(nodes: readonly NodeId[]): Promise<Subgraph>;
  /** null for an address the world does not know. */
  control(address: string): { readonly actor: string; readonly role: string } | null;
}

export interface DebriefInput {
  readonly state: CaseState;
  readonly part: ExercisePart;
  readonly key: AnswerKey;
  readonly language: string;
  readonly sources: DebriefSources;
}

/** @throws AppError `debrief/not-finished` */
export async function debrief({ state, part, key, language, sources }: DebriefInput): Promise<Debrief> {
  if (!state.finished) throw new AppError('debrief/not-finished', 'the debrief opens when the attempt is finished');
  const grade = gradeAttempt(state, part, key);
  const truth = criminalNodes(key);
  const accusations = compareAccusations(state, grade, key);
  const addresses = [...new Set([...state.nodes.keys(), ...truth])].filter(isAddressNode).map(nodeKey);
  return {
    points: grade.points,
    maxPoints: grade.max,
    percent: grade.percent,
    steps: grade.steps.map((step, index) => debriefStep(step, { index, state, part, key, language })),
    subgraph: await sources.subgraph(truth),
    ...accusations,
    control: addresses.flatMap((address) => {
      const owner = sources.control(address);
      return owner === null ? [] : [{ address, ...owner }];
    }),
    idealPath: grade.steps.flatMap(({ id }) => {
      const ideal = key.steps[id]?.ideal;
      const title = localize(part.steps.find((step) => step.id === id)?.title ?? '', language);
      return ideal === undefined ? [] : [{ stepId: id, title, text: localize(ideal.text, language), nodes: [...ideal.nodes] }];
    }),
  };
}

interface StepContext extends Omit<DebriefInput, 'sources'> {
  readonly index: number;
}

function debriefStep(step: StepGrade, { index, state, part, key, language }: StepContext): Debrief['steps'][number] {
  const question = part.steps.find((known) => known.id === step.id);
  const progress = state.steps.find((known) => known.stepId === step.id);
  const entry = key.steps[step.id];
  return {
    id: step.id,
    number: index + 1,
    title: localize(question?.title ?? '', language),
    kind: step.kind,
    points: step.points,
    maxPoints: step.max,
    triesUsed: progress?.submissions.length ?? 0,
    hintCost: progress?.hintCost ?? 0,
    durationMs: durationMs(progress),
    verdict: step.verdict,
    answer: step.answer,
    correct: entry?.answer ?? null,
    explanation: localize(entry?.explanation ?? '', language),
  };
}

/** Wall clock from opening to closing; a clock that was set back in between counts as 0. */
function durationMs(progress: StepState | undefined): number {
  if (progress?.closedAtMs == null) return 0;
  return Math.max(0, progress.closedAtMs - progress.openedAtMs);
}
