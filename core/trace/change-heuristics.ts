import { type ChainAround, type ShapeOutput, type ShapeTx, spendable } from './chain-shape.ts';
import { coinJoinClass } from './coinjoin.ts';

/** Why a rule keeps an output as possible change, or rules it out. `code` is a text key. */
export interface ChangeReason {
  readonly vout: number;
  readonly keeps: boolean;
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * A change heuristic as a value: the set of outputs it cannot rule out. Use only a unique survivor; several survivors say nothing.
 * Definitions: BlockSci (address_type to legacy), GraphSense (one_time_change_graphsense), Meiklejohn et al. 2013, definition 4.3
 * (one_time_change and _final), Kappos et al. 2022 (fingerprint). Each is wrong in the cases its comment names.
 */
export interface ChangeHeuristic {
  readonly id: string;
  /** The answer may change when outputs are spent later. */
  readonly isDynamic: boolean;
  /** null: the rule says nothing about this transaction. */
  readonly judge: (tx: ShapeTx, around: ChainAround) => readonly ChangeReason[] | null;
}

type KeepsOutput = (output: ShapeOutput) => { keeps: boolean; code: string; facts?: ChangeReason['facts'] };

function judgeEach(tx: ShapeTx, judgeOutput: KeepsOutput): ChangeReason[] {
  return spendable(tx).map((output) => {
    const { keeps, code, facts } = judgeOutput(output);
    return { vout: output.vout, keeps, code, facts: facts ?? {} };
  });
}

const inputAddresses = (tx: ShapeTx): ReadonlySet<string | null> => new Set(tx.inputs.map((input) => input.address));
const smallestInputSat = (tx: ShapeTx): bigint =>
  tx.inputs.reduce((least, input) => (input.valueSat < least ? input.valueSat : least), tx.inputs[0]?.valueSat ?? 0n);

function commonType(tx: ShapeTx): string | null {
  const types = new Set(tx.inputs.map((input) => input.scriptType));
  const [type] = types;
  return types.size === 1 && type !== undefined ? type : null;
}

/** Wrong when somebody pays his own address on purpose. */
const addressReuse: ChangeHeuristic = {
  id: 'address_reuse',
  isDynamic: false,
  judge: (tx) => {
    const own = inputAddresses(tx);
    return judgeEach(tx, ({ address }) =>
      own.has(address) ? { keeps: true, code: 'address_reuse.own' } : { keeps: false, code: 'address_reuse.other' },
    );
  },
};

/** Wrong when the payee uses the payer's script type and the payer's wallet gives change of another. */
const addressType: ChangeHeuristic = {
  id: 'address_type',
  isDynamic: false,
  judge: (tx) => {
    const inputs = commonType(tx);
    if (inputs === null) return null;
    return judgeEach(tx, ({ scriptType: type }) => ({
      keeps: type === inputs,
      code: type === inputs ? 'address_type.same' : 'address_type.differs',
      facts: { type, inputs },
    }));
  },
};

/** Wrong when a wallet spends more coins than it needs (consolidation, privacy settings). With one input it rules nothing out. */
const optimalChange: ChangeHeuristic = {
  id: 'optimal_change',
  isDynamic: false,
  judge: (tx) => {
    const smallest = smallestInputSat(tx);
    return judgeEach(tx, ({ valueSat }) => ({
      keeps: valueSat < smallest,
      code: valueSat < smallest ? 'optimal_change.below' : 'optimal_change.not-below',
      facts: { valueSat: valueSat.toString(), smallestSat: smallest.toString() },
    }));
  },
};

const roundUnitSat = 1_000_000n;

/** Wrong when prices are set in another currency, or when change happens to be round. */
const powerOfTen: ChangeHeuristic = {
  id: 'power_of_ten_6',
  isDynamic: false,
  judge: (tx) =>
    judgeEach(tx, ({ valueSat }) => ({
      keeps: valueSat % roundUnitSat !== 0n,
      code: valueSat % roundUnitSat === 0n ? 'power_of_ten_6.round' : 'power_of_ten_6.not-round',
      facts: { valueSat: valueSat.toString() },
    })),
};

/** Wrong when the payee, too, gives out a new address for each payment: then both are fresh. */
const clientChange: ChangeHeuristic = {
  id: 'client_change',
  isDynamic: false,
  judge: (tx, around) =>
    judgeEach(tx, ({ address }) =>
      address !== null && around.isFresh(tx, address)
        ? { keeps: true, code: 'client_change.fresh' }
        : { keeps: false, code: 'client_change.seen' },
    ),
};

/** Wrong when the payee's wallet sets lock times the same way. */
const locktime: ChangeHeuristic = {
  id: 'locktime',
  isDynamic: true,
  judge: (tx, around) =>
    judgeEach(tx, ({ vout }) => {
      const spender = around.spender(tx, vout);
      if (spender === null) return { keeps: true, code: 'locktime.unspent' };
      const isSame = spender.locktime > 0 === tx.locktime > 0;
      return { keeps: isSame, code: isSame ? 'locktime.same' : 'locktime.differs', facts: { spender: spender.txid } };
    }),
};

/** Wrong when fees follow the market rather than a setting of the wallet. */
const fixedFee: ChangeHeuristic = {
  id: 'fixed_fee',
  isDynamic: true,
  judge: (tx, around) => {
    if (tx.feePerKvb === null) return null;
    return judgeEach(tx, ({ vout }) => {
      const spender = around.spender(tx, vout);
      if (spender === null) return { keeps: true, code: 'fixed_fee.unspent' };
      const isSame = spender.feePerKvb === tx.feePerKvb;
      return { keeps: isSame, code: isSame ? 'fixed_fee.same' : 'fixed_fee.differs', facts: { spender: spender.txid } };
    });
  },
};

const looksLikePeel = (tx: ShapeTx): boolean => !tx.isCoinbase && tx.inputs.length === 1 && tx.outputs.length === 2;

function isPeel(tx: ShapeTx, around: ChainAround): boolean {
  if (!looksLikePeel(tx)) return false;
  if (around.parents(tx).some(looksLikePeel)) return true;
  return tx.outputs.some((output) => {
    const spender = around.spender(tx, output.vout);
    return spender !== null && looksLikePeel(spender);
  });
}

/** Wrong for exchange payouts and mining pools, which peel as a matter of course. */
const peelingChain: ChangeHeuristic = {
  id: 'peeling_chain',
  isDynamic: true,
  judge: (tx, around) => {
    if (!isPeel(tx, around)) return null;
    return judgeEach(tx, ({ vout }) => {
      const spender = around.spender(tx, vout);
      if (spender === null) return { keeps: true, code: 'peeling_chain.unspent' };
      const goesOn = isPeel(spender, around);
      return { keeps: goesOn, code: goesOn ? 'peeling_chain.goes-on' : 'peeling_chain.ends', facts: { spender: spender.txid } };
    });
  },
};

/** Wrong like its two parts, but both must be wrong at once. */
const legacy: ChangeHeuristic = {
  id: 'legacy',
  isDynamic: false,
  judge: (tx, around) => {
    if (spendable(tx).length < 2 || coinJoinClass(tx).class !== 'none') return null;
    const smallest = smallestInputSat(tx);
    const fits = (output: ShapeOutput): boolean =>
      output.address !== null && around.isFresh(tx, output.address) && output.valueSat < smallest;
    const isOnlyOne = spendable(tx).filter(fits).length === 1;
    return judgeEach(tx, (output) => {
      if (!fits(output)) return { keeps: false, code: 'legacy.not-both' };
      return isOnlyOne ? { keeps: true, code: 'legacy.both' } : { keeps: false, code: 'legacy.several' };
    });
  },
};

/** Wrong when a payee uses a new address and the payer takes change on an old one. Published false positives: 13 % naive, 0.17 % after a week. */
const oneTimeChange: ChangeHeuristic = { id: 'one_time_change', isDynamic: false, judge: judgeOneTime };

function judgeOneTime(tx: ShapeTx, around: ChainAround): ChangeReason[] | null {
  const outputs = spendable(tx);
  const own = inputAddresses(tx);
  if (tx.isCoinbase || outputs.length < 2 || outputs.some((output) => own.has(output.address))) return null;
  const fresh = outputs.filter(({ address }) => address !== null && around.isFresh(tx, address));
  return judgeEach(tx, (output) => {
    if (!fresh.includes(output)) return { keeps: false, code: 'one_time_change.seen' };
    return fresh.length === 1
      ? { keeps: true, code: 'one_time_change.only-fresh' }
      : { keeps: false, code: 'one_time_change.several-fresh', facts: { count: fresh.length } };
  });
}

/** The same with hindsight: withdrawn when the address is paid again. */
const oneTimeChangeFinal: ChangeHeuristic = {
  id: 'one_time_change_final',
  isDynamic: true,
  judge: (tx, around) =>
    judgeOneTime(tx, around)?.map((reason) => {
      const address = tx.outputs.find((output) => output.vout === reason.vout)?.address ?? null;
      const isWithdrawn = reason.keeps && address !== null && around.isPaidElsewhere(tx, address);
      return isWithdrawn ? { ...reason, keeps: false, code: 'one_time_change_final.paid-again' } : reason;
    }) ?? null,
};

/** Wrong where its parts are; needs all of them at once, so it speaks seldom. */
const oneTimeChangeGraphSense: ChangeHeuristic = {
  id: 'one_time_change_graphsense',
  isDynamic: true,
  judge: (tx, around) => {
    const outputs = spendable(tx);
    const type = commonType(tx);
    if (tx.isCoinbase || type === null || outputs.length < 2 || outputs.length > 10) return null;
    const smallest = smallestInputSat(tx);
    return judgeEach(tx, (output) => {
      const fault = graphSenseFault(output, { tx, around, type, smallest });
      return fault === null
        ? { keeps: true, code: 'one_time_change_graphsense.fits' }
        : { keeps: false, code: `one_time_change_graphsense.${fault}` };
    });
  },
};

function graphSenseFault(output: ShapeOutput, about: { tx: ShapeTx; around: ChainAround; type: string; smallest: bigint }): string | null {
  const { tx, around, type, smallest } = about;
  const { address } = output;
  if (address === null || output.scriptType !== type) return 'type';
  if (output.valueSat % 1000n === 0n) return 'round';
  if (output.valueSat >= smallest) return 'not-below';
  if (!around.isFresh(tx, address) || around.isPaidElsewhere(tx, address)) return 'reused';
  return tx.outputs.filter((other) => other.address === address).length > 1 ? 'repeated' : null;
}

const inputTypes = (tx: ShapeTx): string => [...new Set(tx.inputs.map((input) => input.scriptType))].sort().join('+');
const fingerprintOf = (tx: ShapeTx): string => `${tx.version}/${tx.locktime > 0}/${tx.isReplaceable}/${inputTypes(tx)}`;

/** Wrong when the payee uses the same wallet software. A fingerprint rules out, it does not identify. */
const fingerprint: ChangeHeuristic = {
  id: 'fingerprint',
  isDynamic: true,
  judge: (tx, around) => {
    if (spendable(tx).length < 2) return null;
    const own = fingerprintOf(tx);
    const spenders = spendable(tx).map((output) => around.spender(tx, output.vout));
    const matches = spenders.filter((spender) => spender !== null && fingerprintOf(spender) === own).length;
    return spendable(tx).map((output, at) => {
      const spender = spenders[at] ?? null;
      const judged = (keeps: boolean, what: string): ChangeReason => ({
        vout: output.vout,
        keeps,
        code: `fingerprint.${what}`,
        facts: spender === null ? {} : { spender: spender.txid },
      });
      if (spender === null) return judged(false, 'unspent');
      if (fingerprintOf(spender) !== own) return judged(false, 'differs');
      return matches === 1 ? judged(true, 'only-match') : judged(false, 'several');
    });
  },
};

export const changeHeuristics: readonly ChangeHeuristic[] = [
  addressReuse,
  addressType,
  optimalChange,
  powerOfTen,
  clientChange,
  oneTimeChange,
  oneTimeChangeFinal,
  oneTimeChangeGraphSense,
  legacy,
  locktime,
  fixedFee,
  peelingChain,
  fingerprint,
];

export interface ChangeJudgement {
  readonly heuristic: ChangeHeuristic;
  readonly isApplicable: boolean;
  readonly reasons: readonly ChangeReason[];
  /** Outputs it cannot rule out, rising. */
  readonly survivors: readonly number[];
}

/** Every heuristic's word on a transaction. None applies to a coinbase. */
export function judgeChange(tx: ShapeTx, around: ChainAround): ChangeJudgement[] {
  return changeHeuristics.map((heuristic) => {
    const reasons = tx.isCoinbase ? null : heuristic.judge(tx, around);
    const survivors = (reasons ?? []).filter((reason) => reason.keeps).map((reason) => reason.vout);
    return { heuristic, isApplicable: reasons !== null, reasons: reasons ?? [], survivors };
  });
}
