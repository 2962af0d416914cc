import { type ChainAround, type ShapeTx, spendable } from '../chain-shape.ts';
import { coinJoinClass, hasEqualOutputShape } from '../coinjoin.ts';
import { type ChangeHeuristic, outputRule, rule, type Silence } from './change-heuristic.ts';
import { intersectionOf, onlyUnique } from './compose.ts';
import { addressType, clientChange, inputAddresses, notMultipleOfPowerOfTen, optimalChange } from './static-rules.ts';

/** BlockSci: the only output that is both fresh and below the smallest input. Wrong like its parts, but both must be wrong at once. */
export const legacy: ChangeHeuristic = onlyUnique('legacy', intersectionOf('legacy', [clientChange, optimalChange]), (tx) => {
  if (spendable(tx).length < 2) return { code: 'silent.one-output', facts: {} };
  const { class: coinJoin } = coinJoinClass(tx);
  const isMix = coinJoin !== 'none' || hasEqualOutputShape(tx);
  return isMix ? { code: 'silent.coinjoin', facts: { class: coinJoin === 'none' ? 'equal-outputs' : coinJoin } } : null;
});

/** Meiklejohn et al. 2013, definition 4.3, conditions 2 and 3: no coin generation, no self-change. */
function oneTimeSilence(tx: ShapeTx): Silence {
  if (spendable(tx).length < 2) return { code: 'silent.one-output', facts: {} };
  const own = inputAddresses(tx);
  const isSelfChange = spendable(tx).some(({ address }) => own.has(address));
  return isSelfChange ? { code: 'one_time_change.self-change', facts: {} } : null;
}

/**
 * Meiklejohn et al. 2013, definition 4.3, with the knowledge of its day: the only fresh address. Wrong when the payee gives out a new
 * address and the payer takes change on an old one. Published false positives: 13 % as it stands, 0.17 % after waiting a week.
 */
export const oneTimeChange: ChangeHeuristic = onlyUnique('one_time_change', clientChange, oneTimeSilence);

/** The same with hindsight: withdrawn when another transaction pays the address as well. Still wrong for payees who use an address once. */
export const oneTimeChangeFinal: ChangeHeuristic = rule({
  id: 'one_time_change_final',
  isDynamic: true,
  silence: oneTimeSilence,
  verdicts: (tx, around) =>
    oneTimeChange.judge(tx, around).verdicts.map((verdict, place) => {
      const address = tx.outputs[place]?.address ?? null;
      const isWithdrawn = verdict.keeps && address !== null && around.isPaidElsewhere(tx, address);
      return isWithdrawn ? { ...verdict, keeps: false, reason: { code: 'one_time_change.paid-again', facts: {} } } : verdict;
    }),
});

const paidOnce: ChangeHeuristic = outputRule({
  id: 'paid_once',
  isDynamic: true,
  opinion: ({ address }, tx, around) => {
    if (tx.outputs.filter((output) => output.address === address).length > 1) return { keeps: false, code: 'paid_once.repeated' };
    return isOnlyHere(tx, address, around) ? { keeps: true, code: 'paid_once.only-here' } : { keeps: false, code: 'paid_once.reused' };
  },
});

const isOnlyHere = (tx: ShapeTx, address: string, around: ChainAround): boolean =>
  around.isFresh(tx, address) && !around.isPaidElsewhere(tx, address);

/**
 * GraphSense: of 2 to 10 outputs, the only one with the inputs' script type, not a multiple of 1,000 satoshi, below the smallest input,
 * and an address that is paid nowhere else. Wrong where all its parts are; it speaks seldom.
 */
export const oneTimeChangeGraphSense: ChangeHeuristic = onlyUnique(
  'one_time_change_graphsense',
  intersectionOf('one_time_change_graphsense', [addressType, notMultipleOfPowerOfTen('power_of_ten', 3), optimalChange, paidOnce]),
  (tx) => {
    const outputs = spendable(tx).length;
    if (outputs < 2) return { code: 'silent.one-output', facts: {} };
    return outputs > 10 ? { code: 'one_time_change_graphsense.many-outputs', facts: { count: outputs } } : null;
  },
);
