import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeCandidates } from '../../../core/bridge/views.ts';
import type { BitcoinBlock } from '../../../core/chain/bitcoin/model.ts';
import type { ShapeTx } from '../../../core/trace/chain-shape.ts';
import { type ChangeHeuristic, survivorsOf, uniqueChange } from '../../../core/trace/change/change-heuristic.ts';
import { changeHeuristics } from '../../../core/trace/change/change-heuristics.ts';
import { differenceOf, intersectionOf, unionOf } from '../../../core/trace/change/compose.ts';
import { changeCandidates } from '../../../core/trace/change-candidates.ts';
import { LedgerIndex } from '../../../core/trace/ledger-index.ts';
import { LedgerShapes } from '../../../core/trace/ledger-shape.ts';
import { chainOf, type OutputDraft, type TxDraft, txidOf } from '../../support/chain-builder.ts';
import { randomChain } from '../../support/random-chain.ts';

const dynamicIds = ['locktime', 'fixed_fee', 'peeling_chain', 'fingerprint', 'one_time_change_final', 'one_time_change_graphsense'];

/** What each heuristic says of the transaction `t`, as of the end or a time. */
function heard(txs: readonly (readonly TxDraft[])[], asOfMs = 1_000_000): Record<string, ChangeCandidates['heuristics'][number]> {
  const index = new LedgerIndex(chainOf(txs.map((block, place) => ({ atMs: 1000 * (place + 1), txs: block }))), []);
  return Object.fromEntries(changeCandidates(index, txidOf('t'), asOfMs).heuristics.map((heuristic) => [heuristic.id, heuristic]));
}

const reasonsOf = (heuristic: ChangeCandidates['heuristics'][number] | undefined) => heuristic?.reasons.map(({ reason }) => reason.code);

/** Two coins of ann (80 and 60 million satoshi), and an address of the shop that is known already. */
const start: TxDraft = {
  name: 'c0',
  pays: [
    { to: 'ann', sat: 80_000_000 },
    { to: 'ann 2', sat: 60_000_000 },
    { to: 'shop', sat: 5_000_000 },
    { to: 'old', sat: 70_000_000, scriptType: 'p2pkh' },
  ],
};
const payment = (pays: readonly OutputDraft[], spends = ['c0:0', 'c0:1']): TxDraft => ({ name: 't', spends, pays });
const toShop: OutputDraft = { to: 'shop', sat: 100_000_000 };
const back: OutputDraft = { to: 'ann 3', sat: 39_999_000 };

describe('a plain payment with change', () => {
  const heuristics = heard([[start], [payment([toShop, back])]]);

  it.each([
    ['address_type', [0, 1]],
    ['optimal_change', [1]],
    ['power_of_ten', [1]],
    ['client_change', [1]],
    ['legacy', [1]],
    ['one_time_change', [1]],
    ['one_time_change_final', [1]],
    ['address_reuse', []],
  ])('[CH1] %s keeps %j', (id, survivors) => {
    expect(heuristics[id]?.survivors).toEqual(survivors);
  });

  it('[CH1] GraphSense wants a sum that is no multiple of 1,000 satoshi', () => {
    expect(heuristics['one_time_change_graphsense']?.survivors).toEqual([]);
    const odd = heard([[start], [payment([toShop, { to: 'ann 3', sat: 39_999_001 }])]]);
    expect(odd['one_time_change_graphsense']).toMatchObject({ survivors: [1], unique: 1 });
  });

  it('[CH5] gives the figures it compares', () => {
    expect(heuristics['optimal_change']?.reasons).toEqual([
      { vout: 0, keeps: false, reason: { code: 'optimal_change.not-below', facts: { valueSat: '100000000', smallestSat: '60000000' } } },
      { vout: 1, keeps: true, reason: { code: 'optimal_change.below', facts: { valueSat: '39999000', smallestSat: '60000000' } } },
    ]);
  });

  it('[CH5] a data output has its reason and is never change', () => {
    const found = heard([[start], [payment([{ to: null, sat: 0 }, toShop, back])]]);
    for (const { reasons, survivors } of Object.values(found)) {
      expect(reasons[0]).toMatchObject({ vout: 0, keeps: false });
      expect(survivors).not.toContain(0);
    }
  });
});

