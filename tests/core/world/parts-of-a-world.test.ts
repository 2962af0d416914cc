import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HdWallet } from '../../../core/chain/bitcoin/hd-wallet.ts';
import { estimateVsize } from '../../../core/chain/bitcoin/transaction-size.ts';
import { Agenda } from '../../../core/world/agenda.ts';
import { selectCoins } from '../../../core/world/coin-selection.ts';
import { drawPeel, drawTurns } from '../../../core/world/peel-plan.ts';
import { RandomStream } from '../../../core/world/random-stream.ts';
import { rhythmicMoment } from '../../../core/world/rhythm.ts';

const name = fc.string({ minLength: 1, maxLength: 12 });

describe('random streams', () => {
  it('[WD2] the same seed and name give the same numbers, another name others', () => {
    fc.assert(
      fc.property(name, name, (seed, of) => {
        const draw = (stream: RandomStream) => Array.from({ length: 8 }, () => stream.next());
        expect(draw(new RandomStream(seed, of))).toEqual(draw(new RandomStream(seed, of)));
        expect(draw(new RandomStream(seed, of))).not.toEqual(draw(new RandomStream(seed, `${of}.`)));
      }),
    );
  });

  it('[WD2] the first numbers are these on every platform', () => {
    const stream = new RandomStream('1', 'golden');
    expect(Array.from({ length: 4 }, () => stream.next())).toMatchInlineSnapshot(`
      [
        4007003437,
        2905543417,
        1524839462,
        2186457507,
      ]
    `);
  });

  it('[WD2] no value of a range is favoured', () => {
    const stream = new RandomStream('1', 'dice');
    const counts = Array<number>(6).fill(0);
    for (let roll = 0; roll < 60_000; roll += 1) {
      const face = stream.below(6);
      counts[face] = (counts[face] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it('[WD2] shuffling keeps everything', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), name, (items, seed) => {
        expect(new RandomStream(seed, 'x').shuffled(items).sort()).toEqual([...items].sort());
      }),
    );
  });

  it('[WD3] moments stay inside their period and avoid the night', () => {
    const stream = new RandomStream('1', 'rhythm');
    const [fromMs, toMs] = [Date.parse('2025-02-10T00:00:00Z'), Date.parse('2025-03-10T00:00:00Z')];
    const moments = Array.from({ length: 4_000 }, () => rhythmicMoment(stream, { fromMs, toMs }));
    expect(moments.every((atMs) => atMs >= fromMs && atMs < toMs)).toBe(true);
    const hours = moments.map((atMs) => new Date(atMs).getUTCHours());
    const between = (from: number, to: number) => hours.filter((hour) => hour >= from && hour < to).length;
    expect(between(10, 14)).toBeGreaterThan(5 * between(1, 5));
    const days = moments.map((atMs) => new Date(atMs).getUTCDay());
    expect(days.filter((day) => day === 5).length).toBeGreaterThan(days.filter((day) => day === 0).length);
  });
});

describe('the agenda', () => {
  it('[WD4] runs tasks by time, ties in the order of planning, also those planned meanwhile', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (times) => {
        const agenda = new Agenda();
        const ran: [number, number][] = [];
        times.forEach((atMs, order) => agenda.plan(atMs, () => void ran.push([atMs, order])));
        agenda.plan(5, () => agenda.plan(5, () => void ran.push([5, 1_000])));
        agenda.runUntil(10);
        const early = ran.length;
        agenda.runUntil(100);
        const wanted = [...times.map((atMs, order): [number, number] => [atMs, order]), [5, 1_000] as [number, number]];
        expect(ran).toEqual(wanted.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
        expect(early).toBe(wanted.filter(([atMs]) => atMs <= 10).length);
      }),
    );
  });
});

describe('coin selection', () => {
  const key = new HdWallet(new Uint8Array(32).fill(1), 'p2wpkh').keyAt(0, 0);
  const coinsOf = (values: readonly number[]) =>
    values.map((value, vout) => ({ txid: new Uint8Array(32), vout, valueSat: BigInt(value), key, spendableFrom: 0 }));

  it('[WD13] covers target, fee and change to the satoshi, or says that it cannot', () => {
    const amounts = fc.array(fc.integer({ min: 600, max: 5_000_000 }), { minLength: 1, maxLength: 12 });
    const habits = fc.constantFrom('oldest', 'largest', 'closest' as const);
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 1_000, max: 9_000_000 }),
        habits,
        fc.integer({ min: 1, max: 40 }),
        (values, target, habit, feeRate) => {
          const coins = coinsOf(values);
          const need = { targetSat: BigInt(target), scripts: [key.script], changeScript: key.script, feeRate };
          const selection = selectCoins(coins, need, habit);
          const all = coins.reduce((sum, coin) => sum + coin.valueSat, 0n);
          const most = BigInt(target) + BigInt(feeRate * (11 + 31 + coins.length * 69));
          const { coins: chosen, feeSat, changeSat } = selection ?? { coins: [], feeSat: 0n, changeSat: null };
          const chosenSat = chosen.reduce((sum, coin) => sum + coin.valueSat, 0n);
          const isCovered = chosenSat === BigInt(target) + feeSat + (changeSat ?? 0n) && new Set(chosen).size === chosen.length;
          const isWorthwhile = changeSat === null || changeSat >= 1_000n;
          expect(selection === null ? all < most : isCovered && isWorthwhile).toBe(true);
        },
      ),
    );
  });
});

