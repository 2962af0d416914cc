import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { Block, Transaction } from 'bitcoinjs-lib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyScriptTypes } from '../../../core/chain/bitcoin/address-script.ts';
import { simulatedMark, subsidySat } from '../../../core/chain/bitcoin/assemble-block.ts';
import { HdWallet } from '../../../core/chain/bitcoin/hd-wallet.ts';
import type { BitcoinTx } from '../../../core/chain/bitcoin/model.ts';
import { BlockParser } from '../../../core/chain/bitcoin/parse-block.ts';
import { rawTxFields } from '../../../core/chain/bitcoin/raw-fields.ts';
import { signTransaction } from '../../../core/chain/bitcoin/sign-transaction.ts';
import { estimateVsize } from '../../../core/chain/bitcoin/transaction-size.ts';
import { compileScenario } from '../../../core/pack/compile-scenario.ts';
import { openWorld } from '../../support/open-world.ts';
import { scenarioText } from '../../support/scenario-builder.ts';

const world = openWorld(compileScenario({ text: scenarioText(), fileName: 'small.yaml', seed: '5', media: new Map() }));
const txs = world.blocks.flatMap((block) => block.txs);
const outputs = new Map(txs.flatMap((tx) => tx.outputs.map((output, vout) => [`${tx.txid}:${vout}`, output] as const)));
const rawBlocks = [...world.chunks.values()].flatMap((bytes) => {
  const found: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at < bytes.length; at += 4 + view.getUint32(at, true))
    found.push(bytes.subarray(at + 4, at + 4 + view.getUint32(at, true)));
  return found;
});
const rateOf = (tx: BitcoinTx): number => {
  const inSat = tx.inputs.reduce((sum, input) => sum + (outputs.get(`${input.prevTxid}:${input.prevVout}`)?.valueSat ?? 0n), 0n);
  const feeSat = inSat - tx.outputs.reduce((sum, output) => sum + output.valueSat, 0n);
  return Number(feeSat) / Math.ceil(tx.weight / 4);
};

describe('blocks', () => {
  it('[BC6] a second library agrees on every header, merkle root and witness commitment', () => {
    let previous = '0'.repeat(64);
    rawBlocks.forEach((raw, height) => {
      const theirs = Block.fromBuffer(raw);
      const ours = world.blocks[height];
      expect([theirs.getId(), theirs.checkTxRoots(), theirs.timestamp * 1000]).toEqual([ours?.hash, true, ours?.atMs]);
      expect(bytesToHex(theirs.prevHash?.slice().reverse() ?? new Uint8Array())).toBe(previous);
      previous = theirs.getId();
    });
    expect(world.index.tipHash).toBe(previous);
  });

  it('[BC7] every coinbase begins with its height and carries the mark', () => {
    for (const block of world.blocks) {
      const script = Transaction.fromBuffer(block.txs[0]?.raw ?? new Uint8Array()).ins[0]?.script ?? new Uint8Array();
      const [first = 0] = script;
      const pushed = script.slice(1, 1 + first).reduce((sum, byte, at) => sum + byte * 256 ** at, 0);
      expect(block.height <= 16 ? (block.height === 0 ? 0 : first - 0x50) : pushed).toBe(block.height);
      expect(Buffer.from(script).toString('latin1')).toContain(simulatedMark);
    }
    expect(simulatedMark).toBe('ARIADNE SIMULATED');
  });

  it('[BC8] the subsidy is 50 BTC and halves every 210,000 blocks', () => {
    expect([0, 209_999, 210_000, 840_000].map(subsidySat)).toEqual([5_000_000_000n, 5_000_000_000n, 2_500_000_000n, 312_500_000n]);
  });

  it('[BC9] no coinbase is spent before 100 blocks are on top of it', () => {
    const coinbaseHeights = new Map(txs.filter((tx) => tx.indexInBlock === 0).map((tx) => [tx.txid, tx.height]));
    let spent = 0;
    for (const tx of txs) {
      for (const input of tx.inputs) {
        const height = coinbaseHeights.get(input.prevTxid ?? '');
        if (height === undefined) continue;
        spent += 1;
        expect(tx.height - height).toBeGreaterThanOrEqual(100);
      }
    }
    expect(spent).toBeGreaterThan(20);
  });

  it('[BC10] fees follow the virtual size at a whole rate, never below one satoshi a byte', () => {
    const rates = txs.filter((tx) => tx.indexInBlock > 0).map(rateOf);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1);
    // A rate is a whole number of the size before signing, which is at most one byte a signature above the size after it.
    const whole = rates.filter((rate) => rate - Math.floor(rate + 1e-9) < 0.4).length;
    expect(whole / rates.length).toBeGreaterThan(0.9);
  });

  it('[BC11] blocks come at exact intervals', () => {
    const gaps = world.blocks.slice(1).map((block, at) => block.atMs - (world.blocks[at]?.atMs ?? 0));
    expect(new Set(gaps)).toEqual(new Set([world.index.blockIntervalMs]));
  });

  it('[BC12] bytes that are no block are refused, wherever they end or change', () => {
    const raw = rawBlocks.find((block) => block.length > 2_000) ?? new Uint8Array();
    const parse = (bytes: Uint8Array) => () => new BlockParser().parse(bytes, 0);
    expect(parse(raw)).not.toThrow();
    fc.assert(
      fc.property(fc.nat(raw.length - 1), (at) => {
        expect(parse(raw.subarray(0, at))).toThrow(expect.objectContaining({ code: 'bitcoin/truncated' }));
      }),
      { numRuns: 40 },
    );
    const buffer = Buffer.from(raw);
    expect(new BlockParser().parse(buffer, 0).hash).toBe(new BlockParser().parse(raw, 0).hash);
    expect(buffer.equals(raw)).toBe(true);
    const changed = raw.slice();
    changed[40] = (changed[40] ?? 0) ^ 1;
    expect(parse(changed)).toThrow(expect.objectContaining({ code: 'bitcoin/bad-merkle-root' }));
    expect(parse(Uint8Array.of(...raw, 0))).toThrow(expect.objectContaining({ code: 'bitcoin/truncated' }));
  });
});

