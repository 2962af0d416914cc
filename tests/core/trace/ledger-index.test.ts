import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressViewSchema, changeCandidatesSchema, coSpendSchema, expansionSchema, txViewSchema } from '../../../core/bridge/views.ts';
import type { BitcoinBlock } from '../../../core/chain/bitcoin/model.ts';
import type { Tag } from '../../../core/chain/tag.ts';
import { AppError, errorData } from '../../../core/errors.ts';
import { addressNode, txNode } from '../../../core/ids.ts';
import { changeCandidates } from '../../../core/trace/change-candidates.ts';
import { coSpend, coSpendGroups } from '../../../core/trace/co-spend.ts';
import { expand } from '../../../core/trace/expand.ts';
import { LedgerIndex } from '../../../core/trace/ledger-index.ts';
import { addressTxs, addressView, subgraph, txView } from '../../../core/trace/ledger-views.ts';
import { searchIds } from '../../../core/trace/search-ids.ts';
import { addressOf, chainOf, txidOf } from '../../support/chain-builder.ts';
import { randomChain } from '../../support/random-chain.ts';
import { tagOf } from '../../support/tag-builder.ts';

const coinbase = { name: 'c0', pays: [{ to: 'ann', sat: 5000 }] };
const pays = (name: string, spend: string, sat: number) => ({ name, spends: [spend], pays: [{ to: 'bo', sat }] });

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (thrown) {
    return errorData(thrown).code;
  }
  return 'nothing thrown';
};

describe('building', () => {
  it.each([
    ['trace/duplicate-transaction', [coinbase, pays('t', 'c0:0', 1), pays('t', 't:0', 1)]],
    ['trace/missing-output', [coinbase, pays('t', 'c0:1', 1)]],
    ['trace/missing-output', [pays('t', 'c0:0', 1), coinbase]],
    ['trace/missing-output', [coinbase, pays('t', 't:0', 1)]],
    ['trace/output-spent-twice', [coinbase, pays('t', 'c0:0', 1), pays('u', 'c0:0', 1)]],
  ])('[TR1] %s is refused', (code, txs) => {
    expect(codeOf(() => new LedgerIndex(chainOf([{ atMs: 1, txs }]), []))).toBe(code);
  });
});

/** Everything that can be asked about every id of a ledger, as of a time; errors as their codes. */
function allAnswers(index: LedgerIndex, ids: { txids: readonly string[]; addresses: readonly string[] }, asOfMs: number): unknown {
  const known = <T>(ask: () => T): T | string => {
    try {
      return ask();
    } catch (thrown) {
      if (thrown instanceof AppError) return `${thrown.code} ${thrown.subject}`;
      throw thrown;
    }
  };
  const around = (node: string) =>
    (['in', 'out'] as const).map((direction) => known(() => expand(index, { node, direction, filter: {}, asOfMs })));
  return {
    groups: coSpendGroups(index, asOfMs),
    searches: ['a', '1', 'bc1q', 'f0'].map((text) => searchIds(index, { text, asOfMs, limit: 50 })),
    txs: ids.txids.map((txid) => [
      known(() => txView(index, txid, asOfMs)),
      known(() => changeCandidates(index, txid, asOfMs)),
      around(txNode(txid)),
    ]),
    addresses: ids.addresses.map((address) => [
      known(() => addressView(index, address, asOfMs)),
      known(() => addressTxs(index, { address, asOfMs, offset: 0, limit: 500 })),
      known(() => coSpend(index, address, asOfMs)),
      around(addressNode(address)),
    ]),
  };
}

function idsOf(blocks: readonly BitcoinBlock[]): { txids: string[]; addresses: string[] } {
  const txs = blocks.flatMap((block) => block.txs);
  const addresses = new Set(txs.flatMap((tx) => tx.outputs.flatMap((output) => output.address ?? [])));
  return { txids: txs.map((tx) => tx.txid), addresses: [...addresses] };
}

