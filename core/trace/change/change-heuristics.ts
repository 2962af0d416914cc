import type { ChangeHeuristic } from './change-heuristic.ts';
import { fingerprint, fixedFee, locktime, peelingChain } from './dynamic-rules.ts';
import { legacy, oneTimeChange, oneTimeChangeFinal, oneTimeChangeGraphSense } from './one-time-rules.ts';
import { addressReuse, addressType, clientChange, optimalChange, powerOfTen } from './static-rules.ts';

/** In the order they are shown: from the plainest to the most particular. */
export const changeHeuristics: readonly ChangeHeuristic[] = [
  addressReuse,
  addressType,
  optimalChange,
  powerOfTen,
  clientChange,
  legacy,
  oneTimeChange,
  oneTimeChangeFinal,
  oneTimeChangeGraphSense,
  locktime,
  fixedFee,
  peelingChain,
  fingerprint,
];
