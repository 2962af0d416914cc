import { type ShapeOutput, type ShapeTx, spendable } from './chain-shape.ts';

/**
 * CoinJoin by shape, Bitcoin. Sources: nopara73/Dumplings scanner for Whirlpool and Wasabi, GraphSense for distinctness, BlockSci for
 * its rule. A structural match is not proof: a payroll from several own addresses has JoinMarket's shape. Misses PayJoin, tiny rounds and
 * unknown coordinators.
 */
export type CoinJoinClass = 'none' | 'whirlpool' | 'wasabi2' | 'wasabi1' | 'joinmarket';

export const coinJoinDefaults = {
  whirlpoolMin: 5,
  whirlpoolMax: 10,
  /** Satoshi a premix input may lie above the pool's denomination. */
  whirlpoolEpsilonSat: 110_000n,
  wasabi2Inputs: 50,
  /** More than this share of the outputs has a standard value: parts of a whole. */
  wasabi2ShareParts: 4,
  wasabi2ShareWhole: 5,
  wasabi1Equal: 10,
  wasabi1DenominationSat: 10_000_000n,
  wasabi1ToleranceSat: 2_000_000n,
  joinMarketEqual: 3,
  joinMarketDustSat: 2_730n,
} as const;

export type CoinJoinParams = {
  readonly [K in keyof typeof coinJoinDefaults]: (typeof coinJoinDefaults)[K] extends bigint ? bigint : number;
};

export interface CoinJoinMatch {
  readonly class: CoinJoinClass;
  /** Equal outputs: the anonymity set at best. Wasabi 2: the number of inputs. 0 for none. */
  readonly participants: number;
  /** Satoshi; 0 for none and Wasabi 2, which has many. */
  readonly denominationSat: bigint;
}

const none: CoinJoinMatch = { class: 'none', participants: 0, denominationSat: 0n };
const whirlpoolPools: ReadonlySet<bigint> = new Set([100_000n, 1_000_000n, 5_000_000n, 50_000_000n]);

/** The first class that fits, in the order Whirlpool, Wasabi 2, Wasabi 1, JoinMarket. */
export function coinJoinClass(tx: ShapeTx, params: CoinJoinParams = coinJoinDefaults): CoinJoinMatch {
  if (tx.isCoinbase || tx.inputs.length < 2 || spendable(tx).length < 2) return none;
  return whirlpool(tx, params) ?? wasabi2(tx, params) ?? wasabi1(tx, params) ?? joinMarket(tx, params) ?? none;
}

const distinct = (addresses: readonly (string | null)[]): boolean => new Set(addresses).size === addresses.length;

function whirlpool(tx: ShapeTx, params: CoinJoinParams): CoinJoinMatch | null {
  const { inputs, outputs } = tx;
  const count = inputs.length;
  if (count < params.whirlpoolMin || count > params.whirlpoolMax || outputs.length !== count) return null;
  if (spendable(tx).length !== count) return null;
  if (!distinct([...inputs, ...outputs].map((side) => side.address))) return null;
  const denominationSat = outputs[0]?.valueSat ?? 0n;
  if (!whirlpoolPools.has(denominationSat) || outputs.some((output) => output.valueSat !== denominationSat)) return null;
  const limitSat = denominationSat + params.whirlpoolEpsilonSat;
  if (inputs.some((input) => input.valueSat < denominationSat || input.valueSat > limitSat)) return null;
  const remixers = inputs.filter((input) => input.valueSat === denominationSat).length;
  return remixers > 0 && remixers < count ? { class: 'whirlpool', participants: count, denominationSat } : null;
}

const wasabi2Denominations = standardDenominations(5_000n, 134_375_000_000n);

function standardDenominations(minSat: bigint, maxSat: bigint): ReadonlySet<bigint> {
  const values = new Set<bigint>();
  const series: readonly (readonly [first: bigint, factor: bigint])[] = [
    [1n, 2n],
    [1n, 3n],
    [2n, 3n],
    [1n, 10n],
    [2n, 10n],
    [5n, 10n],
  ];
  for (const [first, factor] of series) {
    for (let value = first; value <= maxSat; value *= factor) if (value >= minSat) values.add(value);
  }
  return values;
}

