import type { BitcoinBlock } from '../../core/chain/bitcoin/model.ts';
import { type ChangeHeuristic, uniqueChange } from '../../core/trace/change/change-heuristic.ts';
import { changeHeuristics } from '../../core/trace/change/change-heuristics.ts';
import { intersectionOf } from '../../core/trace/change/compose.ts';
import { coSpendGroups } from '../../core/trace/co-spend.ts';
import { LedgerIndex } from '../../core/trace/ledger-index.ts';
import { LedgerShapes } from '../../core/trace/ledger-shape.ts';

/** Simulated time, ms: after everything. */
const theEnd = 8_640_000_000_000_000;

/** A heuristic against the truth. */
export interface ChangeError {
  readonly id: string;
  /** Transactions it names a change for. */
  readonly claims: number;
  /** Of these, those where the named output went to the hand that paid. */
  readonly right: number;
  /** Transactions of two or more outputs that have exactly one output back to the payer. */
  readonly wanted: number;
}

const named = (id: string): ChangeHeuristic => {
  const found = changeHeuristics.find((heuristic) => heuristic.id === id);
  if (found === undefined) throw new Error(`no heuristic ${id}`);
  return found;
};

const combination = intersectionOf(
  'client_change + address_type + power_of_ten',
  ['client_change', 'address_type', 'power_of_ten'].map(named),
);

/** Every change heuristic, and one combination, on every transaction of a world, with the knowledge of its end. */
export function changeErrors(blocks: readonly BitcoinBlock[], control: Readonly<Record<string, number>>): ChangeError[] {
  const shapes = new LedgerShapes(new LedgerIndex(blocks, []).asOf(theEnd));
  const txs = blocks.flatMap((block) => block.txs.slice(1)).map((tx) => shapes.named(tx.txid));
  const judged = txs.map((tx) => {
    const payer = control[tx.inputs[0]?.address ?? ''];
    const back = tx.outputs.filter(({ address }) => address !== null && control[address] === payer).map((output) => output.vout);
    return { tx, back, isWanted: back.length === 1 && tx.outputs.length > 1 };
  });
  const wanted = judged.filter((one) => one.isWanted).length;
  return [...changeHeuristics, combination].map((heuristic) => {
    const claims = judged.flatMap(({ tx, back }) => {
      const claim = uniqueChange(heuristic.judge(tx, shapes));
      return claim === null ? [] : [back.includes(claim)];
    });
    return { id: heuristic.id, claims: claims.length, right: claims.filter(Boolean).length, wanted };
  });
}

/** Co-spend clusters against the truth, over pairs of addresses. */
export interface ClusterError {
  readonly pairsJoined: number;
  readonly pairsRight: number;
  readonly pairsWanted: number;
  /** Most actors in one cluster; 1 when nothing is falsely merged. */
  readonly mostActors: number;
  readonly largest: number;
}

export function clusterError(blocks: readonly BitcoinBlock[], control: Readonly<Record<string, number>>): ClusterError {
  const groups = coSpendGroups(new LedgerIndex(blocks, []), theEnd);
  const actorsOf = (group: readonly string[]) => countBy(group.map((address) => control[address] ?? -1));
  const held = countBy(Object.values(control));
  return {
    pairsJoined: sum(groups.map((group) => pairs(group.length))),
    pairsRight: sum(groups.flatMap((group) => [...actorsOf(group).values()].map(pairs))),
    pairsWanted: sum([...held.values()].map(pairs)),
    mostActors: Math.max(1, ...groups.map((group) => actorsOf(group).size)),
    largest: Math.max(1, ...groups.map((group) => group.length)),
  };
}

const pairs = (count: number): number => (count * (count - 1)) / 2;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function countBy(keys: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
