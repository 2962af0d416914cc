import type { CaseState } from '../../core/case/case-state.ts';
import type { Work } from '../../core/case/entry.ts';
import { AppError } from '../../core/errors.ts';
import type { ExercisePart } from '../../core/exercise/exercise-part.ts';
import { addressNode, type NodeId, nodeKey, txNode } from '../../core/ids.ts';

export interface WorkContext {
  readonly state: CaseState;
  readonly part: ExercisePart;
  /** Those of the nodes that the ledger does not hold as of now. */
  readonly unknownNodes: (nodes: readonly NodeId[]) => Promise<readonly NodeId[]>;
  /** Number of outputs of a transaction that is known as of now. */
  readonly outputCount: (txid: string) => Promise<number>;
}

/**
 * Whether this work may be written now: what it names exists in the ledger as of now, undo and redo name what is in turn, a draft
 * belongs to an open step.
 * @throws AppError `exercise/finished`, `log/unknown-node`, `log/unknown-output`, `log/undo-target`, `exercise/step-not-open`,
 * `exercise/wrong-kind`
 */
export async function checkWork(work: Work, context: WorkContext): Promise<void> {
  const { state } = context;
  if (state.finished) throw new AppError('exercise/finished', 'the attempt is finished; its case file is closed');
  if (work.type === 'undo') checkTurn(work.target, state.undoTarget);
  if (work.type === 'redo') checkTurn(work.target, state.redoTarget);
  if (work.type === 'answer.draft') checkDraft(work, context);
  const unknown = await context.unknownNodes(nodesNamed(work));
  const [first] = unknown;
  if (first !== undefined) {
    const message = `${unknown.length} thing(s) named are not in the ledger as of now`;
    throw new AppError('log/unknown-node', message, { subject: nodeKey(first), details: { count: unknown.length } });
  }
  if (work.type === 'change.claim' && work.vout >= (await context.outputCount(work.txid))) {
    throw new AppError('log/unknown-output', `the transaction has no output ${work.vout}`, { subject: `${work.txid}:${work.vout}` });
  }
}

function checkTurn(target: number, inTurn: number | null): void {
  if (target === inTurn) return;
  const message = inTurn === null ? 'there is nothing to undo or redo' : `entry ${inTurn} is in turn, not ${target}`;
  throw new AppError('log/undo-target', message, { details: { target, ...(inTurn === null ? {} : { inTurn }) } });
}

function checkDraft(work: Extract<Work, { type: 'answer.draft' }>, { state, part }: WorkContext): void {
  const step = state.steps.find((known) => known.stepId === work.stepId);
  if (step?.status !== 'open') throw new AppError('exercise/step-not-open', `step "${work.stepId}" is not open`, { subject: work.stepId });
  const kind = part.steps.find((known) => known.id === work.stepId)?.kind;
  if (work.answer !== null && work.answer.kind !== kind) {
    throw new AppError('exercise/wrong-kind', `step "${work.stepId}" asks for "${kind ?? ''}", got "${work.answer.kind}"`, {
      subject: work.stepId,
    });
  }
}

function nodesNamed(work: Work): NodeId[] {
  switch (work.type) {
    case 'graph.expand':
      return [work.from, ...work.nodes];
    case 'graph.add':
    case 'graph.hide':
    case 'graph.show':
    case 'mark.set':
      return work.nodes;
    case 'graph.move':
    case 'graph.pin':
    case 'label.set':
    case 'note.set':
      return [work.node];
    case 'group.apply':
      return [...work.members.map(addressNode), ...work.evidence.map(txNode)];
    case 'change.claim':
    case 'change.withdraw':
      return [txNode(work.txid)];
    case 'group.drop':
    case 'answer.draft':
    case 'undo':
    case 'redo':
      return [];
  }
}
