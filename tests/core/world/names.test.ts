import { describe, expect, it } from 'vitest';
import type { BitcoinTx } from '../../../core/chain/bitcoin/model.ts';
import { staticNames } from '../../../core/language/event-names.ts';
import { parseScenario } from '../../../core/language/parse-scenario.ts';
import { compileScenario } from '../../../core/pack/compile-scenario.ts';
import { driftwoodMedia } from '../../support/compiled-driftwood.ts';
import { openWorld } from '../../support/open-world.ts';
import { quietDriftwoodText } from '../../support/scenario-builder.ts';

const text = quietDriftwoodText();
const scenario = parseScenario(text, 'scenario.yaml');

/** A compiled world with its transactions and names at hand. */
function look(seed: string) {
  const world = openWorld(compileScenario({ text, fileName: 'scenario.yaml', seed, media: driftwoodMedia() }));
  const txs = new Map<string, BitcoinTx>(world.blocks.flatMap((block) => block.txs.map((tx) => [tx.txid, tx] as const)));
  const { names } = world.truth;
  const receipts = new Map<string, string[]>();
  for (const tx of txs.values()) {
    for (const output of tx.outputs) receipts.set(output.address ?? '', [...(receipts.get(output.address ?? '') ?? []), tx.txid]);
  }
  const list = (name: string): readonly string[] => {
    const ref = names[name];
    if (ref?.is === 'transactions') return ref.txids;
    if (ref?.is === 'outputs') return ref.outpoints;
    return ref?.is === 'addresses' ? ref.addresses : [];
  };
  const one = (name: string): string => {
    const ref = names[name];
    if (ref?.is === 'transaction') return ref.txid;
    if (ref?.is === 'output') return ref.outpoint;
    if (ref?.is === 'address') return ref.address;
    return ref?.is === 'amount' ? ref.sat : '';
  };
  const tx = (txid: string): BitcoinTx => txs.get(txid) ?? expect.fail(`no transaction ${txid}`);
  const output = (outpoint: string) =>
    tx(outpoint.slice(0, 64)).outputs[Number(outpoint.slice(65))] ?? expect.fail(`no output ${outpoint}`);
  const spent = (of: BitcoinTx) => of.inputs.map((input) => `${input.prevTxid}:${input.prevVout}`);
  return { world, names, list, one, tx, output, spent, receipts };
}

describe.each(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'])('the truths of Driftwood with seed %s', (seed) => {
  const seen = look(seed);
  const { list, one, output, spent, receipts, names } = seen;

  it('[WD5] are exactly the names that the language promises', () => {
    const kinds = Object.fromEntries(Object.entries(names).map(([name, ref]) => [name, ref.is]));
    expect(kinds).toEqual(Object.fromEntries(staticNames(scenario)));
  });

  it('[WD8] the ransom leaves one change output that every named sign agrees on', () => {
    const ransom = seen.tx(one('ransom.tx'));
    const change = output(one('ransom.change'));
    const payment = output(one('ransom.payment'));
    expect([payment.valueSat, payment.address]).toEqual([639_000_000n, one('ransom.address')]);
    const fresh = ransom.outputs.filter((each) => receipts.get(each.address ?? '')?.[0] === ransom.txid);
    expect(fresh).toEqual([change]);
    expect(ransom.outputs.filter((each) => each.valueSat % 1_000_000n !== 0n)).toEqual([change]);
    expect(change.valueSat % 1_000n).not.toBe(0n);
    const inputs = spent(ransom).map(output);
    expect(new Set([...inputs, change].map((each) => each.scriptType)).size).toBe(1);
    for (const input of inputs) expect(change.valueSat).toBeLessThan(input.valueSat);
    expect(one('ransom.total')).toBe('640000000');
    expect(list('clinic.addresses')).toContain(change.address);
  });

  it('[WD9] the split shares everything out 80 to 20', () => {
    const split = seen.tx(one('split.tx'));
    expect(split.outputs).toHaveLength(2);
    expect(spent(split).map((outpoint) => output(outpoint).address)).toEqual([one('ransom.address'), one('ransom.address')]);
    const total = split.outputs.reduce((sum, each) => sum + each.valueSat, 0n);
    expect(output(one('split.operator')).valueSat).toBe((total * 2_000n) / 10_000n);
    expect(output(one('split.affiliate')).valueSat).toBe(total - (total * 2_000n) / 10_000n);
  });

  it('[WD10] every hop of the peel chain carries the larger part to an address used once', () => {
    const hops = list('peel.txs').map(seen.tx);
    expect(hops.length).toBeGreaterThanOrEqual(9);
    expect(hops.length).toBeLessThanOrEqual(12);
    let carrier = one('peel.start');
    expect(carrier).toBe(one('split.affiliate'));
    hops.forEach((hop, at) => {
      expect(spent(hop)).toEqual([carrier]);
      expect(hop.outputs).toHaveLength(2);
      const peel = list('peel.peels')[at] ?? '';
      carrier = `${hop.txid}:${peel.endsWith(':0') ? 1 : 0}`;
      const kept = output(carrier);
      expect(kept.valueSat).toBeGreaterThan(output(peel).valueSat);
      expect(receipts.get(kept.address ?? '')).toEqual([hop.txid]);
      expect(output(peel).valueSat).toBeGreaterThanOrEqual(20_000_000n);
      expect(output(peel).valueSat).toBeLessThanOrEqual(60_000_000n);
    });
    expect(carrier).toBe(one('peel.end'));
    const peel = scenario.story.find((event) => event.verb === 'peel');
    const leastBlocks = Math.floor((peel?.every.from ?? 0) / scenario.clock['block-interval']);
    hops.slice(1).forEach((hop, at) => {
      expect(hop.height - (hops[at]?.height ?? 0)).toBeGreaterThanOrEqual(Math.max(1, leastBlocks));
    });
    expect(list('affiliate.addresses')).toContain(one('peel.end-address'));
  });

  it('[WD11] the deposits meet at one address and are swept into the hot wallet', () => {
    const deposits = list('peel.deposits');
    const elsewhere = list('peel.peels').length - deposits.length;
    expect(deposits.length).toBeGreaterThan(elsewhere);
    expect(elsewhere).toBeGreaterThan(0);
    expect(new Set(deposits.map((outpoint) => output(outpoint).address))).toEqual(new Set([one('deposit.address')]));
    const sweep = seen.tx(one('deposit.sweep'));
    expect(spent(sweep)).toEqual(expect.arrayContaining([...deposits]));
    expect(sweep.outputs.map((each) => each.address)).toEqual([one('northgate.hot')]);
  });

  it('[WD12] the consolidation spends the shares of both cases together', () => {
    const consolidation = seen.tx(one('consolidate.tx'));
    expect(spent(consolidation).sort()).toEqual([one('split.operator'), one('older.operator')].sort());
    expect(consolidation.outputs).toHaveLength(1);
    const shares = [one('split.operator'), one('older.operator')].map((outpoint) => output(outpoint).address);
    expect([...list('operator.addresses')].sort()).toEqual([...shares, one('consolidate.address')].sort());
  });
});
