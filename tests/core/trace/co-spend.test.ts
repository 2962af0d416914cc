import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BitcoinBlock } from '../../../core/chain/bitcoin/model.ts';
import { coSpend, coSpendGroups } from '../../../core/trace/co-spend.ts';
import { CoSpendSets } from '../../../core/trace/co-spend-sets.ts';
import { coinJoinClass } from '../../../core/trace/coinjoin.ts';
import { LedgerIndex } from '../../../core/trace/ledger-index.ts';
import { LedgerShapes } from '../../../core/trace/ledger-shape.ts';
import { addressOf, chainOf, txidOf } from '../../support/chain-builder.ts';
import { randomChain } from '../../support/random-chain.ts';

/** Address sets of the transactions that join, straight from the blocks. */
function jointSpends(blocks: readonly BitcoinBlock[], asOfMs: number): Set<string>[] {
  const payees = new Map<string, string | null>();
  const shapes = new LedgerShapes(new LedgerIndex(blocks, []).asOf(asOfMs));
  return blocks
    .flatMap((block) => block.txs)
    .flatMap((tx) => {
      for (const [vout, output] of tx.outputs.entries()) payees.set(`${tx.txid}:${vout}`, output.address);
      if (tx.atMs > asOfMs || coinJoinClass(shapes.named(tx.txid)).class !== 'none') return [];
      return [new Set(tx.inputs.flatMap((input) => payees.get(`${input.prevTxid}:${input.prevVout}`) ?? []))];
    });
}

/** Merges sets that share a member until none does. */
function closure(sets: readonly Set<string>[]): string[][] {
  let groups = sets.map((set) => new Set(set));
  for (let before = -1; before !== groups.length; ) {
    before = groups.length;
    groups = groups.reduce<Set<string>[]>((merged, group) => {
      const touching = merged.filter((other) => [...group].some((member) => other.has(member)));
      const all = new Set([...group, ...touching.flatMap((other) => [...other])]);
      return [...merged.filter((other) => !touching.includes(other)), all];
    }, []);
  }
  const sorted = groups.filter((group) => group.size > 1).map((group) => [...group].sort());
  return sorted.sort(([left = ''], [right = '']) => (left < right ? -1 : 1));
}

const everyAddress = (blocks: readonly BitcoinBlock[], asOfMs: number): string[] => [
  ...new Set(
    blocks
      .filter((block) => block.atMs <= asOfMs)
      .flatMap((block) => block.txs.flatMap((tx) => tx.outputs.flatMap((output) => output.address ?? []))),
  ),
];

