import { type ChainAround, type ShapeOutput, type ShapeTx, spendable } from '../chain-shape.ts';
import { coinJoinClass } from '../coinjoin.ts';

/** A text key and what the text says about this case. Amounts end in `Sat`. */
export interface Reason {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Whether a rule can rule an output out as change, and why. */
export interface ChangeVerdict {
  readonly vout: number;
  readonly keeps: boolean;
  readonly reason: Reason;
}

export interface ChangeJudgement {
  /**
   * False: the rule's own condition is not met, or there is no one change to look for (fewer than two spendable outputs, the shape of
   * a CoinJoin, a coinbase). The verdicts are then its set as published, and no claim may rest on it.
   */
  readonly isApplicable: boolean;
  /** One for each output, in order. Data outputs are never change. */
  readonly verdicts: readonly ChangeVerdict[];
}

/**
 * A change heuristic as a value: the set of outputs it cannot rule out. Only a unique survivor is an answer. When each is wrong is
 * said where it is defined and, for people, under the text key `heuristic.<id>.wrong`.
 */
export interface ChangeHeuristic {
  readonly id: string;
  /** Dynamic: a later spend or payment may change the answer, so it is kept with the time it was asked for. */
  readonly isDynamic: boolean;
  judge(tx: ShapeTx, around: ChainAround): ChangeJudgement;
}

/** What a rule says about one output. */
export interface Opinion {
  readonly keeps: boolean;
  readonly code: string;
  readonly facts?: Reason['facts'];
}

export type Silence = Reason | null;

interface RuleDraft {
  readonly id: string;
  readonly isDynamic: boolean;
  /** Why the rule has nothing to say about this transaction. */
  readonly silence?: (tx: ShapeTx, around: ChainAround) => Silence;
  readonly verdicts: (tx: ShapeTx, around: ChainAround) => readonly ChangeVerdict[];
}

/** A heuristic from its set: where it is silent, the reason of each output says why. */
export function rule({ id, isDynamic, silence, verdicts }: RuleDraft): ChangeHeuristic {
  return {
    id,
    isDynamic,
    judge: (tx, around) => {
      const why = commonSilence(tx) ?? silence?.(tx, around) ?? null;
      const found = tx.isCoinbase ? tx.outputs.map(({ vout }) => ruledOut(vout, 'silent.coinbase')) : verdicts(tx, around);
      if (why === null) return { isApplicable: true, verdicts: found };
      return { isApplicable: false, verdicts: found.map((verdict) => ({ ...verdict, reason: why })) };
    },
  };
}

interface OutputRuleDraft extends Omit<RuleDraft, 'verdicts'> {
  readonly opinion: (output: ShapeOutput & { readonly address: string }, tx: ShapeTx, around: ChainAround) => Opinion;
}

/** A heuristic that judges each spendable output on its own. */
export function outputRule({ opinion, ...draft }: OutputRuleDraft): ChangeHeuristic {
  return rule({
    ...draft,
    verdicts: (tx, around) =>
      tx.outputs.map((output) => {
        const { vout, address } = output;
        if (address === null) return ruledOut(vout, 'silent.data-output');
        const { keeps, code, facts = {} } = opinion({ ...output, address }, tx, around);
        return { vout, keeps, reason: { code, facts } };
      }),
  });
}

export function ruledOut(vout: number, code: string, facts: Reason['facts'] = {}): ChangeVerdict {
  return { vout, keeps: false, reason: { code, facts } };
}

export function survivorsOf({ verdicts }: ChangeJudgement): number[] {
  return verdicts.filter((verdict) => verdict.keeps).map((verdict) => verdict.vout);
}

/** The change by this judgement: its single survivor, or null. */
export function uniqueChange(judgement: ChangeJudgement): number | null {
  const [only, ...others] = survivorsOf(judgement);
  return judgement.isApplicable && only !== undefined && others.length === 0 ? only : null;
}

function commonSilence(tx: ShapeTx): Silence {
  if (tx.isCoinbase) return { code: 'silent.coinbase', facts: {} };
  if (spendable(tx).length < 2) return { code: 'silent.one-output', facts: {} };
  const { class: coinJoin } = coinJoinClass(tx);
  return coinJoin === 'none' ? null : { code: 'silent.coinjoin', facts: { class: coinJoin } };
}
