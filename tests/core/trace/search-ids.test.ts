import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchHitSchema } from '../../../core/bridge/views.ts';
import { addressNode, nodeKey, txNode } from '../../../core/ids.ts';
import { LedgerIndex } from '../../../core/trace/ledger-index.ts';
import { searchIds } from '../../../core/trace/search-ids.ts';
import { addressOf, chainOf, txidOf } from '../../support/chain-builder.ts';
import { randomChain } from '../../support/random-chain.ts';

const blocks = chainOf([
  {
    atMs: 1000,
    txs: [
      {
        name: 'c0',
        pays: [
          { to: 'ann', sat: 500, scriptType: 'p2pkh' },
          { to: 'bo', sat: 900 },
        ],
      },
    ],
  },
  {
    atMs: 2000,
    txs: [
      {
        name: 'c1',
        pays: [
          { to: 'cy', sat: 500, scriptType: 'p2tr' },
          { to: 'ann', sat: 5, scriptType: 'p2pkh' },
        ],
      },
    ],
  },
]);
const index = new LedgerIndex(blocks, []);
const find = (text: string, asOfMs = 2000) => searchIds(index, { text, asOfMs, limit: 100 });
const nodes = (text: string, asOfMs = 2000) => find(text, asOfMs).hits.map((hit) => hit.node);
const ann = addressOf('ann', 'p2pkh');

describe('search', () => {
  it('[TR12] finds every part of every id that is known', () => {
    fc.assert(
      fc.property(
        randomChain,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 3, max: 12 }),
        fc.nat({ max: 16 }),
        (chain, which, from, length, time) => {
          const asOfMs = time * 1000;
          const known = chain.filter((block) => block.atMs <= asOfMs).flatMap((block) => block.txs);
          const addresses = new Set(known.flatMap((tx) => tx.outputs.flatMap((output) => output.address ?? [])));
          const ids = [...known.map((tx) => txNode(tx.txid)), ...[...addresses].map(addressNode)];
          const every = chain.flatMap((block) =>
            block.txs.flatMap((tx) => [tx.txid, ...tx.outputs.flatMap((output) => output.address ?? [])]),
          );
          const id = every[which % every.length] ?? '';
          const text = id.slice(from % (id.length - length), (from % (id.length - length)) + length);
          const { hits, total } = searchIds(new LedgerIndex(chain, []), { text, asOfMs, limit: 100 });
          const asWritten = (node: string) => (node.startsWith('a:1') ? text : text.toLowerCase());
          const wanted = ids.filter((node) => nodeKey(node).includes(asWritten(node)));
          expect(new Set(hits.map((hit) => hit.node))).toEqual(new Set(wanted));
          expect(total).toBe(wanted.length);
          for (const { node, at, length: matched } of hits.map((hit) => searchHitSchema.parse(hit))) {
            expect(nodeKey(node).slice(at, at + matched)).toBe(asWritten(node));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('[TR12] those that begin with the text first, then ledger order, a transaction before its addresses; a limit takes the first', () => {
    fc.assert(
      fc.property(randomChain, fc.constantFrom('1', 'b', 'bc1', 'a', '3', 'c1'), fc.integer({ min: 1, max: 9 }), (chain, text, limit) => {
        const txs = chain.flatMap((block) => block.txs);
        const firstPlace = (node: string) => {
          const key = nodeKey(node);
          return txs.findIndex(({ txid, outputs }) => txid === key || outputs.some(({ address }) => address === key));
        };
        const searched = new LedgerIndex(chain, []);
        const all = searchIds(searched, { text, asOfMs: 100_000, limit: 1000 });
        const ranks = all.hits.map(({ node, at }) => [at === 0 ? 0 : 1, firstPlace(node), node.startsWith('t:') ? 0 : 1]);
        const byRank = (left: number[], right: number[]) =>
          (left[0] ?? 0) - (right[0] ?? 0) || (left[1] ?? 0) - (right[1] ?? 0) || (left[2] ?? 0) - (right[2] ?? 0);
        expect(ranks).toEqual([...ranks].sort(byRank));
        const some = searchIds(searched, { text, asOfMs: 100_000, limit });
        expect(some).toEqual({ hits: all.hits.slice(0, limit), total: all.hits.length });
      }),
      { numRuns: 100 },
    );
  });

  it('[TR12] case counts in base58 only', () => {
    expect(nodes(ann.slice(4, 12))).toEqual([addressNode(ann)]);
    expect(nodes(ann.slice(4, 12).toLowerCase())).toEqual([]);
    expect(nodes(addressOf('bo').slice(3, 15).toUpperCase())).toEqual([addressNode(addressOf('bo'))]);
    expect(nodes(txidOf('c1').slice(9, 20).toUpperCase())).toEqual([txNode(txidOf('c1'))]);
  });

  it('[TR12] an outpoint finds its transaction, spaces around do not matter, other marks match nothing', () => {
    expect(nodes(` ${txidOf('c1')}:12 `)).toEqual([txNode(txidOf('c1'))]);
    expect(nodes(`${txidOf('c1').toUpperCase()}:0`)).toEqual([txNode(txidOf('c1'))]);
    expect(find('a\nb')).toEqual({ hits: [], total: 0 });
    expect(find('...')).toEqual({ hits: [], total: 0 });
  });

  it('[TR12] ids that begin with the text come first, then ledger order; the total ignores the limit', () => {
    expect(nodes('bc1')).toEqual([addressNode(addressOf('bo')), addressNode(addressOf('cy', 'p2tr'))]);
    expect(nodes('bc1', 1999)).toEqual([addressNode(addressOf('bo'))]);
    const all = find('1').hits.map((hit) => hit.node);
    const beginning = all.filter((node) => nodeKey(node).startsWith('1'));
    expect(all.slice(0, beginning.length)).toEqual(beginning);
    const limited = searchIds(index, { text: '1', asOfMs: 2000, limit: 2 });
    expect(limited.hits.map((hit) => hit.node)).toEqual(all.slice(0, 2));
    expect(limited.total).toBe(all.length);
  });

  it('[TR12] an id says when it first appeared', () => {
    expect(find(ann).hits).toEqual([{ node: addressNode(ann), at: 0, length: ann.length, atMs: 1000 }]);
  });
});
