import type { ShapeTx } from '../chain-shape.ts';
import { type ChangeHeuristic, outputRule } from './change-heuristic.ts';

export const inputAddresses = (tx: ShapeTx): ReadonlySet<string | null> => new Set(tx.inputs.map((input) => input.address));

/** BlockSci: the output's address is among the input addresses. Wrong when somebody pays his own address on purpose. */
export const addressReuse: ChangeHeuristic = outputRule({
  id: 'address_reuse',
  isDynamic: false,
  silence: (tx) => {
    const own = inputAddresses(tx);
    const isReused = tx.outputs.some(({ address }) => address !== null && own.has(address));
    return isReused ? null : { code: 'address_reuse.none', facts: {} };
  },
  opinion: ({ address }, tx) =>
    inputAddresses(tx).has(address) ? { keeps: true, code: 'address_reuse.own' } : { keeps: false, code: 'address_reuse.other' },
});

/**
 * BlockSci: all inputs share one script type and the output has it. Wrong when the payee happens to use that type too (then it says
 * nothing) or when the payer's wallet moves to a newer type.
 */
export const addressType: ChangeHeuristic = outputRule({
  id: 'address_type',
  isDynamic: false,
  silence: (tx) => {
    const types = inputTypes(tx);
    return types.length > 1 ? { code: 'address_type.mixed', facts: { types: types.join(', ') } } : null;
  },
  opinion: ({ scriptType: type }, tx) => {
    const inputs = inputTypes(tx);
    const keeps = inputs.length === 1 && inputs[0] === type;
    return { keeps, code: keeps ? 'address_type.same' : 'address_type.differs', facts: { type, inputs: inputs.join(', ') } };
  },
});

export const inputTypes = (tx: ShapeTx): string[] => [...new Set(tx.inputs.map((input) => input.scriptType))].sort();

/**
 * BlockSci: smaller than the smallest input, for otherwise that input would not have been needed. Says nothing with one input. Wrong
 * when a wallet spends more coins than it needs (consolidation, privacy settings).
 */
export const optimalChange: ChangeHeuristic = outputRule({
  id: 'optimal_change',
  isDynamic: false,
  silence: (tx) => (tx.inputs.length < 2 ? { code: 'optimal_change.one-input', facts: {} } : null),
  opinion: ({ valueSat }, tx) => {
    const smallestSat = smallestInputSat(tx);
    const keeps = valueSat < smallestSat;
    const facts = { valueSat: valueSat.toString(), smallestSat: smallestSat.toString() };
    return { keeps, code: keeps ? 'optimal_change.below' : 'optimal_change.not-below', facts };
  },
});

export function smallestInputSat(tx: ShapeTx): bigint {
  const [first, ...others] = tx.inputs.map((input) => input.valueSat);
  return others.reduce((least, value) => (value < least ? value : least), first ?? 0n);
}

/**
 * BlockSci: not a multiple of 10^digits satoshi: people pay round sums, change is what is left. Wrong when prices are set in another
 * currency, or when a payer spends a round coin without a fee to speak of.
 */
export function notMultipleOfPowerOfTen(id: string, digits: number): ChangeHeuristic {
  const unitSat = 10n ** BigInt(digits);
  return outputRule({
    id,
    isDynamic: false,
    opinion: ({ valueSat }) => {
      const keeps = valueSat % unitSat !== 0n;
      const facts = { valueSat: valueSat.toString(), unitSat: unitSat.toString() };
      return { keeps, code: keeps ? 'power_of_ten.not-round' : 'power_of_ten.round', facts };
    },
  });
}

/** With 6 digits: not a multiple of 0.01 BTC. */
export const powerOfTen: ChangeHeuristic = notMultipleOfPowerOfTen('power_of_ten', 6);

/**
 * BlockSci: the address appears for the first time in this transaction. Wrong when the payee, too, gives out a new address for each
 * payment (then both are left), or when the payer's wallet returns change to an old one.
 */
export const clientChange: ChangeHeuristic = outputRule({
  id: 'client_change',
  isDynamic: false,
  opinion: ({ address }, tx, around) =>
    around.isFresh(tx, address) ? { keeps: true, code: 'client_change.fresh' } : { keeps: false, code: 'client_change.seen' },
});
