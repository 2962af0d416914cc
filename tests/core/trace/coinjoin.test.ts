import { describe, expect, it } from 'vitest';
import type { ChainAround, ShapeTx } from '../../../core/trace/chain-shape.ts';
import { changeHeuristics } from '../../../core/trace/change/change-heuristics.ts';
import { coinJoinClass, coinJoinDefaults, hasEqualOutputShape } from '../../../core/trace/coinjoin.ts';

interface Draft {
  readonly ins: readonly number[];
  readonly outs: readonly number[];
  readonly inType?: string;
  readonly outType?: string;
  /** All inputs, or all outputs, at this many addresses in turn. */
  readonly inAddresses?: number;
  readonly outAddresses?: number;
  readonly hasData?: boolean;
}

const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value);
const rising = (count: number, from: number): number[] => Array.from({ length: count }, (_, place) => from + 1000 * place);

function shapeOf({ ins, outs, inType = 'p2wpkh', outType = 'p2wpkh', inAddresses, outAddresses, hasData }: Draft): ShapeTx {
  const outputs = outs.map((sat, vout) => ({
    vout,
    address: `o${vout % (outAddresses ?? outs.length)}`,
    scriptType: outType,
    valueSat: BigInt(sat),
  }));
  const data = { vout: outputs.length, address: null, scriptType: 'op-return', valueSat: 0n };
  return {
    txid: 't',
    isCoinbase: false,
    version: 2,
    locktime: 0,
    isReplaceable: false,
    feePerKvb: null,
    inputs: ins.map((sat, vin) => ({ address: `i${vin % (inAddresses ?? ins.length)}`, scriptType: inType, valueSat: BigInt(sat) })),
    outputs: hasData ? [...outputs, data] : outputs,
  };
}

const pool = 5_000_000;
const whirlpool: Draft = { ins: [...times(4, pool), pool + 110_000], outs: times(5, pool) };
const wasabi2: Draft = {
  ins: rising(50, 2_000_000).reverse(),
  outs: [...times(21, 65_536), ...times(20, 59_049), ...rising(9, 5001).reverse()],
};
const wasabi1: Draft = { ins: times(10, 13_000_000), outs: [...times(10, 8_000_000), 70_000, 80_000] };
const joinMarket: Draft = { ins: times(3, 150_000), outs: [...times(3, 100_000), 47_000, 48_000, 49_000] };