describe('co-spend', () => {
  it('[CL1] [CL2] union-find over the ledger, and the walk from one address, give the brute-force closure at every time', () => {
    fc.assert(
      fc.property(randomChain, fc.nat({ max: 16 }), (blocks, time) => {
        const asOfMs = time * 1000;
        const index = new LedgerIndex(blocks, []);
        const groups = closure(jointSpends(blocks, asOfMs));
        expect(coSpendGroups(index, asOfMs)).toEqual(groups);
        for (const address of everyAddress(blocks, asOfMs)) {
          const members = groups.find((group) => group.includes(address)) ?? [address];
          expect(coSpend(index, address, asOfMs)).toMatchObject({ address, members });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('[CL2] the evidence alone gives the cluster, and none of it can be spared', () => {
    fc.assert(
      fc.property(randomChain, (blocks) => {
        const index = new LedgerIndex(blocks, []);
        for (const address of everyAddress(blocks, 100_000)) {
          const { members, evidence } = coSpend(index, address, 100_000);
          const sets = evidence.map((joint) => new Set(joint.addresses));
          expect(closure(sets)).toEqual(members.length > 1 ? [members] : []);
          const order = blocks.flatMap((block) => block.txs.map((tx) => tx.txid));
          const places = evidence.map((joint) => order.indexOf(joint.txid));
          expect(places).toEqual([...places].sort((left, right) => left - right));
          expect(evidence.length).toBeLessThan(members.length);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('[CL2] the evidence of a time begins the evidence of a later one', () => {
    const spends = fc.array(fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 3 }), { maxLength: 12 });
    fc.assert(
      fc.property(spends, fc.nat({ max: 12 }), (all, cut) => {
        const evidenceOf = (some: readonly (readonly number[])[]) => {
          const sets = new CoSpendSets(10);
          for (const [tx, addresses] of some.entries()) sets.join({ tx, addresses });
          return sets.evidence.map((joint) => joint.tx);
        };
        const early = evidenceOf(all.slice(0, cut));
        expect(evidenceOf(all).slice(0, early.length)).toEqual(early);
      }),
    );
  });

  it('[CL1] a transaction that spends two coins of one address joins nothing', () => {
    const blocks = chainOf([
      {
        atMs: 1000,
        txs: [
          {
            name: 'c0',
            pays: [
              { to: 'ann', sat: 5 },
              { to: 'ann', sat: 6 },
            ],
          },
        ],
      },
      { atMs: 2000, txs: [{ name: 't', spends: ['c0:0', 'c0:1'], pays: [{ to: 'bo', sat: 11 }] }] },
    ]);
    const ann = addressOf('ann');
    expect(coSpend(new LedgerIndex(blocks, []), ann, 2000)).toEqual({ address: ann, members: [ann], evidence: [], excluded: [] });
  });

  it('[CL1] scripts without an address join nothing, not even those they are spent with', () => {
    const coins = ['ann', null, 'bo', null].map((to) => ({ to, sat: 50_000 }));
    const spend = (name: string, spends: readonly string[]) => ({ name, spends, pays: [{ to: 'shop', sat: 99_000 }] });
    const blocks = chainOf([
      { atMs: 1000, txs: [{ name: 'c0', pays: coins }] },
      { atMs: 2000, txs: [spend('of ann', ['c0:0', 'c0:1']), spend('of bo', ['c0:2', 'c0:3'])] },
    ]);
    const index = new LedgerIndex(blocks, []);
    const ann = addressOf('ann');
    expect(coSpend(index, ann, 2000)).toEqual({ address: ann, members: [ann], evidence: [], excluded: [] });
    expect(coSpendGroups(index, 2000)).toEqual([]);
  });

  it('[CL4] a CoinJoin joins nothing and is named; coins that leave it and meet again are joined', () => {
    const blocks = chainOf([
      { atMs: 1000, txs: [{ name: 'c0', pays: ['a', 'b', 'c'].map((to) => ({ to, sat: 150_000 })) }] },
      {
        atMs: 2000,
        txs: [
          {
            name: 'mix',
            spends: ['c0:0', 'c0:1', 'c0:2'],
            pays: ['x', 'y', 'z', 'r'].map((to, place) => ({ to, sat: place < 3 ? 100_000 : 40_000 })),
          },
        ],
      },
      { atMs: 3000, txs: [{ name: 'meet', spends: ['mix:0', 'mix:3'], pays: [{ to: 'w', sat: 130_000 }] }] },
    ]);
    const index = new LedgerIndex(blocks, []);
    const [a, x, r] = [addressOf('a'), addressOf('x'), addressOf('r')];
    expect(coSpend(index, a, 3000)).toEqual({
      address: a,
      members: [a],
      evidence: [],
      excluded: [{ txid: txidOf('mix'), class: 'joinmarket' }],
    });
    expect(coSpend(index, x, 3000)).toEqual({
      address: x,
      members: [x, r].sort(),
      evidence: [{ txid: txidOf('meet'), addresses: [x, r].sort() }],
      excluded: [],
    });
    expect(coSpend(index, x, 2000).members).toEqual([x]);
    expect(coSpendGroups(index, 3000)).toEqual([[x, r].sort()]);
  });

  it('[CL4] several CoinJoins that members take part in are named in ledger order', () => {
    const coins = ['a', 'a', 'b', 'b', 'c', 'd', 'e', 'f'].map((to) => ({ to, sat: 150_000 }));
    const mix = (name: string, spends: readonly string[]) => ({
      ...{ name, spends },
      pays: [1, 2, 3, 4].map((place) => ({ to: `${name} ${place}`, sat: place < 4 ? 100_000 : 40_000 })),
    });
    const blocks = chainOf([
      { atMs: 1000, txs: [{ name: 'c0', pays: coins }] },
      { atMs: 2000, txs: [mix('of b', ['c0:2', 'c0:4', 'c0:5']), mix('of a', ['c0:0', 'c0:6', 'c0:7'])] },
      { atMs: 3000, txs: [{ name: 'both', spends: ['c0:1', 'c0:3'], pays: [{ to: 'w', sat: 290_000 }] }] },
    ]);
    const { members, excluded } = coSpend(new LedgerIndex(blocks, []), addressOf('a'), 3000);
    expect(members).toEqual([addressOf('a'), addressOf('b')].sort());
    expect(excluded.map(({ txid }) => txid)).toEqual([txidOf('of b'), txidOf('of a')]);
  });
});
