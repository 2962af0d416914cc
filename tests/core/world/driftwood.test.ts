import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { subsidySat } from '../../../core/chain/bitcoin/assemble-block.ts';
import { compileDriftwood } from '../../support/compiled-driftwood.ts';
import { openWorld } from '../../support/open-world.ts';
import { secondOpinion } from '../../support/second-opinion.ts';

/** Written by this test with ARIADNE_WRITE_GOLDEN=1, never by hand. Chromium and Electron compile the same world and must agree. */
const goldenFile = new URL('../../golden/driftwood-ledger.json', import.meta.url);
const seed = '1';

let world: ReturnType<typeof openWorld>;
let counts: ReturnType<typeof compileDriftwood>['counts'];

beforeAll(() => {
  const compiled = compileDriftwood(seed);
  counts = compiled.counts;
  world = openWorld(compiled);
}, 240_000);

describe('Operation Driftwood, whole', () => {
  it('[BC3] [BC4] [BC5] a second library reads every transaction the same and verifies every signature', () => {
    const { objections, verified } = secondOpinion(world.blocks);
    expect(objections.slice(0, 5)).toEqual([]);
    const inputs = world.blocks.flatMap((block) => block.txs.slice(1)).reduce((sum, tx) => sum + tx.inputs.length, 0);
    expect(Object.values(verified).reduce((sum, count) => sum + count, 0)).toBe(inputs);
    for (const count of Object.values(verified)) expect(count).toBeGreaterThan(50);
  }, 120_000);

  it('[BC8] every coinbase pays subsidy and fees, no more and no less', () => {
    const values = new Map<string, bigint>();
    for (const block of world.blocks) {
      let feesSat = 0n;
      for (const tx of block.txs) {
        tx.outputs.forEach((output, vout) => values.set(`${tx.txid}:${vout}`, output.valueSat));
        if (tx.indexInBlock === 0) continue;
        for (const input of tx.inputs) feesSat += values.get(`${input.prevTxid}:${input.prevVout}`) ?? 0n;
        for (const output of tx.outputs) feesSat -= output.valueSat;
      }
      const claimed = block.txs[0]?.outputs.reduce((sum, output) => sum + output.valueSat, 0n);
      expect(claimed).toBe(subsidySat(block.height) + feesSat);
    }
  });

  it('[WD6] has at least 2,500 transactions and 600 senders in the story period', () => {
    const startMs = Date.parse('2025-02-10T00:00:00Z');
    const payers = new Map<string, string>();
    const senders = new Set<number>();
    let transactions = 0;
    for (const block of world.blocks) {
      for (const tx of block.txs) {
        tx.outputs.forEach((output, vout) => payers.set(`${tx.txid}:${vout}`, output.address ?? ''));
        if (block.atMs < startMs || tx.indexInBlock === 0) continue;
        transactions += 1;
        const [input] = tx.inputs;
        const owner = world.truth.control[payers.get(`${input?.prevTxid}:${input?.prevVout}`) ?? ''];
        if (owner !== undefined) senders.add(owner);
      }
    }
    expect(transactions).toBeGreaterThanOrEqual(2_500);
    expect(senders.size).toBeGreaterThanOrEqual(600);
    expect(counts.transactions).toBeGreaterThan(transactions);
  });

  it('[WD5] the truth knows who controls every address of the ledger', () => {
    const addresses = world.blocks.flatMap((block) => block.txs.flatMap((tx) => tx.outputs.flatMap((output) => output.address ?? [])));
    expect([...new Set(addresses)].sort()).toEqual(Object.keys(world.truth.control).sort());
    expect(counts.addresses).toBe(Object.keys(world.truth.control).length);
  });

  it('[WD7] the registers name the services and neither deposit nor peel addresses', () => {
    const tagged = new Map(world.registers.tags.map((tag) => [tag.address, tag]));
    const address = (name: string) => {
      const ref = world.truth.names[name];
      return ref?.is === 'address' ? ref.address : '';
    };
    for (const name of ['meridian.hot', 'northgate.hot', 'keelson.hot'])
      expect(tagged.get(address(name))).toMatchObject({ isService: true });
    for (const name of ['deposit.address', 'peel.end-address', 'ransom.address', 'consolidate.address']) {
      expect(tagged.has(address(name))).toBe(false);
    }
    expect(world.registers.tags.filter((tag) => tag.confidenceLevel < 50).length).toBeGreaterThanOrEqual(6);
    expect(world.registers.tags.filter((tag) => tag.confidenceLevel < 50 && tag.isService)).toEqual([]);
  });

  it('[WD7] exchanges and the pool stand at level 50, shops at 20, rumours below, and nobody else claims to be a service', () => {
    const { tags } = world.registers;
    const services = tags
      .filter((tag) => tag.isService)
      .map(({ label, category, confidenceLevel }) => `${label}, ${category} ${confidenceLevel}`);
    expect(services.sort()).toEqual([
      'Keelson Pool, mining_service 50',
      'Meridian cold wallet, exchange 50',
      'Meridian hot wallet, exchange 50',
      'Northgate cold wallet, exchange 50',
      'Northgate hot wallet, exchange 50',
    ]);
    const shops = tags.filter((tag) => tag.category === 'shop');
    expect([shops.length >= 5, ...new Set(shops.map((tag) => tag.confidenceLevel))]).toEqual([true, 20]);
    // Rumours name nobody.
    const rumours = tags.filter((tag) => tag.actor === null);
    expect(rumours.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...rumours.map((tag) => tag.confidenceLevel))).toBeLessThanOrEqual(20);
  });

  it('[WD16] every suspicious shape has its innocent look-alikes', () => {
    const owner = (outpoint: string) => world.truth.actors[world.truth.control[payees.get(outpoint) ?? ''] ?? -1]?.id ?? '';
    const payees = new Map<string, string>();
    const shapes = new Map<string, number>();
    const hopsOf = new Map<string, number>();
    const smallerShares: bigint[] = [];
    for (const tx of world.blocks.flatMap((block) => block.txs)) {
      tx.outputs.forEach((output, vout) => payees.set(`${tx.txid}:${vout}`, output.address ?? ''));
      const sender = tx.indexInBlock === 0 ? '' : owner(`${tx.inputs[0]?.prevTxid}:${tx.inputs[0]?.prevVout}`);
      const shape = `${sender.replace(/-\d+$/, '')} ${tx.inputs.length > 1 ? 'many' : 'one'} to ${tx.outputs.length}`;
      shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
      if (sender.startsWith('agency-')) hopsOf.set(sender, (hopsOf.get(sender) ?? 0) + 1);
      const [first = 0n, second = 0n] = tx.outputs.map((output) => output.valueSat);
      if (sender.startsWith('partners-')) smallerShares.push(((first < second ? first : second) * 10_000n) / (first + second));
    }
    expect(shapes.get('partners one to 2')).toBe(14);
    expect(smallerShares.every((share) => share >= 1_499n && share <= 3_000n)).toBe(true);
    expect(smallerShares.filter((share) => share >= 1_999n && share <= 2_000n).length).toBeGreaterThan(2);
    expect([hopsOf.size, Math.min(...hopsOf.values()) >= 5]).toEqual([9, true]);
    expect(shapes.get('saver many to 1')).toBe(16);
  });

  it('[WD1] seed 1 gives the recorded ledger, here as in Chromium and Electron', () => {
    const found = { seed, generatorVersion: world.manifest.generatorVersion, ledgerSha256: world.manifest.ledgerSha256 };
    if (process.env['ARIADNE_WRITE_GOLDEN'] === '1') writeFileSync(goldenFile, `${JSON.stringify(found, null, 2)}\n`);
    expect(existsSync(goldenFile)).toBe(true);
    expect(found).toEqual(JSON.parse(readFileSync(goldenFile, 'utf8')));
  });
});
