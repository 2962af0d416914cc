import { type ChainAround, type ShapeTx, spendable } from '../chain-shape.ts';
import { type ChangeHeuristic, type Opinion, outputRule, type Silence } from './change-heuristic.ts';
import { inputTypes } from './static-rules.ts';

function nothingSpent(tx: ShapeTx, around: ChainAround): Silence {
  const isSpent = spendable(tx).some(({ vout }) => around.spender(tx, vout) !== null);
  return isSpent ? null : { code: 'silent.nothing-spent', facts: {} };
}

interface SpenderRule {
  readonly id: string;
  readonly silence?: (tx: ShapeTx, around: ChainAround) => Silence;
  readonly opinion: (spender: ShapeTx, tx: ShapeTx, around: ChainAround) => Opinion;
}

/** Rules that look at the transaction that spends an output keep it while it is unspent. */
function spenderRule({ id, silence, opinion }: SpenderRule): ChangeHeuristic {
  return outputRule({
    id,
    isDynamic: true,
    silence: (tx, around) => silence?.(tx, around) ?? nothingSpent(tx, around),
    opinion: ({ vout }, tx, around) => {
      const spender = around.spender(tx, vout);
      if (spender === null) return { keeps: true, code: 'silent.unspent' };
      const { keeps, code, facts } = opinion(spender, tx, around);
      return { keeps, code, facts: { ...facts, spender: spender.txid } };
    },
  });
}

/** BlockSci: the spender sets a lock time if and only if this transaction does. Wrong when the payee's wallet does the same. */
export const locktime: ChangeHeuristic = spenderRule({
  id: 'locktime',
  opinion: (spender, tx) => {
    const keeps = spender.locktime > 0 === tx.locktime > 0;
    return { keeps, code: keeps ? 'locktime.same' : 'locktime.differs', facts: { own: tx.locktime, theirs: spender.locktime } };
  },
});

/** BlockSci: the spender pays the same fee rate. Wrong when fees follow the market and not a setting of the wallet. */
export const fixedFee: ChangeHeuristic = spenderRule({
  id: 'fixed_fee',
  silence: (tx) => (tx.feePerKvb === null ? { code: 'fixed_fee.unknown', facts: {} } : null),
  opinion: (spender, tx) => {
    const keeps = spender.feePerKvb === tx.feePerKvb;
    const facts = { own: String(tx.feePerKvb), theirs: String(spender.feePerKvb) };
    return { keeps, code: keeps ? 'fixed_fee.same' : 'fixed_fee.differs', facts };
  },
});

const looksLikePeel = (tx: ShapeTx): boolean => !tx.isCoinbase && tx.inputs.length === 1 && tx.outputs.length === 2;

/** BlockSci: one input, two outputs, and its neighbour before or after has the same shape. */
function isPeel(tx: ShapeTx, around: ChainAround): boolean {
  if (!looksLikePeel(tx)) return false;
  if (around.parents(tx).some(looksLikePeel)) return true;
  return spendable(tx).some(({ vout }) => {
    const spender = around.spender(tx, vout);
    return spender !== null && looksLikePeel(spender);
  });
}

/**
 * BlockSci: inside a peel chain, the output that is peeled on. Wrong where peeling is normal business (exchange payouts, mining pools)
 * and the payee peels as well: then both are left.
 */
export const peelingChain: ChangeHeuristic = outputRule({
  id: 'peeling_chain',
  isDynamic: true,
  silence: (tx, around) => (isPeel(tx, around) ? null : { code: 'peeling_chain.no-peel', facts: {} }),
  opinion: ({ vout }, tx, around) => {
    if (!isPeel(tx, around)) return { keeps: false, code: 'peeling_chain.no-peel' };
    const spender = around.spender(tx, vout);
    if (spender === null) return { keeps: true, code: 'silent.unspent' };
    const keeps = isPeel(spender, around);
    return { keeps, code: keeps ? 'peeling_chain.goes-on' : 'peeling_chain.ends', facts: { spender: spender.txid } };
  },
});

/** Version, whether a lock time is set, whether replaceability is signalled, which script types are spent. */
const fingerprintOf = (tx: ShapeTx): string => [tx.version, tx.locktime > 0, tx.isReplaceable, ...inputTypes(tx)].join(' ');

/**
 * After Kappos et al. 2022: the only output whose spender was made by the same kind of wallet. Wrong when the payee uses the same
 * wallet software: a fingerprint rules out, it does not identify. A spent twin decides nothing, an unspent output is no match.
 */
export const fingerprint: ChangeHeuristic = outputRule({
  id: 'fingerprint',
  isDynamic: true,
  silence: nothingSpent,
  opinion: ({ vout }, tx, around) => {
    const own = fingerprintOf(tx);
    const spender = around.spender(tx, vout);
    if (spender === null) return { keeps: false, code: 'fingerprint.unspent' };
    if (fingerprintOf(spender) !== own) return { keeps: false, code: 'fingerprint.differs', facts: { spender: spender.txid } };
    const outputs = spendable(tx);
    const matches = outputs.filter((output) => {
      const other = around.spender(tx, output.vout);
      return other !== null && fingerprintOf(other) === own;
    });
    if (outputs.length < 2 || matches.length > 1) return { keeps: false, code: 'fingerprint.several', facts: { count: matches.length } };
    return { keeps: true, code: 'fingerprint.only-match', facts: { spender: spender.txid } };
  },
});