describe('what each rule looks at', () => {
  it('[CH1] address_reuse: an output to an input address', () => {
    const own = heard([[start], [payment([toShop, { to: 'ann', sat: 39_999_000 }])]]);
    expect(own['address_reuse']).toMatchObject({ survivors: [1], unique: 1 });
    expect(own['one_time_change']).toMatchObject({ isApplicable: false, survivors: [], unique: null });
    expect(reasonsOf(own['one_time_change'])).toEqual(['one_time_change.self-change', 'one_time_change.self-change']);
  });

  it('[CH1] address_type: outputs of the one type of the inputs', () => {
    const shopElsewhere = heard([[start], [payment([{ ...toShop, scriptType: 'p2pkh' }, back])]]);
    expect(shopElsewhere['address_type']).toMatchObject({ survivors: [1], unique: 1 });
    const mixed = heard([[start], [payment([toShop, back], ['c0:0', 'c0:3'])]]);
    expect(mixed['address_type']).toMatchObject({ isApplicable: false, survivors: [], unique: null });
    expect(reasonsOf(mixed['address_type'])).toEqual(['address_type.mixed', 'address_type.mixed']);
  });

  it('[CH1] power_of_ten: 0.01 BTC is round, a satoshi less is not', () => {
    const found = heard([
      [start],
      [
        payment([
          { to: 'x', sat: 1_000_000 },
          { to: 'y', sat: 999_999 },
        ]),
      ],
    ]);
    expect(found['power_of_ten']?.survivors).toEqual([1]);
  });

  it('[CH1] optimal_change: an output as large as the smallest input is not below it', () => {
    const found = heard([
      [start],
      [
        payment([
          { to: 'x', sat: 60_000_000 },
          { to: 'y', sat: 59_999_999 },
        ]),
      ],
    ]);
    expect(found['optimal_change']?.survivors).toEqual([1]);
  });

  it('[CH1] legacy and one-time change: two that fit are none', () => {
    const two = heard([[start], [payment([{ to: 'new shop', sat: 50_000_000 }, back])]]);
    expect(two['legacy']).toMatchObject({ isApplicable: true, survivors: [], unique: null });
    expect(two['one_time_change']?.survivors).toEqual([]);
    expect(reasonsOf(two['one_time_change'])).toEqual(['several-left', 'several-left']);
  });

  it('[CH1] one_time_change_final is withdrawn when the address is paid again', () => {
    const again: TxDraft = { name: 'u', spends: ['c0:2'], pays: [{ to: 'ann 3', sat: 4_000_000 }] };
    const blocks = [[start], [payment([toShop, back])], [again]];
    expect(heard(blocks, 2500)['one_time_change_final']?.unique).toBe(1);
    expect(heard(blocks)['one_time_change_final']?.unique).toBe(null);
    expect(heard(blocks)['one_time_change']?.unique).toBe(1);
    expect(reasonsOf(heard(blocks)['one_time_change_final'])).toEqual(['client_change.seen', 'one_time_change.paid-again']);
  });

  it.each([
    ['locktime', { locktime: 5 }, { locktime: 9 }, {}],
    ['fingerprint', { locktime: 5, sequence: 0xfffffffd }, { locktime: 9, sequence: 0xfffffffd }, {}],
    ['fingerprint', { version: 1 }, { version: 1 }, { version: 2 }],
  ])('[CH1] %s follows the spender made alike: %j', (id, own, alike, unlike) => {
    const blocks = [
      [start],
      [{ ...payment([toShop, back]), ...own }],
      [
        { name: 'u', spends: ['t:0'], pays: [{ to: 'p', sat: 99_000_000 }], ...unlike },
        { name: 'w', spends: ['t:1'], pays: [{ to: 'q', sat: 39_000_000 }], ...alike },
      ],
    ];
    expect(heard(blocks)[id]).toMatchObject({ isApplicable: true, unique: 1 });
    expect(heard(blocks, 2500)[id]).toMatchObject({ isApplicable: false, unique: null });
  });

  it('[CH1] fixed_fee: the spender pays the same rate', () => {
    // 209 vbytes with two inputs and two outputs, 110 with one and one: 20,900 and 11,000 satoshi are 100 a vbyte each.
    const blocks = [
      [start],
      [payment([toShop, { to: 'ann 3', sat: 40_000_000 - 20_900 }])],
      [
        { name: 'u', spends: ['t:0'], pays: [{ to: 'p', sat: 100_000_000 - 11_000 }] },
        { name: 'w', spends: ['t:1'], pays: [{ to: 'q', sat: 40_000_000 - 20_900 - 11_000 }] },
      ],
    ];
    expect(heard(blocks)['fixed_fee']).toMatchObject({ isApplicable: true, survivors: [0, 1] });
    const dearer = [...blocks.slice(0, 2), [{ name: 'u', spends: ['t:0'], pays: [{ to: 'p', sat: 100_000_000 - 12_000 }] }]];
    expect(heard(dearer)['fixed_fee']).toMatchObject({ survivors: [1], unique: 1 });
  });

  it('[CH1] peeling_chain: the output that is peeled on', () => {
    const peel = (name: string, spend: string, sat: number): TxDraft => ({
      name,
      spends: [spend],
      pays: [
        { to: `peel ${name}`, sat: 1_000_000 },
        { to: `rest ${name}`, sat },
      ],
    });
    const chain = [[start], [peel('s', 'c0:0', 78_000_000)], [peel('t', 's:1', 76_000_000)], [peel('u', 't:1', 74_000_000)]];
    const cashed: TxDraft = { name: 'w', spends: ['t:0'], pays: [{ to: 'till', sat: 900_000 }] };
    expect(heard([...chain, [cashed]])['peeling_chain']).toMatchObject({ isApplicable: true, survivors: [1], unique: 1 });
    expect(heard(chain)['peeling_chain']?.survivors).toEqual([0, 1]);
    expect(heard([[start], [payment([toShop, back])]])['peeling_chain']).toMatchObject({ isApplicable: false, survivors: [] });
  });
});