describe('coin selection at its edges', () => {
  const key = new HdWallet(new Uint8Array(32).fill(1), 'p2wpkh').keyAt(0, 0);
  const select = (values: readonly bigint[], habit: 'oldest' | 'largest' | 'closest') => {
    const coins = values.map((valueSat, vout) => ({ txid: new Uint8Array(32), vout, valueSat, key, spendableFrom: 0 }));
    const selection = selectCoins(coins, { targetSat: 100_000n, scripts: [key.script], changeScript: key.script, feeRate: 10 }, habit);
    return selection === null ? null : { ...selection, coins: selection.coins.map((coin) => coin.valueSat) };
  };
  const [oneWithout, oneWith] = [1, 2].map((outputs) => BigInt(estimateVsize(['p2wpkh'], Array(outputs).fill(key.script)) * 10)) as [
    bigint,
    bigint,
  ];

  it('[WD13] the fee is the rate times the size, and change under 1,000 satoshi goes to it', () => {
    expect(select([100_000n + oneWithout - 1n], 'oldest')).toBeNull();
    expect(select([100_000n + oneWithout], 'oldest')).toMatchObject({ feeSat: oneWithout, changeSat: null });
    expect(select([100_000n + oneWith + 999n], 'oldest')).toMatchObject({ feeSat: oneWith + 999n, changeSat: null });
    expect(select([100_000n + oneWith + 1_000n], 'oldest')).toMatchObject({ feeSat: oneWith, changeSat: 1_000n });
  });

  it('[WD13] a coin that covers the target but not the fee is not chosen alone', () => {
    for (const habit of ['oldest', 'largest', 'closest'] as const) {
      const selection = select([100_001n, 900_000n], habit);
      expect([habit, selection?.coins.includes(900_000n)]).toEqual([habit, true]);
    }
  });
});

describe('peel chains', () => {
  const sat = (btc: number) => BigInt(Math.round(btc * 1e8));

  it('[WD10] every chain that can be paid keeps its carrier the larger part to the end', () => {
    fc.assert(
      fc.property(name, fc.integer({ min: 3, max: 14 }), (seed, hops) => {
        const stream = new RandomStream(seed, 'peel');
        const each = { from: sat(0.2), to: sat(0.6) };
        let carrier = sat(0.2) * BigInt(hops + 2);
        for (let left = hops - 1; left >= 0; left -= 1) {
          const peel = drawPeel(stream, carrier, { each, hopsLeft: left });
          expect(peel).not.toBeNull();
          const taken = peel ?? 0n;
          expect(taken >= each.from && taken <= each.to).toBe(true);
          expect(taken * 100n).toBeLessThanOrEqual(carrier * 45n);
          carrier -= taken + 3_000n;
          expect(carrier).toBeGreaterThan(taken);
        }
      }),
    );
  });

  it('[WD10] a peel takes at most 45 % of its carrier, whatever the range allows', () => {
    const stream = new RandomStream('1', 'peel');
    const peels = Array.from(
      { length: 300 },
      () => drawPeel(stream, sat(1), { each: { from: sat(0.2), to: sat(0.9) }, hopsLeft: 0 }) ?? 0n,
    );
    expect(peels.every((peel) => peel >= sat(0.2) && peel <= sat(0.45))).toBe(true);
    expect(peels.some((peel) => peel >= sat(0.44))).toBe(true);
    const ofOdd = Array.from(
      { length: 300 },
      () => drawPeel(stream, sat(1.11), { each: { from: sat(0.4), to: sat(0.9) }, hopsLeft: 0 }) ?? 0n,
    );
    expect(ofOdd.filter((peel) => peel * 100n > sat(1.11) * 45n)).toEqual([]);
  });

  it('[WD10] a peel is never smaller than the range allows, also where the range holds no typed amount', () => {
    const stream = new RandomStream('1', 'peel');
    for (let time = 0; time < 50; time += 1) {
      const peel = drawPeel(stream, sat(2), { each: { from: sat(0.205), to: sat(0.209) }, hopsLeft: 0 }) ?? 0n;
      expect(peel >= sat(0.205) && peel <= sat(0.209)).toBe(true);
    }
  });

  it('[WD10] turns fall by weight and everybody has one', () => {
    fc.assert(
      fc.property(
        name,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 4, max: 20 }),
        (seed, weights, count) => {
          const turns = drawTurns(new RandomStream(seed, 'turns'), weights, count);
          expect(turns).toHaveLength(count);
          expect(new Set(turns).size).toBe(weights.length);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const shares = weights.map((weight) => (count * weight) / total);
          const awayFromShare = shares.map((share, receiver) => Math.abs(turns.filter((turn) => turn === receiver).length - share));
          if (Math.min(...shares) >= 1) expect(Math.max(...awayFromShare)).toBeLessThan(1);
        },
      ),
    );
    // Where everybody's one turn is more than the weights leave, who has most gives.
    expect(drawTurns(new RandomStream('1', 'turns'), [1, 1, 1, 9], 4).sort()).toEqual([0, 1, 2, 3]);
    expect(drawTurns(new RandomStream('1', 'turns'), [9, 1, 1, 1], 4).sort()).toEqual([0, 1, 2, 3]);
  });
});
