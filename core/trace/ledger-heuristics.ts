import type { ChangeCandidates, CoSpend } from '../bridge/views.ts';
import { judgeChange } from './change-heuristics.ts';
import { coinJoinClass } from './coinjoin.ts';
import type { IndexedTx, LedgerIndex } from './ledger-index.ts';
import { aroundIn, shapeOf } from './ledger-shape.ts';

/** What every change heuristic says about a transaction, with what is known at `asOfMs`. @throws AppError `trace/unknown-transaction` */
export function changeCandidates(index: LedgerIndex, txid: string, asOfMs: number): ChangeCandidates {
  const limit = index.limitAt(asOfMs);
  const judged = judgeChange(shapeOf(index.tx(txid, limit)), aroundIn(index, limit));
  return {
    txid,
    asOfMs,
    heuristics: judged.map(({ heuristic, isApplicable, reasons, survivors }) => ({
      id: heuristic.id,
      isDynamic: heuristic.isDynamic,
      isApplicable,
      survivors: [...survivors],
      unique: survivors.length === 1 ? (survivors[0] ?? null) : null,
      reasons: reasons.map(({ vout, keeps, code, facts }) => ({ vout, keeps, reason: { code, facts: { ...facts } } })),
    })),
  };
}

/**
 * The cluster of an address by common-input ownership (Meiklejohn et al. 2013): addresses that were inputs of one transaction, taken
 * together transitively; transactions with a CoinJoin's shape are left out and named. It claims control of keys by one wallet operator,
 * who may be a custodian, and no more. Wrong for PayJoin, joint spends, sold keys; one false merge is transitive, so each union is named
 * with its transaction. @throws AppError `trace/unknown-address`
 */
export function coSpend(index: LedgerIndex, address: string, asOfMs: number): CoSpend {
  const limit = index.limitAt(asOfMs);
  index.address(address, limit);
  const members = new Set([address]);
  const seen = new Map<number, 'evidence' | string>();
  // A set walks over what is added to it while it is being walked.
  for (const member of members) {
    for (const order of index.address(member, limit).orders) {
      if (order >= limit) break;
      if (seen.has(order)) continue;
      const indexed = index.at(order);
      const together = inputAddresses(indexed);
      if (!together.includes(member) || together.length < 2) continue;
      const shape = coinJoinClass(shapeOf(indexed)).class;
      seen.set(order, shape === 'none' ? 'evidence' : shape);
      if (shape === 'none') for (const other of together) members.add(other);
    }
  }
  const inOrder = [...seen].sort(([a], [b]) => a - b);
  return {
    address,
    members: [...members].sort(),
    evidence: inOrder
      .filter(([, what]) => what === 'evidence')
      .map(([order]) => ({ txid: index.at(order).tx.txid, addresses: inputAddresses(index.at(order)) })),
    excluded: inOrder.filter(([, what]) => what !== 'evidence').map(([order, what]) => ({ txid: index.at(order).tx.txid, class: what })),
  };
}

/** Sorted, each once. Scripts without an address are skipped. */
function inputAddresses({ spent }: IndexedTx): string[] {
  return [...new Set(spent.flatMap((input) => (input === null || input.output.address === null ? [] : [input.output.address])))].sort();
}