describe('silence', () => {
  it.each([
    ['one spendable output', [start, payment([back, { to: null, sat: 0 }])], 'silent.one-output'],
    ['a coinbase', [{ name: 't', pays: [toShop, back] }], 'silent.coinbase'],
    [
      'the shape of a CoinJoin',
      [
        { name: 'c0', pays: ['a', 'b', 'c'].map((to) => ({ to, sat: 150_000 })) },
        payment(
          ['x', 'y', 'z', 'r'].map((to, place) => ({ to, sat: place < 3 ? 100_000 : 40_000 })),
          ['c0:0', 'c0:1', 'c0:2'],
        ),
      ],
      'silent.coinjoin',
    ],
  ])('[CH2] %s: no heuristic applies, none claims', (_, txs, code) => {
    for (const { isApplicable, unique, reasons } of Object.values(heard([txs]))) {
      expect({ isApplicable, unique }).toEqual({ isApplicable: false, unique: null });
      expect(reasons[0]?.reason.code).toBe(code);
    }
  });

  it('[CH2] one input: optimal_change rules nothing out and says so', () => {
    const found = heard([
      [start],
      [
        payment(
          [
            { to: 'shop', sat: 70_000_000 },
            { to: 'ann 3', sat: 9_999_000 },
          ],
          ['c0:0'],
        ),
      ],
    ]);
    expect(found['optimal_change']).toMatchObject({ isApplicable: false, survivors: [0, 1], unique: null });
    expect(reasonsOf(found['optimal_change'])).toEqual(['optimal_change.one-input', 'optimal_change.one-input']);
  });

  it('[CH2] eleven outputs are too many for GraphSense', () => {
    const pays = Array.from({ length: 11 }, (_, place) => ({ to: `p${place}`, sat: 1_000_001 }));
    expect(heard([[start], [payment(pays)]])['one_time_change_graphsense']).toMatchObject({ isApplicable: false });
    expect(heard([[start], [payment(pays.slice(1))]])['one_time_change_graphsense']).toMatchObject({ isApplicable: true });
  });

  it('[CH2] rules about spenders are silent until something is spent', () => {
    const found = heard([[start], [payment([toShop, back])]]);
    for (const id of ['locktime', 'fixed_fee', 'fingerprint']) {
      expect(found[id]?.isApplicable).toBe(false);
      expect(reasonsOf(found[id])?.[0]).toBe('silent.nothing-spent');
    }
  });
});