describe('CoinJoin by shape', () => {
  it.each<[string, string, Draft]>([
    ['whirlpool', 'an entrant at the limit', whirlpool],
    ['whirlpool', 'ten in, ten out', { ins: [...times(9, pool), pool + 1], outs: times(10, pool) }],
    ['wasabi2', 'fifty inputs, 41 of 50 standard', wasabi2],
    ...[100_000, 1_000_000, 50_000_000].map((sat): [string, string, Draft] => [
      'whirlpool',
      `the pool of ${sat} satoshi`,
      { ins: [...times(4, sat), sat + 1], outs: times(5, sat) },
    ]),
    ...[5_000, 6_561, 8_192, 10_000, 13_122, 20_000, 50_000_000_000, 62_762_119_218, 68_719_476_736, 94_143_178_827, 100_000_000_000].map(
      (sat): [string, string, Draft] => [
        'wasabi2',
        `outputs of ${sat} satoshi`,
        { ...wasabi2, outs: [...times(41, sat), ...times(9, 4_097)] },
      ],
    ),
    ['wasabi2', 'taproot inputs', { ...wasabi2, inType: 'p2tr' }],
    ['wasabi1', 'at the lower end of the tolerance', wasabi1],
    ['wasabi1', 'at its upper end', { ins: times(10, 13_000_000), outs: [...times(10, 12_000_000), 70_000, 80_000] }],
    [
      'wasabi1',
      'of values as frequent the larger',
      { ...wasabi1, outs: [...times(10, 5_000_000), ...times(10, 10_000_000), 70_000, 80_000] },
    ],
    ['joinmarket', 'as many changes as equal outputs', joinMarket],
    ['joinmarket', 'one change', { ...joinMarket, outs: [...times(3, 100_000), 147_000] }],
    ['joinmarket', 'a data output beside it', { ...joinMarket, hasData: true }],
  ])('[CL3] %s: %s', (name, _, draft) => {
    expect(coinJoinClass(shapeOf(draft)).class).toBe(name);
  });

  it.each<[string, Draft]>([
    ['whirlpool with an entrant too large', { ...whirlpool, ins: [...times(4, pool), pool + 110_001] }],
    ['whirlpool of four', { ins: [...times(3, pool), pool + 1], outs: times(4, pool) }],
    ['whirlpool of eleven', { ins: [...times(10, pool), pool + 1], outs: times(11, pool) }],
    ['whirlpool without an entrant', { ins: times(5, pool), outs: times(5, pool) }],
    ['whirlpool without a remixer', { ins: times(5, pool + 1), outs: times(5, pool) }],
    ['whirlpool of an unknown pool', { ins: [...times(4, 4_000_000), 4_000_001], outs: times(5, 4_000_000) }],
    ['whirlpool with an address twice', { ...whirlpool, inAddresses: 4 }],
    ['whirlpool with a data output', { ...whirlpool, hasData: true }],
    ['wasabi 2 with 49 inputs', { ...wasabi2, ins: wasabi2.ins.slice(1) }],
    ['wasabi 2 with rising inputs', { ...wasabi2, ins: [...wasabi2.ins].reverse() }],
    ['wasabi 2 with rising outputs', { ...wasabi2, outs: [...wasabi2.outs].reverse() }],
    [
      'wasabi 2 with 4/5 standard and no more',
      { ...wasabi2, outs: [...times(20, 65_536), ...times(20, 59_049), ...rising(10, 5001).reverse()] },
    ],
    ['wasabi 2 with old inputs', { ...wasabi2, inType: 'p2pkh' }],
    ['wasabi 2 with an output address twice', { ...wasabi2, outAddresses: 49 }],
    ['two equal outputs', { ...joinMarket, outs: [...times(2, 100_000), 47_000, 48_000] }],
    ['equal outputs and nothing else', { ...joinMarket, outs: times(3, 100_000) }],
    ['more changes than equal outputs', { ...joinMarket, outs: [...joinMarket.outs, 46_000] }],
    ['fewer input addresses than equal outputs', { ...joinMarket, inAddresses: 2 }],
    ['an output address twice', { ...joinMarket, outAddresses: 5 }],
    ['equal dust', { ...joinMarket, outs: [...times(3, 2730), 47_000, 48_000] }],
    ['one input', { ins: [500_000], outs: joinMarket.outs }],
    ['one output', { ins: times(3, 150_000), outs: [440_000] }],
  ])('[CL3] none: %s', (_, draft) => {
    expect(coinJoinClass(shapeOf(draft)).class).toBe('none');
  });

  it.each<[string, Draft]>([
    ['nine equal outputs', { ins: times(9, 13_000_000), outs: [...times(9, 10_000_000), 70_000, 80_000] }],
    ['a value beyond the tolerance', { ...wasabi1, outs: [...times(10, 7_999_999), 70_000, 80_000] }],
    ['as many of a larger value', { ...wasabi1, outs: [...times(10, 10_000_000), ...times(10, 20_000_000), 70_000, 80_000] }],
    ['fewer inputs than equal outputs', { ...wasabi1, ins: times(9, 13_000_000) }],
    ['one single value', { ...wasabi1, outs: [...times(10, 10_000_000), 70_000] }],
    ['other scripts', { ...wasabi1, outType: 'p2tr' }],
  ])('[CL3] not wasabi1: %s', (_, draft) => {
    expect(coinJoinClass(shapeOf(draft)).class).not.toBe('wasabi1');
  });

  it.each([4_096, 4_374, 5_001, 137_438_953_472, 200_000_000_000])('[CL3] not wasabi2: outputs of %d satoshi', (sat) => {
    const outs = [...times(41, sat), ...times(9, 4_097)].sort((left, right) => right - left);
    expect(coinJoinClass(shapeOf({ ...wasabi2, outs })).class).not.toBe('wasabi2');
  });

  it.each([whirlpool, wasabi2, wasabi1, joinMarket])('[CH2] no change heuristic applies to the shape of a CoinJoin, %#', (draft) => {
    const around: ChainAround = { spender: () => null, parents: () => [], isFresh: () => true, isPaidElsewhere: () => false };
    const shape = shapeOf(draft);
    for (const heuristic of changeHeuristics) {
      const { isApplicable, verdicts } = heuristic.judge(shape, around);
      expect([heuristic.id, isApplicable]).toEqual([heuristic.id, false]);
      expect(verdicts[0]?.reason).toEqual({ code: 'silent.coinjoin', facts: { class: coinJoinClass(shape).class } });
    }
  });

  it.each<[boolean, string, Draft]>([
    [true, 'two of three outputs', { ins: [10, 10], outs: [6, 6, 7] }],
    [true, 'two of four', { ins: [10, 10], outs: [6, 6, 7, 8] }],
    [true, 'two values, both as frequent', { ins: [10, 10], outs: [6, 6, 7, 7] }],
    [true, 'three of five', { ins: times(3, 10), outs: [6, 6, 6, 7, 8] }],
    [true, 'a data output counts', { ins: [10, 10], outs: [6, 6], hasData: true }],
    [false, 'two outputs', { ins: [10, 10], outs: [6, 6] }],
    [false, 'one input', { ins: [20], outs: [6, 6, 7] }],
    [false, 'fewer inputs than participants', { ins: [10, 10], outs: [6, 6, 6, 7, 8] }],
    [false, 'fewer input addresses than participants', { ins: [10, 10], inAddresses: 1, outs: [6, 6, 7] }],
    [false, 'too few that are equal', { ins: times(3, 10), outs: [6, 6, 7, 8, 9] }],
    [false, 'too many that are equal', { ins: times(3, 10), outs: [6, 6, 6, 7] }],
    [false, 'equal dust of 546', { ins: [900, 900], outs: [546, 546, 7] }],
    [false, 'equal dust of 2,730', { ins: [9000, 9000], outs: [2730, 2730, 7] }],
    [true, 'equal values beside equal dust', { ins: [9000, 9000], outs: [546, 546, 7, 7] }],
  ])("[CH1] BlockSci's own rule says %s: %s", (isMix, _, draft) => {
    expect(hasEqualOutputShape(shapeOf(draft))).toBe(isMix);
  });

  it('[CL3] thresholds are parameters', () => {
    const small = shapeOf({ ...wasabi2, ins: wasabi2.ins.slice(30) });
    expect(coinJoinClass(small).class).toBe('none');
    expect(coinJoinClass(small, { ...coinJoinDefaults, wasabi2Inputs: 20 })).toEqual({
      class: 'wasabi2',
      participants: 20,
      denominationSat: 0n,
    });
  });
});