describe('as of', () => {
  it('[TR2] every answer as of a time is that of the ledger cut off there', () => {
    const tags: Tag[] = [tagOf(addressOf('di'), { isService: true })];
    fc.assert(
      fc.property(randomChain, fc.nat({ max: 20_000 }), (blocks, asOfMs) => {
        const ids = idsOf(blocks);
        const cut = blocks.filter((block) => block.atMs <= asOfMs);
        expect(allAnswers(new LedgerIndex(blocks, tags), ids, asOfMs)).toEqual(allAnswers(new LedgerIndex(cut, tags), ids, asOfMs));
      }),
      { numRuns: 50 },
    );
  });

  it('[TR2] asking about one time does not change the answer about another', () => {
    fc.assert(
      fc.property(randomChain, fc.array(fc.nat({ max: 16 }), { minLength: 2, maxLength: 4 }), (blocks, times) => {
        const ids = idsOf(blocks);
        const shared = new LedgerIndex(blocks, []);
        for (const time of times) {
          const asOfMs = time * 1000;
          expect(allAnswers(shared, ids, asOfMs)).toEqual(allAnswers(new LedgerIndex(blocks, []), ids, asOfMs));
        }
      }),
      { numRuns: 12 },
    );
  });

  it('[TR2] a block whose clock runs behind is not known before the block it follows', () => {
    const blocks = chainOf([
      { atMs: 5000, txs: [coinbase] },
      { atMs: 4000, txs: [{ name: 'c1', pays: [{ to: 'late', sat: 1 }] }] },
    ]);
    const index = new LedgerIndex(blocks, []);
    expect(codeOf(() => txView(index, txidOf('c1'), 4500))).toBe('trace/unknown-transaction');
    expect(txView(index, txidOf('c1'), 5000).atMs).toBe(4000);
  });

  it('[TR2] what is unknown is named', () => {
    const index = new LedgerIndex(chainOf([{ atMs: 1000, txs: [coinbase] }]), []);
    const failure = (run: () => unknown) => {
      try {
        return run();
      } catch (thrown) {
        return errorData(thrown);
      }
    };
    expect(failure(() => txView(index, txidOf('c0'), 999))).toMatchObject({ code: 'trace/unknown-transaction', subject: txidOf('c0') });
    expect(failure(() => addressView(index, addressOf('ann'), 999))).toMatchObject({
      code: 'trace/unknown-address',
      subject: addressOf('ann'),
    });
    expect(failure(() => addressView(index, addressOf('zoe'), 1000))).toMatchObject({ code: 'trace/unknown-address' });
    const ledger = index.asOf(999);
    expect([txNode(txidOf('c0')), addressNode(addressOf('ann'))].map((node) => [ledger.knows(node), index.asOf(1000).knows(node)])).toEqual(
      [
        [false, true],
        [false, true],
      ],
    );
  });
});

