import type { BitcoinBlock } from '../../core/chain/bitcoin/model.ts';
import type { Tag } from '../../core/chain/tag.ts';
import { addressNode, txNode } from '../../core/ids.ts';
import { changeCandidates } from '../../core/trace/change-candidates.ts';
import { coSpend } from '../../core/trace/co-spend.ts';
import { expand } from '../../core/trace/expand.ts';
import { LedgerIndex } from '../../core/trace/ledger-index.ts';
import { addressTxs, addressView, txView } from '../../core/trace/ledger-views.ts';
import { searchIds } from '../../core/trace/search-ids.ts';
import { type ComparisonDraft, timeOf } from './measure.ts';

const asOfMs = 8_640_000_000_000_000;
const repeats = 50;

/**
 * Each question against a deep copy of its own answers, the least that carrying an answer out of the ledger's thread costs. Asked about
 * the busiest addresses and about transactions and addresses spread over the ledger.
 */
export function questions(blocks: readonly BitcoinBlock[], tags: readonly Tag[]): ComparisonDraft[] {
  const index = new LedgerIndex(blocks, tags);
  const txids = blocks.flatMap((block) => block.txs.slice(1).map((tx) => tx.txid));
  const addresses = [
    ...new Set(blocks.flatMap((block) => block.txs.flatMap((tx) => tx.outputs.flatMap((output) => output.address ?? [])))),
  ];
  const someTxids = spread(txids);
  const someAddresses = [...busiest(index, addresses), ...spread(addresses)];
  const asked: readonly (readonly [id: string, ask: () => unknown[]])[] = [
    ['ask.address', () => someAddresses.map((address) => addressView(index, address, asOfMs))],
    ['ask.address-txs', () => someAddresses.map((address) => addressTxs(index, { address, asOfMs, offset: 0, limit: 100 }))],
    ['ask.transaction', () => someTxids.map((txid) => txView(index, txid, asOfMs))],
    [
      'ask.expand-address',
      () => someAddresses.map((address) => expand(index, { node: addressNode(address), direction: 'out', filter: {}, asOfMs })),
    ],
    ['ask.expand-transaction', () => someTxids.map((txid) => expand(index, { node: txNode(txid), direction: 'out', filter: {}, asOfMs }))],
    ['ask.change', () => someTxids.map((txid) => changeCandidates(index, txid, asOfMs))],
    ['ask.co-spend', () => someAddresses.map((address) => coSpend(index, address, asOfMs))],
    ['ask.search', () => ['bc1q', 'f00', '3ab4', 'zz9'].map((text) => searchIds(index, { text, asOfMs, limit: 100 }))],
  ];
  return asked.map(([id, ask]) => {
    const answers = ask();
    return {
      id,
      ours: [`${answers.length} questions`, () => timeOf(ask)],
      floor: ['structuredClone of the answers', () => timeOf(() => structuredClone(answers))],
    };
  });
}

function spread<T>(all: readonly T[]): T[] {
  const step = Math.max(1, Math.floor(all.length / repeats));
  return all.filter((_, place) => place % step === 0).slice(0, repeats);
}

function busiest(index: LedgerIndex, addresses: readonly string[]): string[] {
  const counts = new Map(addresses.map((address) => [address, addressView(index, address, asOfMs).txCount]));
  return [...addresses].sort((left, right) => (counts.get(right) ?? 0) - (counts.get(left) ?? 0)).slice(0, 5);
}
