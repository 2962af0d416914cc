import type { CoSpend } from '../bridge/views.ts';
import { CoSpendSets, type JointSpend } from './co-spend-sets.ts';
import { type CoinJoinClass, coinJoinClass } from './coinjoin.ts';
import { at, intAt, type LedgerAsOf, numbersOf } from './ledger-as-of.ts';
import { none } from './ledger-columns.ts';
import type { LedgerIndex } from './ledger-index.ts';
import { LedgerShapes } from './ledger-shape.ts';

/**
 * The cluster of an address by common-input ownership (Meiklejohn et al. 2013, heuristic 1): addresses that one transaction spends
 * from together, transitively. Transactions with a CoinJoin's shape join nothing and are named. It claims control of keys by one
 * wallet operator, who may be a custodian, and no more. Wrong for PayJoin, joint spends by several owners and sold keys; one false
 * merge is transitive, so every transaction that joined what was apart is named as well.
 *
 * Walks the cluster alone, never the ledger. @throws AppError `trace/unknown-address`
 */
export function coSpend(index: LedgerIndex, address: string, asOfMs: number): CoSpend {
  const ledger = index.asOf(asOfMs);
  const { members, spends, mixes } = walk(ledger, ledger.address(address));
  const numbers = [...members];
  const places = new Map(numbers.map((member, place) => [member, place]));
  const sets = new CoSpendSets(numbers.length);
  for (const { tx, addresses } of [...spends].sort((left, right) => left.tx - right.tx)) {
    sets.join({ tx, addresses: addresses.map((member) => places.get(member) ?? 0) });
  }
  const text = (member: number): string => at(ledger.columns.addresses, member);
  return {
    address,
    members: numbers.map(text).sort(),
    evidence: sets.evidence.map(({ tx, addresses }) => ({
      txid: ledger.txid(tx),
      addresses: addresses.map((place) => text(at(numbers, place))).sort(),
    })),
    excluded: [...mixes].sort(([left], [right]) => left - right).map(([tx, mix]) => ({ txid: ledger.txid(tx), class: mix })),
  };
}

/** All co-spend groups of two or more addresses as of a time, members sorted, groups by their first. */
export function coSpendGroups(index: LedgerIndex, asOfMs: number): string[][] {
  const ledger = index.asOf(asOfMs);
  const shapes = new LedgerShapes(ledger);
  const sets = new CoSpendSets(ledger.columns.addresses.length);
  for (let tx = 0; tx < ledger.end; tx += 1) {
    const addresses = inputAddresses(ledger, tx);
    if (addresses.length > 1 && coinJoinClass(shapes.shape(tx)).class === 'none') sets.join({ tx, addresses });
  }
  const groups = sets.groups().map((members) => members.map((member) => at(ledger.columns.addresses, member)).sort());
  return groups.sort(([left = ''], [right = '']) => (left < right ? -1 : 1));
}

interface Walk {
  readonly members: ReadonlySet<number>;
  readonly spends: readonly JointSpend[];
  readonly mixes: ReadonlyMap<number, CoinJoinClass>;
}

function walk(ledger: LedgerAsOf, start: number): Walk {
  const shapes = new LedgerShapes(ledger);
  const members = new Set([start]);
  const seen = new Set<number>();
  const spends: JointSpend[] = [];
  const mixes = new Map<number, CoinJoinClass>();
  const visit = (tx: number): void => {
    if (seen.has(tx)) return;
    seen.add(tx);
    const addresses = inputAddresses(ledger, tx);
    if (addresses.length < 2) return;
    const { class: mix } = coinJoinClass(shapes.shape(tx));
    if (mix !== 'none') {
      mixes.set(tx, mix);
      return;
    }
    spends.push({ tx, addresses });
    for (const other of addresses) members.add(other);
  };
  // A set's iterator goes on to members that are added while it runs.
  for (const member of members) for (const tx of spendsOf(ledger, member)) visit(tx);
  return { members, spends, mixes };
}

/** Transactions that spend from an address. */
function* spendsOf(ledger: LedgerAsOf, address: number): Generator<number> {
  for (const row of numbersOf(ledger.rows(address))) {
    if (ledger.rowAmounts(address, row).sentSat > 0n) yield intAt(ledger.columns.rowTx, row);
  }
}

/** Each once, in input order; scripts without an address are skipped. */
function inputAddresses(ledger: LedgerAsOf, tx: number): number[] {
  const found = [...numbersOf(ledger.inputs(tx))].map((input) => ledger.inputAddress(input));
  return [...new Set(found)].filter((address) => address !== none);
}
