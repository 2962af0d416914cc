import { describe, expect, it } from 'vitest';
import type { ShapeTx } from '../../../core/trace/chain-shape.ts';
import { coinJoinClass, coinJoinDefaults } from '../../../core/trace/coinjoin.ts';

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
    ['wasabi2', 'taproot inputs', { ...wasabi2, inType: 'p2tr' }],
    ['wasabi1', 'at the lower end of the tolerance', wasabi1],
    ['wasabi1', 'at its upper end', { ins: times(10, 13_000_000), outs: [...times(10, 12_000_000), 70_000, 80_000] }],
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
    ['fewer inputs than equal outputs', { ...wasabi1, ins: times(9, 13_000_000) }],
    ['one single value', { ...wasabi1, outs: [...times(10, 10_000_000), 70_000] }],
    ['other scripts', { ...wasabi1, outType: 'p2tr' }],
  ])('[CL3] not wasabi1: %s', (_, draft) => {
    expect(coinJoinClass(shapeOf(draft)).class).not.toBe('wasabi1');
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
