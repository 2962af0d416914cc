import type { Answer } from '../case/answer.ts';
import { isAddressNode, type NodeId } from '../ids.ts';
import type { AnswerKey, ExerciseStep } from './exercise-part.ts';
import { f1Ppm, findingPpm, fullScorePpm, orderPpm, sequencePpm } from './partial-credit.ts';

/** Grading version this code implements; logs name theirs. A change in any score needs a new number and this one kept. */
export const gradingVersion = 1;

export type Verdict = 'right' | 'partly' | 'wrong' | 'recorded';
export type KeyEntry = AnswerKey['steps'][string];

export interface Grade {
  readonly verdict: Verdict;
  /** 0..1,000,000 */
  readonly scorePpm: number;
}

/** What a submission is when no key is at hand: kept, and graded later from the log. */
export const recordedGrade: Grade = { verdict: 'recorded', scorePpm: 0 };

/** The best score against the right answer and those accepted as equally good. An answer of another kind scores 0. */
export function gradeAnswer(step: ExerciseStep, entry: KeyEntry, answer: Answer): Grade {
  let scorePpm = 0;
  for (const wanted of [entry.answer, ...entry.accept]) {
    scorePpm = Math.max(scorePpm, scoreAgainst({ step, entry, answer, wanted }));
  }
  return { verdict: scorePpm === fullScorePpm ? 'right' : scorePpm === 0 ? 'wrong' : 'partly', scorePpm };
}

interface Comparison {
  readonly step: ExerciseStep;
  readonly entry: KeyEntry;
  readonly answer: Answer;
  readonly wanted: Answer;
}

const allOrNothing = (isRight: boolean): number => (isRight ? fullScorePpm : 0);

function scoreAgainst({ step, entry, answer, wanted }: Comparison): number {
  switch (answer.kind) {
    case 'address':
      return allOrNothing(wanted.kind === 'address' && answer.address === wanted.address);
    case 'output':
      return allOrNothing(wanted.kind === 'output' && answer.outpoint === wanted.outpoint);
    case 'transaction':
      return allOrNothing(wanted.kind === 'transaction' && answer.txid === wanted.txid);
    case 'choice':
      return allOrNothing(wanted.kind === 'choice' && answer.choice === wanted.choice);
    case 'decision':
      return allOrNothing(wanted.kind === 'decision' && answer.choice === wanted.choice);
    case 'amount':
      return wanted.kind === 'amount' ? allOrNothing(isWithin(answer.sat, wanted.sat, step.amount?.toleranceSat ?? '0')) : 0;
    case 'address-set':
      return wanted.kind === 'address-set' ? f1Ppm(answer.addresses, wanted.addresses) : 0;
    case 'path':
      return wanted.kind === 'path' ? sequencePpm(sameKindsOfNode(answer.nodes, wanted.nodes), wanted.nodes) : 0;
    case 'order':
      return wanted.kind === 'order' ? orderPpm(answer.events, wanted.events) : 0;
    case 'finding':
      if (wanted.kind !== 'finding') return 0;
      return findingPpm({
        isClaimRight: answer.claim === wanted.claim,
        evidenceF1Ppm: f1Ppm(sameKindsOfNode(answer.evidence, wanted.evidence), wanted.evidence),
        isConfidenceSupported: entry.confidence.includes(answer.confidence),
      });
  }
}

/** Within the tolerance, both ends included. */
function isWithin(givenSat: string, wantedSat: string, toleranceSat: string): boolean {
  const difference = BigInt(givenSat) - BigInt(wantedSat);
  return (difference < 0n ? -difference : difference) <= BigInt(toleranceSat);
}

/** Where the truth names transactions only, addresses between them are neither asked for nor counted against (and the other way round). */
function sameKindsOfNode(given: readonly NodeId[], wanted: readonly NodeId[]): NodeId[] {
  const hasAddresses = wanted.some(isAddressNode);
  const hasTransactions = wanted.some((node) => !isAddressNode(node));
  return given.filter((node) => (isAddressNode(node) ? hasAddresses : hasTransactions));
}