/** Every heuristic on every transaction of a ledger at every time from it on. */
function eachAnswer(blocks: readonly BitcoinBlock[], see: (answers: ChangeCandidates[]) => void): void {
  const index = new LedgerIndex(blocks, []);
  for (const { txid, atMs } of blocks.flatMap((block) => block.txs)) {
    const times = blocks.map((block) => block.atMs).filter((time) => time >= atMs);
    see(times.map((time) => changeCandidates(index, txid, time)));
  }
}

describe('always', () => {
  it('[CH3] [CH5] the unique survivor is the only kept output of a heuristic that applies', () => {
    fc.assert(
      fc.property(randomChain, (blocks) => {
        eachAnswer(blocks, (answers) => {
          for (const { survivors, unique, isApplicable, reasons } of answers.flatMap((answer) => answer.heuristics)) {
            expect(survivors).toEqual(reasons.filter((reason) => reason.keeps).map((reason) => reason.vout));
            expect(unique).toBe(isApplicable && survivors.length === 1 ? survivors[0] : null);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('[CH4] static heuristics never change their answer, and only the named ones are dynamic', () => {
    expect(
      changeHeuristics
        .filter((heuristic) => heuristic.isDynamic)
        .map((heuristic) => heuristic.id)
        .sort(),
    ).toEqual([...dynamicIds].sort());
    fc.assert(
      fc.property(randomChain, (blocks) => {
        eachAnswer(blocks, (answers) => {
          const fixed = answers.map((answer) => answer.heuristics.filter((heuristic) => !heuristic.isDynamic));
          for (const later of fixed) expect(later).toEqual(fixed[0]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('[CH6] combinations are the sets of their parts combined', () => {
    const some = fc.constantFrom(...changeHeuristics);
    fc.assert(
      fc.property(randomChain, some, some, (blocks, left, right) => {
        const index = new LedgerIndex(blocks, []);
        const shapes = new LedgerShapes(index.asOf(100_000));
        const setOf = (heuristic: ChangeHeuristic, tx: ShapeTx) => survivorsOf(heuristic.judge(tx, shapes));
        for (const { txid } of blocks.flatMap((block) => block.txs)) {
          const tx = shapes.named(txid);
          const [first, second] = [setOf(left, tx), setOf(right, tx)];
          expect(setOf(intersectionOf('both', [left, right]), tx)).toEqual(first.filter((vout) => second.includes(vout)));
          expect(setOf(unionOf('either', [left, right]), tx)).toEqual([...new Set([...first, ...second])].sort((a, b) => a - b));
          expect(setOf(differenceOf('only', left, right), tx)).toEqual(first.filter((vout) => !second.includes(vout)));
        }
        expect(unionOf('either', [left, right]).isDynamic).toBe(left.isDynamic || right.isDynamic);
      }),
      { numRuns: 60 },
    );
  });

  it('[CH3] a judgement with one survivor that does not apply claims nothing', () => {
    const verdicts = [{ vout: 0, keeps: true, reason: { code: 'x', facts: {} } }];
    expect(uniqueChange({ isApplicable: false, verdicts })).toBe(null);
    expect(uniqueChange({ isApplicable: true, verdicts })).toBe(0);
  });
});
