import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExpandFilter } from '../../../core/chain/expand-filter.ts';
import { addressNode, txNode } from '../../../core/ids.ts';
import { expand, expansionCap, expansionNodeCap } from '../../../core/trace/expand.ts';
import { LedgerIndex } from '../../../core/trace/ledger-index.ts';
import { subgraph } from '../../../core/trace/ledger-views.ts';
import { addressOf, chainOf, type TxDraft, txidOf } from '../../support/chain-builder.ts';
import { randomChain } from '../../support/random-chain.ts';
import { tagOf } from '../../support/tag-builder.ts';

const a = (name: string) => addressNode(addressOf(name));
const t = (name: string) => txNode(txidOf(name));

/** ann and bo pay the shop; the shop pays cy and keeps change; cy and the exchange go on. */
const story = chainOf([
  {
    atMs: 1000,
    txs: [
      {
        name: 'c0',
        pays: [
          { to: 'ann', sat: 500 },
          { to: 'bo', sat: 900 },
          { to: 'bo2', sat: 40 },
        ],
      },
    ],
  },
  {
    atMs: 2000,
    txs: [
      {
        name: 'p1',
        spends: ['c0:0'],
        pays: [
          { to: 'shop', sat: 300 },
          { to: 'ann', sat: 190 },
        ],
      },
    ],
  },
  { atMs: 3000, txs: [{ name: 'p2', spends: ['c0:1', 'c0:2'], pays: [{ to: 'shop', sat: 700 }] }] },
  {
    atMs: 4000,
    txs: [
      {
        name: 'out',
        spends: ['p1:0', 'p2:0'],
        pays: [
          { to: 'cy', sat: 600 },
          { to: 'exchange', sat: 350 },
          { to: null, sat: 0 },
        ],
      },
    ],
  },
  {
    atMs: 5000,
    txs: [
      { name: 'on', spends: ['out:0'], pays: [{ to: 'di', sat: 590 }] },
      { name: 'sweep', spends: ['out:1'], pays: [{ to: 'hot', sat: 340 }] },
    ],
  },
]);
const exchangeTag = tagOf(addressOf('exchange'), { label: 'Northgate', category: 'exchange', isService: true });
const index = new LedgerIndex(story, [exchangeTag]);
const nodesOf = (node: string, direction: 'in' | 'out', filter: ExpandFilter = {}) =>
  expand(index, { node, direction, filter, asOfMs: 9000 });