describe('raw fields', () => {
  it('[BC13] cover every byte of every transaction exactly once', () => {
    for (const tx of txs) {
      let at = 0;
      for (const field of rawTxFields(tx.raw)) {
        expect(field.start).toBe(at);
        expect(field.length).toBeGreaterThan(0);
        at += field.length;
      }
      expect(at).toBe(tx.raw.length);
    }
  });

  it('[BC13] say what the model says', () => {
    const tx = txs.find((one) => one.inputs.length > 1 && one.outputs.length > 1 && one.indexInBlock > 0);
    const fields = rawTxFields(tx?.raw ?? new Uint8Array());
    const values = (name: string) => fields.filter((field) => field.field === name).map((field) => field.value);
    expect(values('input-txid')).toEqual(tx?.inputs.map((input) => input.prevTxid));
    expect(values('output-value')).toEqual(tx?.outputs.map((output) => output.valueSat.toString()));
    expect(values('script')).toEqual(tx?.outputs.map((output) => output.address));
    expect([values('version'), values('locktime')]).toEqual([[String(tx?.version)], [String(tx?.locktime)]]);
  });

  it('[BC13] refuse bytes that end early or go on', () => {
    const raw = txs[0]?.raw ?? new Uint8Array();
    expect(() => rawTxFields(raw.subarray(0, raw.length - 1))).toThrow(expect.objectContaining({ code: 'bitcoin/truncated' }));
    expect(() => rawTxFields(Uint8Array.of(...raw, 0))).toThrow(expect.objectContaining({ code: 'bitcoin/left-over' }));
  });
});

describe('spending', () => {
  const wallets = keyScriptTypes.map((type) => new HdWallet(hexToBytes('2a'.repeat(32)), type));
  const spendOf = (types: readonly number[], outs: readonly number[], values: readonly bigint[]) => ({
    version: 2,
    locktime: 7,
    inputs: types.map((type, vout) => ({
      sequence: 0xfffffffd,
      coin: { txid: new Uint8Array(32).fill(9), vout, valueSat: values[vout % values.length] ?? 1n, key: wallet(type).keyAt(0, vout) },
    })),
    outputs: outs.map((type, at) => ({ valueSat: BigInt(at + 1) * 1_000n, script: wallet(type).keyAt(1, at).script })),
  });
  const wallet = (type: number) => wallets[type] ?? expect.fail();
  const kinds = fc.array(fc.nat(3), { minLength: 1, maxLength: 4 });

  it('[BC10] the estimated size is at most one byte a signature above the real one and never below', () => {
    fc.assert(
      fc.property(kinds, kinds, (types, outs) => {
        const spend = spendOf(types, outs, [50_000n]);
        const real = Math.ceil(signTransaction(spend).weight / 4);
        const estimate = estimateVsize(
          spend.inputs.map((input) => input.coin.key.scriptType),
          spend.outputs.map((output) => output.script),
        );
        expect(estimate).toBeGreaterThanOrEqual(real);
        expect(estimate - real).toBeLessThanOrEqual(2 * types.length);
      }),
      { numRuns: 25 },
    );
  });

  it('[BC5] signs the same spend with the same bytes', () => {
    const spend = spendOf([0, 1, 2, 3], [3, 0], [70_000n, 80_000n]);
    expect(signTransaction(spend).raw).toEqual(signTransaction(spend).raw);
  });
});
