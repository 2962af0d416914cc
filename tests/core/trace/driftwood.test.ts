import { describe, expect, it } from 'vitest';
import { addressNode, splitOutpoint, txNode } from '../../../core/ids.ts';
import { compileScenario } from '../../../core/pack/compile-scenario.ts';
import { changeCandidates } from '../../../core/trace/change-candidates.ts';
import { coSpend, coSpendGroups } from '../../../core/trace/co-spend.ts';
import { expand } from '../../../core/trace/expand.ts';
import { LedgerIndex } from '../../../core/trace/ledger-index.ts';
import { addressTxs, addressView, txView } from '../../../core/trace/ledger-views.ts';
import { searchIds } from '../../../core/trace/search-ids.ts';
import { changeErrors, clusterError } from '../../bench/heuristic-error.ts';
import { driftwoodMedia } from '../../support/compiled-driftwood.ts';
import { openWorld } from '../../support/open-world.ts';
import { quietDriftwoodText } from '../../support/scenario-builder.ts';

const world = openWorld(compileScenario({ text: quietDriftwoodText(), fileName: 'scenario.yaml', seed: '7', media: driftwoodMedia() }));
const { blocks } = world;
const { tags } = world.registers;
const { names, control } = world.truth;
const index = new LedgerIndex(blocks, tags);
const theEnd = blocks.at(-1)?.atMs ?? 0;

function txidNamed(name: string): string {
  const ref = names[name];
  if (ref?.is !== 'transaction') throw new Error(`no transaction ${name}`);
  return ref.txid;
}

function addressesNamed(name: string): string[] {
  const ref = names[name];
  if (ref?.is === 'address') return [ref.address];
  if (ref?.is !== 'addresses') throw new Error(`no addresses ${name}`);
  return [...ref.addresses];
}

function voutNamed(name: string): number {
  const ref = names[name];
  if (ref?.is !== 'output') throw new Error(`no output ${name}`);
  return splitOutpoint(ref.outpoint).vout;
}

describe('on a simulated world', () => {
  it('[TR2] at every quarter of its time the ledger answers as one that ends there', () => {
    const firstMs = blocks[0]?.atMs ?? 0;
    for (const quarter of [1, 2, 3]) {
      const asOfMs = firstMs + Math.floor(((theEnd - firstMs) * quarter) / 4);
      const cut = new LedgerIndex(
        blocks.filter((block) => block.atMs <= asOfMs),
        tags,
      );
      const txs = blocks.flatMap((block) => block.txs).filter((tx) => tx.atMs <= asOfMs);
      const some = txs.filter((tx, place) => tx.indexInBlock > 0 && place % 7 === 0).map((tx) => tx.txid);
      const someAddresses = [...new Set(txs.flatMap((tx) => tx.outputs.flatMap((output) => output.address ?? [])))].filter(
        (_, place) => place % 5 === 0,
      );
      const ask = (ledger: LedgerIndex) => ({
        groups: coSpendGroups(ledger, asOfMs),
        search: searchIds(ledger, { text: 'a0', asOfMs, limit: 100 }),
        txs: some.map((txid) => [
          txView(ledger, txid, asOfMs),
          changeCandidates(ledger, txid, asOfMs),
          expand(ledger, { node: txNode(txid), direction: 'out', filter: {}, asOfMs }),
        ]),
        addresses: someAddresses.map((address) => [
          addressView(ledger, address, asOfMs),
          addressTxs(ledger, { address, asOfMs, offset: 0, limit: 20 }),
          coSpend(ledger, address, asOfMs),
          expand(ledger, { node: addressNode(address), direction: 'in', filter: { top: 5 }, asOfMs }),
        ]),
      });
      expect(ask(index)).toEqual(ask(cut));
    }
  });

  it('[CH3] the change of the ransom payment is the unique survivor of fresh, same type, not round', () => {
    const { heuristics } = changeCandidates(index, txidNamed('ransom.tx'), theEnd);
    const vout = voutNamed('ransom.change');
    const kept = heuristics.filter((heuristic) => ['client_change', 'address_type', 'power_of_ten'].includes(heuristic.id));
    expect(kept.every((heuristic) => heuristic.isApplicable && heuristic.survivors.includes(vout))).toBe(true);
    const outputs = txView(index, txidNamed('ransom.tx'), theEnd).outputs.map((output) => output.vout);
    expect(outputs.filter((output) => kept.every((heuristic) => heuristic.survivors.includes(output)))).toEqual([vout]);
  });

  it('[CL1] co-spend unites the addresses that the consolidation spends from, as the truth has it', () => {
    const consolidation = txView(index, txidNamed('consolidate.tx'), theEnd);
    const spent = consolidation.inputs.flatMap((input) => input.address ?? []);
    const operator = addressesNamed('operator.addresses');
    for (const address of spent) {
      const { members, evidence } = coSpend(index, address, theEnd);
      expect(members).toEqual(expect.arrayContaining(spent));
      expect(operator).toEqual(expect.arrayContaining(members));
      expect(evidence.map((joint) => joint.txid)).toContain(consolidation.txid);
      expect(coSpend(index, address, consolidation.atMs - 1).members).toEqual([address]);
    }
  });

  it('[TR9] the exchange that the deposit is swept to is a stop sign', () => {
    const [hot = ''] = addressesNamed('northgate.hot');
    expect(expand(index, { node: addressNode(hot), direction: 'out', filter: {}, asOfMs: theEnd }).stop?.tag.isService).toBe(true);
    const sweep = expand(index, { node: txNode(txidNamed('deposit.sweep')), direction: 'out', filter: {}, asOfMs: theEnd });
    expect(sweep.nodes).toContain(addressNode(hot));
  });

  it('[CH7] figures against the truth: claims are counted, and the stricter rule is right more often', () => {
    const errors = new Map(changeErrors(blocks, control).map((error) => [error.id, error]));
    for (const { claims, right, wanted } of errors.values()) {
      expect(right).toBeLessThanOrEqual(claims);
      expect(wanted).toBeGreaterThan(100);
    }
    const precision = (id: string) => (errors.get(id)?.right ?? 0) / (errors.get(id)?.claims ?? 0);
    expect(precision('one_time_change')).toBeGreaterThan(precision('client_change'));
    expect(precision('client_change')).toBeLessThan(1);
  });

  it('[CL1] without CoinJoins and joint spends co-spend merges no two actors', () => {
    const { pairsJoined, pairsRight, pairsWanted, mostActors } = clusterError(blocks, control);
    expect(pairsJoined).toBeGreaterThan(0);
    expect(pairsWanted).toBeGreaterThanOrEqual(pairsRight);
    expect({ mostActors, pairsRight }).toEqual({ mostActors: 1, pairsRight: pairsJoined });
  });
});
