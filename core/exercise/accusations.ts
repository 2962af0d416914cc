import type { Debrief } from '../bridge/views.ts';
import type { Answer } from '../case/answer.ts';
import type { CaseState } from '../case/case-state.ts';
import { addressNode, isAddressNode, type NodeId, splitOutpoint, txNode } from '../ids.ts';
import type { AnswerKey } from './exercise-part.ts';
import type { AttemptGrade } from './grade-log.ts';

type Accusations = Pick<Debrief, 'found' | 'missed' | 'beyond' | 'wronglyAccused'>;

export const criminalNodes = (key: AnswerKey): NodeId[] => [...key.criminal.addresses.map(addressNode), ...key.criminal.txids.map(txNode)];

/**
 * Accused: marked suspect, or named in the last answer to an address step or as a finding's evidence. Found: criminal and accused;
 * a criminal transaction is also found when it stands on the graph or in an answer, because nobody marks transactions one by one.
 * What is criminal and not found was missed only where the exercise led to it; the truth is wider than any exercise.
 */
export function compareAccusations(state: Pick<CaseState, 'nodes'>, grade: Pick<AttemptGrade, 'steps'>, key: AnswerKey): Accusations {
  const criminal = new Set(criminalNodes(key));
  const answers = grade.steps.flatMap(({ answer }) => (answer === null ? [] : [answer]));
  const inSight = new Set([...state.nodes.values()].filter((node) => !node.hidden).map((node) => node.id));
  const marked = [...state.nodes.values()].filter((node) => node.mark === 'suspect').map((node) => node.id);
  const accused = new Set([...marked, ...answers.flatMap(accusedBy)]);
  const traced = new Set([...inSight, ...answers.flatMap(nodesNamedBy)].filter((node) => !isAddressNode(node)));
  const ledTo = nodesLedTo(grade.steps, { key, inSight });
  const found = [...criminal].filter((node) => accused.has(node) || traced.has(node));
  const unfound = [...criminal].filter((node) => !accused.has(node) && !traced.has(node));
  return {
    found,
    missed: unfound.filter((node) => ledTo.has(node)),
    beyond: unfound.filter((node) => !ledTo.has(node)),
    wronglyAccused: [...accused].filter((node) => !criminal.has(node)),
  };
}

/**
 * Where the steps on the way led, and the trainee did not get: what their answers name, and what their ideal paths show that never
 * came in sight. A step answered right leaves nothing open, whichever way its answer was reached.
 */
function nodesLedTo(steps: AttemptGrade['steps'], { key, inSight }: { key: AnswerKey; inSight: ReadonlySet<NodeId> }): Set<NodeId> {
  const entries = steps.filter(({ verdict }) => verdict !== 'right').flatMap(({ id }) => key.steps[id] ?? []);
  const shown = entries.flatMap(({ ideal }) => ideal.nodes).filter((node) => !inSight.has(node));
  return new Set([...entries.flatMap(({ answer }) => nodesNamedBy(answer)), ...shown]);
}

function accusedBy(answer: Answer): NodeId[] {
  const isAccusation = answer.kind === 'address' || answer.kind === 'address-set' || answer.kind === 'finding';
  return isAccusation ? nodesNamedBy(answer) : [];
}

/** Graph nodes that an answer names; an output stands for its transaction. */
function nodesNamedBy(answer: Answer): NodeId[] {
  switch (answer.kind) {
    case 'address':
      return [addressNode(answer.address)];
    case 'address-set':
      return answer.addresses.map(addressNode);
    case 'transaction':
      return [txNode(answer.txid)];
    case 'output':
      return [txNode(splitOutpoint(answer.outpoint).txid)];
    case 'path':
      return [...answer.nodes];
    case 'finding':
      return [...answer.evidence];
    case 'amount':
    case 'choice':
    case 'decision':
    case 'order':
      return [];
  }
}
