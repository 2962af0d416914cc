import type { SearchHit } from '../bridge/views.ts';
import { addressNode, type NodeId, txNode } from '../ids.ts';
import { at, intAt, type LedgerAsOf } from './ledger-as-of.ts';
import type { LedgerIndex } from './ledger-index.ts';
import type { IdLines } from './search-text.ts';

interface Find {
  readonly node: NodeId;
  readonly at: number;
  /** Transaction in which the id appears first. */
  readonly tx: number;
}

/**
 * Transactions and addresses known as of then whose id holds `text` anywhere. Hex and bech32 have one case, so case is ignored there;
 * base58 tells `A` from `a`, so there it counts. An outpoint `txid:vout` finds its transaction. Ids that begin with the text come
 * first; then ledger order, a transaction before the addresses that first appear in it.
 */
export function searchIds(
  index: LedgerIndex,
  query: { text: string; asOfMs: number; limit: number },
): { hits: SearchHit[]; total: number } {
  const ledger = index.asOf(query.asOfMs);
  const { columns } = ledger;
  const text = query.text.trim().replace(/^([0-9a-fA-F]+):\d+$/, '$1');
  if (!/^[0-9a-zA-Z]+$/.test(text)) return { hits: [], total: 0 };
  const lines = index.searchText();
  const firstTx = (number: number): number => intAt(columns.addressFirstTx, number);
  const txid = (number: number): NodeId => txNode(at(columns.txids, number));
  const address = (number: number): NodeId => addressNode(at(columns.addresses, number));
  const { limit } = query;
  const scans = [
    scan(lines.txids, { text: text.toLowerCase(), ledger, limit, txOf: (number) => number, nodeOf: txid }),
    scan(lines.bech32, { text: text.toLowerCase(), ledger, limit, txOf: firstTx, nodeOf: address }),
    scan(lines.base58, { text, ledger, limit, txOf: firstTx, nodeOf: address }),
  ];
  const hits = scans
    .flatMap((found) => [...found.beginning, ...found.within])
    .sort((left, right) => Number(left.at > 0) - Number(right.at > 0) || left.tx - right.tx)
    .slice(0, limit)
    .map((find) => ({ node: find.node, at: find.at, length: text.length, atMs: at(columns.txAtMs, find.tx) }));
  return { hits, total: scans.reduce((sum, found) => sum + found.total, 0) };
}

interface Scan {
  readonly text: string;
  readonly ledger: LedgerAsOf;
  readonly limit: number;
  txOf(number: number): number;
  nodeOf(number: number): NodeId;
}

/** Finds come in ledger order, so the first `limit` of each kind are all that can be shown. */
function scan(lines: IdLines, { text, ledger, limit, txOf, nodeOf }: Scan): { beginning: Find[]; within: Find[]; total: number } {
  const beginning: Find[] = [];
  const within: Find[] = [];
  let total = 0;
  let line = 0;
  for (let place = lines.text.indexOf(text); place >= 0; ) {
    while (line + 1 < lines.starts.length && intAt(lines.starts, line + 1) <= place) line += 1;
    const number = intAt(lines.numbers, line);
    const tx = txOf(number);
    if (tx >= ledger.end) break;
    total += 1;
    const offset = place - intAt(lines.starts, line);
    const kind = offset === 0 ? beginning : within;
    if (kind.length < limit) kind.push({ node: nodeOf(number), at: offset, tx });
    line += 1;
    if (line >= lines.starts.length) break;
    place = lines.text.indexOf(text, intAt(lines.starts, line));
  }
  return { beginning, within, total };
}