describe('neighbours', () => {
  it('[TR7] in brings the transactions that pay an address, with their input addresses', () => {
    expect(nodesOf(a('shop'), 'in').nodes).toEqual([a('shop'), t('p1'), a('ann'), t('p2'), a('bo'), a('bo2')]);
  });

  it('[TR7] out brings the transactions that spend from an address, with their output addresses', () => {
    expect(nodesOf(a('shop'), 'out').nodes).toEqual([a('shop'), t('out'), a('cy'), a('exchange')]);
    expect(nodesOf(a('di'), 'out')).toMatchObject({ nodes: [a('di')], omitted: 0, stop: null });
  });

  it('[TR8] in brings the input addresses of a transaction and what made the outputs it spends', () => {
    expect(nodesOf(t('out'), 'in').nodes).toEqual([t('out'), a('shop'), t('p1'), t('p2')]);
    expect(nodesOf(t('c0'), 'in').nodes).toEqual([t('c0')]);
  });

  it('[TR8] out brings the output addresses of a transaction and what spends its outputs', () => {
    expect(nodesOf(t('p1'), 'out').nodes).toEqual([t('p1'), a('shop'), a('ann'), t('out')]);
  });

  it('[TR9] a service is a stop sign, and is not walked through when met', () => {
    expect(nodesOf(a('exchange'), 'out')).toEqual({
      nodes: [],
      subgraph: { txs: [], addresses: [] },
      stop: { reason: 'service', tag: exchangeTag },
      omitted: 0,
    });
    expect(nodesOf(a('exchange'), 'in').stop).toEqual({ reason: 'service', tag: exchangeTag });
    expect(nodesOf(t('out'), 'out').nodes).toEqual([t('out'), a('cy'), a('exchange'), t('on')]);
    expect(nodesOf(t('sweep'), 'in').nodes).toEqual([t('sweep'), a('exchange')]);
  });

  it('[TR9] a tag stops from its day on, not before', () => {
    const later = new LedgerIndex(story, [{ ...exchangeTag, lastmod: '1970-01-02' }]);
    const stops = (asOfMs: number) => expand(later, { node: a('exchange'), direction: 'out', filter: {}, asOfMs }).stop !== null;
    expect([stops(86_399_999), stops(86_400_000)]).toEqual([false, true]);
  });

  it('[TR11] what is brought beyond a transaction is in ledger order, whatever the order of its inputs', () => {
    const swapped = story.map((block) => ({
      ...block,
      txs: block.txs.map((tx) => (tx.txid === txidOf('out') ? { ...tx, inputs: [...tx.inputs].reverse() } : tx)),
    }));
    const found = expand(new LedgerIndex(swapped, []), { node: t('out'), direction: 'in', filter: {}, asOfMs: 9000 });
    expect(found.nodes).toEqual([t('out'), a('shop'), t('p1'), t('p2')]);
  });

  it('[TR11] brings the views of its nodes, each node once', () => {
    fc.assert(
      fc.property(randomChain, fc.constantFrom('in' as const, 'out' as const), (blocks, direction) => {
        const random = new LedgerIndex(blocks, []);
        for (const { txid, outputs } of blocks.flatMap((block) => block.txs)) {
          for (const node of [txNode(txid), ...outputs.map((output) => addressNode(output.address ?? ''))]) {
            const found = expand(random, { node, direction, filter: {}, asOfMs: 100_000 });
            expect(found.nodes[0]).toBe(node);
            expect(new Set(found.nodes).size).toBe(found.nodes.length);
            expect(found.subgraph).toEqual(subgraph(random, found.nodes, 100_000));
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('filter', () => {
  it.each<[string, ExpandFilter, readonly string[], number]>([
    ['value from', { minSat: '301' }, ['p2'], 1],
    ['value from, included', { minSat: '300' }, ['p1', 'p2'], 0],
    ['value to, included', { maxSat: '300' }, ['p1'], 1],
    ['time from, included', { fromMs: 3000 }, ['p2'], 1],
    ['time to, included', { toMs: 2000 }, ['p1'], 1],
    ['largest', { top: 1 }, ['p2'], 1],
    ['largest of those that pass', { top: 1, maxSat: '699' }, ['p1'], 1],
    ['none', { minSat: '5000' }, [], 2],
  ])('[TR10] %s', (_, filter, kept, omitted) => {
    const found = nodesOf(a('shop'), 'in', filter);
    expect(found.nodes.filter((node) => node.startsWith('t:'))).toEqual(kept.map(t));
    expect(found.omitted).toBe(omitted);
  });

  it('[TR10] a transaction keeps its own addresses; the filter looks at what lies beyond', () => {
    expect(nodesOf(t('out'), 'in', { minSat: '700' })).toMatchObject({ nodes: [t('out'), a('shop'), t('p2')], omitted: 1 });
  });

  it('[TR8] [TR10] what several inputs take from one transaction is one value', () => {
    expect(nodesOf(t('p2'), 'in', { minSat: '940' })).toMatchObject({ nodes: [t('p2'), a('bo'), a('bo2'), t('c0')], omitted: 0 });
    expect(nodesOf(t('p2'), 'in', { minSat: '941' })).toMatchObject({ nodes: [t('p2'), a('bo'), a('bo2')], omitted: 1 });
  });

  it('[TR10] a transaction of very many addresses leaves room for few beyond, and tells how many are left out', () => {
    const pays = Array.from({ length: 1990 }, (_, place) => ({ to: `payee ${place}`, sat: 1000 }));
    const spends: TxDraft[] = Array.from({ length: 20 }, (_, place) => ({
      ...{ name: `s${place}`, spends: [`c0:${place}`], pays: [{ to: 'x', sat: 900 }] },
    }));
    const wide = new LedgerIndex(chainOf([{ atMs: 1000, txs: [{ name: 'c0', pays }, ...spends] }]), []);
    const { nodes, omitted } = expand(wide, { node: t('c0'), direction: 'out', filter: {}, asOfMs: 1000 });
    expect([nodes.length, nodes.filter((node) => node.startsWith('t:')).length, omitted]).toEqual([2000, 10, 11]);
  });

  it('[TR10] [TR11] ties of the largest go to the earlier; what is brought is in ledger order', () => {
    const largestTwo = (sats: readonly number[]) => {
      const txs: TxDraft[] = sats.map((sat, place) => ({ name: `m${place}`, pays: [{ to: 'till', sat }] }));
      const till = new LedgerIndex(chainOf([{ atMs: 1000, txs }]), []);
      return expand(till, { node: a('till'), direction: 'in', filter: { top: 2 }, asOfMs: 1000 });
    };
    expect(largestTwo([7, 9, 9, 9, 8])).toMatchObject({ nodes: [a('till'), t('m1'), t('m2')], omitted: 3 });
    expect(largestTwo([8, 5, 9])).toMatchObject({ nodes: [a('till'), t('m0'), t('m2')], omitted: 1 });
  });

  it('[TR10] at most 60 transactions and 2,000 nodes, whatever is asked', () => {
    const wide = Array.from({ length: 300 }, (_, place) => ({ to: `payee ${place}`, sat: 1000 + place }));
    const coins = Array.from({ length: 80 }, () => ({ to: 'payer', sat: 400_000 }));
    const spends: TxDraft[] = coins.map((_, place) => ({
      name: `s${place}`,
      spends: [`c0:${place}`],
      pays: place < 70 ? [{ to: 'x', sat: 1 + place }] : wide.map(({ to, sat }) => ({ to: `${to} of ${place}`, sat })),
    }));
    const busy = new LedgerIndex(chainOf([{ atMs: 1000, txs: [{ name: 'c0', pays: coins }, ...spends] }]), []);
    const ask = (filter: ExpandFilter) => expand(busy, { node: a('payer'), direction: 'out', filter, asOfMs: 1000 });
    const all = ask({ top: 500 });
    expect(all.nodes.filter((node) => node.startsWith('t:'))).toEqual(Array.from({ length: expansionCap }, (_, place) => t(`s${place}`)));
    expect(all.omitted).toBe(20);
    const batches = new LedgerIndex(
      chainOf([
        { atMs: 1000, txs: [{ name: 'c0', pays: coins }, ...spends.slice(70).map((tx, place) => ({ ...tx, spends: [`c0:${place}`] }))] },
      ]),
      [],
    );
    const found = expand(batches, { node: a('payer'), direction: 'out', filter: {}, asOfMs: 1000 });
    expect([found.nodes.length, expansionNodeCap, expansionCap]).toEqual([2000, 2000, 60]);
    expect(found.omitted).toBe(10 - found.nodes.filter((node) => node.startsWith('t:')).length);
  });
});
