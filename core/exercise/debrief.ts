import type { Debrief, Subgraph } from '../bridge/views.ts';
import type { CaseState, StepState } from '../case/case-state.ts';
import { AppError } from '../errors.ts';
import { addressNode, isAddressNode, type NodeId, nodeKey, txNode } from '../ids.ts';
import { localize } from '../language/localized.ts';
import type { AnswerKey, ExercisePart } from './exercise-part.ts';
import { type AttemptGrade, gradeAttempt, type StepGrade } from './grade-log.ts';

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

export const criminalNodes = (key: AnswerKey): NodeId[] => [...key.criminal.addresses.map(addressNode), ...key.criminal.txids.map(txNode)];

/**
 * Accused: marked suspect, or named in the last answer to an address step or as a finding's evidence. Found: criminal and accused;
 * a criminal transaction is also found when it stands on the graph or in a path, because nobody marks transactions one by one.
 */
export function compareAccusations(
  state: Pick<CaseState, 'nodes'>,
  grade: Pick<AttemptGrade, 'steps'>,
  key: AnswerKey,
): Pick<Debrief, 'found' | 'missed' | 'wronglyAccused'> {
  const criminal = new Set(criminalNodes(key));
  const marked = [...state.nodes.values()].filter((node) => node.mark === 'suspect').map((node) => node.id);
  const accused = new Set([...marked, ...grade.steps.flatMap(accusedBy)]);
  const traced = new Set([
    ...[...state.nodes.values()].filter((node) => !node.hidden && !isAddressNode(node.id)).map((node) => node.id),
    ...grade.steps.flatMap(({ answer }) => (answer?.kind === 'path' ? answer.nodes.filter((node) => !isAddressNode(node)) : [])),
    ...grade.steps.flatMap(({ answer }) => (answer?.kind === 'transaction' ? [txNode(answer.txid)] : [])),
  ]);
  const isFound = (node: NodeId) => accused.has(node) || traced.has(node);
  return {
    found: [...criminal].filter(isFound),
    missed: [...criminal].filter((node) => !isFound(node)),
    wronglyAccused: [...accused].filter((node) => !criminal.has(node)),
  };
}

function accusedBy({ answer }: StepGrade): NodeId[] {
  if (answer?.kind === 'address') return [addressNode(answer.address)];
  if (answer?.kind === 'address-set') return answer.addresses.map(addressNode);
  return answer?.kind === 'finding' ? [...answer.evidence] : [];
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