function isFalling(values: readonly bigint[]): boolean {
  return values.every((value, at) => at === 0 || value <= (values[at - 1] ?? value));
}

function wasabi2(tx: ShapeTx, params: CoinJoinParams): CoinJoinMatch | null {
  const { inputs, outputs } = tx;
  if (inputs.length < params.wasabi2Inputs) return null;
  if (!isFalling(inputs.map((input) => input.valueSat)) || !isFalling(outputs.map((output) => output.valueSat))) return null;
  if (inputs.some((input) => input.scriptType !== 'p2wpkh' && input.scriptType !== 'p2tr')) return null;
  if (!distinct(outputs.map((output) => output.address))) return null;
  const standard = outputs.filter((output) => wasabi2Denominations.has(output.valueSat)).length;
  return standard * params.wasabi2ShareWhole > outputs.length * params.wasabi2ShareParts
    ? { class: 'wasabi2', participants: inputs.length, denominationSat: 0n }
    : null;
}

interface Mode {
  readonly valueSat: bigint;
  readonly count: number;
  /** Values that occur once. */
  readonly singles: number;
}

/** Most frequent output value, of equals the larger. */
function modeOf(outputs: readonly ShapeOutput[]): Mode {
  const counts = new Map<bigint, number>();
  for (const { valueSat } of outputs) counts.set(valueSat, (counts.get(valueSat) ?? 0) + 1);
  let best = { valueSat: 0n, count: 0 };
  let singles = 0;
  for (const [valueSat, count] of counts) {
    if (count > best.count || (count === best.count && valueSat > best.valueSat)) best = { valueSat, count };
    if (count === 1) singles += 1;
  }
  return { ...best, singles };
}

function wasabi1(tx: ShapeTx, params: CoinJoinParams): CoinJoinMatch | null {
  const mode = modeOf(spendable(tx));
  const awaySat = mode.valueSat - params.wasabi1DenominationSat;
  if (mode.count < params.wasabi1Equal || tx.inputs.length < mode.count || mode.singles < 2) return null;
  if ((awaySat < 0n ? -awaySat : awaySat) > params.wasabi1ToleranceSat) return null;
  if ([...tx.inputs, ...spendable(tx)].some((side) => side.scriptType !== 'p2wpkh')) return null;
  return { class: 'wasabi1', participants: mode.count, denominationSat: mode.valueSat };
}

function joinMarket(tx: ShapeTx, params: CoinJoinParams): CoinJoinMatch | null {
  const outputs = spendable(tx);
  const mode = modeOf(outputs.filter((output) => output.valueSat > params.joinMarketDustSat));
  if (mode.count < params.joinMarketEqual) return null;
  if (mode.count > new Set(tx.inputs.map((input) => input.address)).size) return null;
  if (outputs.length <= mode.count || outputs.length > 2 * mode.count) return null;
  if (!distinct(outputs.map((output) => output.address))) return null;
  return { class: 'joinmarket', participants: mode.count, denominationSat: mode.valueSat };
}

/**
 * BlockSci's rule: k = half of the outputs, rounded up, is the number of participants; that many inputs and input addresses, and one
 * value occurs exactly k times. Equal dust (546, 2,730) alone is no anonymity set. Data outputs count.
 */
export function hasEqualOutputShape(tx: ShapeTx): boolean {
  const { inputs, outputs } = tx;
  if (tx.isCoinbase || inputs.length < 2 || outputs.length < 3) return false;
  const participants = Math.floor((outputs.length + 1) / 2);
  if (inputs.length < participants || new Set(inputs.map((input) => input.address)).size < participants) return false;
  const counts = new Map<bigint, number>();
  for (const { valueSat } of outputs) counts.set(valueSat, (counts.get(valueSat) ?? 0) + 1);
  if (Math.max(...counts.values()) !== participants) return false;
  return [...counts].some(([valueSat, count]) => count === participants && valueSat !== 546n && valueSat !== 2730n);
}
