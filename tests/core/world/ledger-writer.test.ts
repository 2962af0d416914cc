import { describe, expect, it } from 'vitest';
import { estimateVsize } from '../../../core/chain/bitcoin/transaction-size.ts';
import { LedgerWriter } from '../../../core/world/ledger-writer.ts';
import { habitKinds, Wallet } from '../../../core/world/wallet.ts';
import { World } from '../../../core/world/world.ts';

const walletOf = (name: string): Wallet =>
  new Wallet({
    seed: '1',
    name,
    owner: 0,
    scriptType: 'p2wpkh',
    habits: { ...habitKinds.old, reusesAddress: true, feeTilt: 100 },
  });
const at = (wallet: Wallet) => ({ wallet, key: wallet.receiveKey() });

/** A chain whose first `blocks` blocks pay one wallet. */
function chainOf(blocks: number) {
  const ledger = new LedgerWriter(0, 1_800_000);
  const miner = walletOf('miner');
  for (let height = 0; height < blocks; height += 1) ledger.mine(at(miner));
  return { ledger, miner };
}

const refusal = expect.objectContaining({ code: 'world/invalid-transaction' });

describe('writing the ledger', () => {
  it('[BC9] a coinbase can be spent in the hundredth block after its own, not before', () => {
    const { ledger, miner } = chainOf(100);
    expect([ledger.height, miner.spendable(99).length, miner.spendable(100).length]).toEqual([100, 0, 1]);
    const early = chainOf(99);
    const coins = early.miner.spendable(1_000).slice(0, 1);
    expect(() => early.ledger.write({ from: early.miner, coins, outputs: [{ ...at(walletOf('x')), valueSat: 1_000n }] })).toThrow(refusal);
  });

  it('[WD4] refuses a coin spent twice, value out of nothing and empty outputs', () => {
    const { ledger, miner } = chainOf(101);
    const coins = miner.spendable(101).slice(0, 1);
    const to = (valueSat: bigint) => [{ ...at(walletOf('x')), valueSat }];
    expect(() => ledger.write({ from: miner, coins, outputs: to(5_000_000_001n) })).toThrow(refusal);
    expect(() => ledger.write({ from: miner, coins, outputs: to(0n) })).toThrow(refusal);
    expect(() => ledger.write({ from: miner, coins, outputs: [] })).toThrow(refusal);
    ledger.write({ from: miner, coins, outputs: to(4_999_990_000n) });
    expect(() => ledger.write({ from: miner, coins, outputs: to(4_999_990_000n) })).toThrow(refusal);
  });

  it('[WD4] what others send can be spent from the next block on, own change at once', () => {
    const { ledger, miner } = chainOf(101);
    const friend = walletOf('friend');
    const coins = miner.spendable(101).slice(0, 1);
    const outputs = [
      { ...at(friend), valueSat: 1_000_000n },
      { ...at(miner), valueSat: 4_998_000_000n },
    ];
    ledger.write({ from: miner, coins, outputs });
    expect([friend.spendable(101).length, friend.spendable(102).length]).toEqual([0, 1]);
    expect(miner.spendable(101).map((coin) => coin.valueSat)).toContain(4_998_000_000n);
  });
});

describe('sharing out', () => {
  it('[WD9] gives every satoshi but the fee away, the remainder to the last', () => {
    const world = new World('1', { genesisMs: 0, intervalMs: 1_800_000 });
    const payer = walletOf('payer');
    for (let height = 0; height <= 100; height += 1) world.ledger.mine(at(payer));
    const shares = [3_333, 3_333, 3_334].map((share, index) => ({ to: at(walletOf(`receiver ${index}`)), share }));
    const shared = world.shareOut(payer, shares, { coins: world.coins(payer).slice(0, 1), stream: world.stream('test') });
    const values = shared?.vouts.map((vout) => shared.tx.outputs[vout]?.valueSat ?? 0n) ?? [];
    const totalSat = values.reduce((sum, value) => sum + value, 0n);
    const scripts = shares.map(({ to }) => to.key.script);
    expect((5_000_000_000n - totalSat) % BigInt(estimateVsize(['p2wpkh'], scripts))).toBe(0n);
    const third = (totalSat * 3_333n) / 10_000n;
    expect(values).toEqual([third, third, totalSat - 2n * third]);
  });
});

describe('paying in the story', () => {
  /** Somebody with coins of these values, in this order. */
  function payerWith(habits: keyof typeof habitKinds, values: readonly bigint[]) {
    const world = new World('1', { genesisMs: 0, intervalMs: 1_800_000 });
    const miner = walletOf('miner');
    const payer = new Wallet({
      ...{ seed: '1', name: 'payer', owner: 1, scriptType: 'p2wpkh' },
      habits: { ...habitKinds[habits], reusesAddress: false, feeTilt: 100 },
    });
    for (let height = 0; height <= 100; height += 1) world.ledger.mine(at(miner));
    const outputs = values.map((valueSat) => ({ ...at(payer), valueSat }));
    world.ledger.write({ from: miner, coins: miner.spendable(100).slice(0, 1), outputs });
    world.ledger.mine(at(miner));
    return { world, payer };
  }
  const payees = walletOf('payee');

  it.each(['desktop', 'phone', 'sorter', 'old'] as const)('[WD8] the change of a %s wallet is smaller than every input', (habits) => {
    for (const sat of [5_000_000n, 95_000_000n, 250_000_000n, 305_000_000n]) {
      const { world, payer } = payerWith(habits, [10_000_000n, 300_000_000n, 20_000_000n]);
      const values = new Map(world.coins(payer).map((coin) => [`${coin.txid.join()}:${coin.vout}`, coin.valueSat]));
      const paid = world.pay(payer, [{ to: at(payees), sat }], { stream: world.stream('test'), isChangeTelling: true });
      const left = new Set(world.coins(payer).map((coin) => `${coin.txid.join()}:${coin.vout}`));
      const spent = [...values].filter(([outpoint]) => !left.has(outpoint)).map(([, value]) => value);
      const change = paid?.tx.outputs[paid.change?.vout ?? -1]?.valueSat ?? 0n;
      expect([habits, sat, spent.length > 0, spent.filter((value) => value <= change)]).toEqual([habits, sat, true, []]);
    }
  });

  it('[WD8] change is never a multiple of 1,000 satoshi', () => {
    const { world, payer } = payerWith('phone', [300_000_000n]);
    const fee = (sat: bigint) => {
      const probe = payerWith('phone', [300_000_000n]);
      const paid = probe.world.pay(probe.payer, [{ to: at(payees), sat }], { stream: probe.world.stream('test') });
      return 300_000_000n - (paid?.tx.outputs.reduce((sum, output) => sum + output.valueSat, 0n) ?? 0n);
    };
    const sat = 199_999_000n - fee(199_999_000n);
    const paid = world.pay(payer, [{ to: at(payees), sat }], { stream: world.stream('test'), isChangeTelling: true });
    expect(paid?.tx.outputs[paid.change?.vout ?? -1]?.valueSat).toBe(100_000_999n);
  });
});
