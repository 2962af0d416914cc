import { estimateVsize } from '../chain/bitcoin/transaction-size.ts';
import type { HeldCoin, WalletHabits } from './wallet.ts';

/** Change smaller than this is left to the miner: spending it would cost more than it is worth. */
export const leastChangeSat = 1_000n;

export interface Selection {
  readonly coins: readonly HeldCoin[];
  readonly feeSat: bigint;
  /** null: what was left over was too little for an output of its own and went into the fee. */
  readonly changeSat: bigint | null;
}

export interface Need {
  readonly targetSat: bigint;
  /** Scripts of the payments. */
  readonly scripts: readonly Uint8Array[];
  /** A script of the length that change would have. */
  readonly changeScript: Uint8Array;
  readonly feeRate: number;
}

const feeOf = (coins: readonly HeldCoin[], scripts: readonly Uint8Array[], feeRate: number): bigint =>
  BigInt(
    estimateVsize(
      coins.map((coin) => coin.key.scriptType),
      scripts,
    ) * feeRate,
  );

const total = (coins: readonly HeldCoin[]): bigint => coins.reduce((sum, coin) => sum + coin.valueSat, 0n);
const byValue = (left: HeldCoin, right: HeldCoin): number => (left.valueSat < right.valueSat ? -1 : left.valueSat > right.valueSat ? 1 : 0);

function ordered(coins: readonly HeldCoin[], need: Need, habit: WalletHabits['selection']): readonly HeldCoin[] {
  if (habit === 'oldest') return coins;
  if (habit === 'largest') return [...coins].sort((left, right) => byValue(right, left));
  const enough = need.targetSat + feeOf(coins.slice(0, 1), [...need.scripts, need.changeScript], need.feeRate);
  const single = [...coins].sort(byValue).find((coin) => coin.valueSat >= enough);
  return single === undefined ? [...coins].sort((left, right) => byValue(right, left)) : [single];
}

/** The fee and change of spending exactly these coins; null when they do not cover target and fee. */
export function withCoins(coins: readonly HeldCoin[], need: Need): Selection | null {
  const rest = total(coins) - need.targetSat;
  const feeWithout = feeOf(coins, need.scripts, need.feeRate);
  if (rest < feeWithout) return null;
  const feeWith = feeOf(coins, [...need.scripts, need.changeScript], need.feeRate);
  const changeSat = rest - feeWith;
  if (changeSat < leastChangeSat) return { coins, feeSat: rest, changeSat: null };
  return { coins, feeSat: feeWith, changeSat };
}

/** Coins for a payment, taken one after another in the wallet's own order until they suffice; null when all together do not. */
export function selectCoins(available: readonly HeldCoin[], need: Need, habit: WalletHabits['selection']): Selection | null {
  const chosen: HeldCoin[] = [];
  for (const coin of ordered(available, need, habit)) {
    chosen.push(coin);
    if (total(chosen) < need.targetSat) continue;
    const selection = withCoins(chosen, need);
    if (selection !== null) return selection;
  }
  return null;
}

/** The same without coins that are not larger than the change: the payment is covered without them. */
export function withoutNeedless(selection: Selection, need: Need): Selection {
  const [least, ...others] = [...selection.coins].sort(byValue);
  if (least === undefined || selection.changeSat === null || least.valueSat > selection.changeSat) return selection;
  const coins = selection.coins.filter((coin) => coin !== least);
  const smaller = others.length === 0 ? null : withCoins(coins, need);
  return smaller === null ? selection : withoutNeedless(smaller, need);
}

/** The fee of sending all of these coins to one script. */
export const feeOfAll = (coins: readonly HeldCoin[], script: Uint8Array, feeRate: number): bigint => feeOf(coins, [script], feeRate);
/** The same for several scripts. */
export const feeOfSplit = feeOf;