describe('views', () => {
  it('[TR3] sums are those of the outputs, at every time', () => {
    fc.assert(
      fc.property(randomChain, fc.nat({ max: 16 }), (blocks, time) => {
        const asOfMs = time * 1000;
        const index = new LedgerIndex(blocks, []);
        const txs = blocks.filter((block) => block.atMs <= asOfMs).flatMap((block) => block.txs);
        const spent = new Set(txs.flatMap((tx) => tx.inputs.map((input) => `${input.prevTxid}:${input.prevVout}`)));
        for (const address of idsOf(blocks.filter((block) => block.atMs <= asOfMs)).addresses) {
          const paid = txs.flatMap((tx) =>
            tx.outputs.flatMap((output, vout) =>
              output.address === address ? [{ sat: output.valueSat, isSpent: spent.has(`${tx.txid}:${vout}`) }] : [],
            ),
          );
          const sum = (coins: typeof paid) => coins.reduce((total, coin) => total + coin.sat, 0n);
          const view = addressView(index, address, asOfMs);
          expect(BigInt(view.receivedSat)).toBe(sum(paid));
          expect(BigInt(view.balanceSat)).toBe(sum(paid.filter((coin) => !coin.isSpent)));
          expect(BigInt(view.sentSat)).toBe(sum(paid.filter((coin) => coin.isSpent)));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('[TR3] a transaction that touches an address several times counts once', () => {
    const back = {
      name: 't',
      spends: ['c0:0'],
      pays: [
        { to: 'ann', sat: 3000 },
        { to: 'ann', sat: 1000 },
      ],
    };
    const index = new LedgerIndex(chainOf([{ atMs: 1000, txs: [coinbase, back] }]), []);
    expect(addressView(index, addressOf('ann'), 1000)).toMatchObject({
      txCount: 2,
      receivedSat: '9000',
      sentSat: '5000',
      balanceSat: '4000',
    });
  });

  it('[TR4] a transaction shows fee, size, inputs and outputs in order, and who spends it', () => {
    const blocks = chainOf([
      { atMs: 1000, txs: [coinbase] },
      {
        atMs: 2000,
        txs: [
          {
            name: 't',
            spends: ['c0:0'],
            pays: [
              { to: 'bo', sat: 3000, scriptType: 'p2pkh' },
              { to: null, sat: 0 },
            ],
            locktime: 9,
            sequence: 0xfffffffd,
          },
          { name: 'u', spends: ['t:0'], pays: [{ to: 'cy', sat: 2900 }] },
        ],
      },
    ]);
    const view = txView(new LedgerIndex(blocks, []), txidOf('t'), 2000);
    expect(view).toEqual({
      txid: txidOf('t'),
      height: 1,
      indexInBlock: 0,
      atMs: 2000,
      isCoinbase: false,
      version: 2,
      locktime: 9,
      sizeBytes: 141,
      weight: 564,
      vsize: 141,
      feeSat: '2000',
      inputs: [
        { vin: 0, prev: `${txidOf('c0')}:0`, address: addressOf('ann'), valueSat: '5000', scriptType: 'p2wpkh', sequence: 0xfffffffd },
      ],
      outputs: [
        {
          vout: 0,
          address: addressOf('bo', 'p2pkh'),
          valueSat: '3000',
          scriptType: 'p2pkh',
          spentBy: { txid: txidOf('u'), vin: 0, atMs: 2000 },
        },
        { vout: 1, address: null, valueSat: '0', scriptType: 'op-return', spentBy: null },
      ],
    });
    const generated = txView(new LedgerIndex(blocks, []), txidOf('c0'), 2000);
    expect(generated).toMatchObject({ isCoinbase: true, feeSat: null });
    expect(generated.inputs[0]).toMatchObject({ prev: null, address: null, valueSat: null, scriptType: null });
  });

  it('[TR4] views have the shapes that cross the bridge', () => {
    fc.assert(
      fc.property(randomChain, (blocks) => {
        const index = new LedgerIndex(blocks, []);
        const { txids, addresses } = idsOf(blocks);
        const asOfMs = 100_000;
        for (const txid of txids) {
          const expansion = expand(index, { node: txNode(txid), direction: 'out', filter: {}, asOfMs });
          const [view, change] = [txView(index, txid, asOfMs), changeCandidates(index, txid, asOfMs)];
          expect(txViewSchema.parse(view)).toEqual(view);
          expect(changeCandidatesSchema.parse(change)).toEqual(change);
          expect(expansionSchema.parse(expansion)).toEqual(expansion);
        }
        for (const address of addresses) {
          const [view, cluster] = [addressView(index, address, asOfMs), coSpend(index, address, asOfMs)];
          expect(addressViewSchema.parse(view)).toEqual(view);
          expect(coSpendSchema.parse(cluster)).toEqual(cluster);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('[TR5] the strongest tag of level 50 or more makes a service, from its day on', () => {
    const address = addressOf('ann');
    const dayMs = Date.UTC(2025, 1, 20);
    const tags = [
      tagOf(address, { label: 'hearsay', confidenceLevel: 20, isService: true, category: 'shop' }),
      tagOf(address, { label: 'customer', confidenceLevel: 90, isService: false, category: 'user' }),
      tagOf(address, { label: 'pool', confidenceLevel: 50, isService: true, category: 'mining_service', lastmod: '2025-02-20' }),
    ];
    const index = new LedgerIndex(chainOf([{ atMs: 1000, txs: [coinbase] }]), tags);
    expect(addressView(index, address, dayMs - 1)).toMatchObject({ isService: false, serviceCategory: null });
    expect(addressView(index, address, dayMs)).toMatchObject({ isService: true, serviceCategory: 'mining_service' });
    expect(addressView(index, address, dayMs - 1).tags.map((tag) => tag.label)).toEqual(['customer', 'hearsay']);
    expect(addressView(index, address, dayMs).tags.map((tag) => tag.label)).toEqual(['customer', 'pool', 'hearsay']);
  });

  it('[TR6] pages of transactions together are all of them, oldest first', () => {
    fc.assert(
      fc.property(randomChain, fc.integer({ min: 1, max: 4 }), (blocks, limit) => {
        const index = new LedgerIndex(blocks, []);
        for (const address of idsOf(blocks).addresses) {
          const all = addressTxs(index, { address, asOfMs: 100_000, offset: 0, limit: 500 });
          const pages = Array.from({ length: Math.ceil(all.total / limit) + 1 }, (_, page) =>
            addressTxs(index, { address, asOfMs: 100_000, offset: page * limit, limit }),
          );
          expect(pages.flatMap((page) => page.rows)).toEqual(all.rows);
          expect(all.rows.length).toBe(all.total);
          expect(new Set(pages.map((page) => page.total))).toEqual(new Set([all.total]));
          const order = idsOf(blocks).txids;
          const places = all.rows.map((row) => order.indexOf(row.txid));
          expect(places).toEqual([...places].sort((left, right) => left - right));
          const view = addressView(index, address, 100_000);
          expect(all.total).toBe(view.txCount);
          expect(all.rows.reduce((sum, row) => sum + BigInt(row.receivedSat), 0n)).toBe(BigInt(view.receivedSat));
          expect(all.rows.reduce((sum, row) => sum + BigInt(row.sentSat), 0n)).toBe(BigInt(view.sentSat));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('[TR11] a subgraph is the views of the nodes asked for, each once', () => {
    const index = new LedgerIndex(chainOf([{ atMs: 1000, txs: [coinbase, pays('t', 'c0:0', 4000)] }]), []);
    const nodes = [txNode(txidOf('t')), addressNode(addressOf('bo')), txNode(txidOf('t')), txNode(txidOf('c0'))];
    const { txs, addresses } = subgraph(index, nodes, 1000);
    expect(txs).toEqual([txView(index, txidOf('t'), 1000), txView(index, txidOf('c0'), 1000)]);
    expect(addresses).toEqual([addressView(index, addressOf('bo'), 1000)]);
    expect(codeOf(() => subgraph(index, nodes, 999))).toBe('trace/unknown-transaction');
  });
});
