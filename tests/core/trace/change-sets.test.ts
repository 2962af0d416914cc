import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeCandidates } from '../../../core/bridge/views.ts';
import type { BitcoinBlock, BitcoinOutput, BitcoinTx } from '../../../core/chain/bitcoin/model.ts';
import { changeCandidates } from '../../../core/trace/change-candidates.ts';
import { coinJoinClass, hasEqualOutputShape } from '../../../core/trace/coinjoin.ts';
import { LedgerIndex } from '../../../core/trace/ledger-index.ts';
import { LedgerShapes } from '../../../core/trace/ledger-shape.ts';
import { txView } from '../../../core/trace/ledger-views.ts';
import { variedChain } from '../../support/varied-chain.ts';

/** A ledger read straight from its blocks: the definitions of CH1, said once more as plainly as they can be. */
class PlainLedger {
  readonly txs: readonly BitcoinTx[];
  readonly #byTxid: ReadonlyMap<string, BitcoinTx>;

  constructor(blocks: readonly BitcoinBlock[]) {
    this.txs = blocks.flatMap((block) => block.txs);
    this.#byTxid = new Map(this.txs.map((tx) => [tx.txid, tx]));
  }

  spent(tx: BitcoinTx): { output: BitcoinOutput; by: BitcoinTx }[] {
    return tx.inputs.flatMap(({ prevTxid, prevVout }) => {
      const by = this.#byTxid.get(prevTxid ?? '');
      const output = by?.outputs[prevVout];
      return by === undefined || output === undefined ? [] : [{ output, by }];
    });
  }

  spender({ txid }: BitcoinTx, vout: number): BitcoinTx | null {
    return this.txs.find((tx) => tx.inputs.some((input) => input.prevTxid === txid && input.prevVout === vout)) ?? null;
  }

  /** Transactions that pay an address, once for each output. */
  payers(address: string): BitcoinTx[] {
    return this.txs.flatMap((tx) => tx.outputs.filter((output) => output.address === address).map(() => tx));
  }

  feeSat(tx: BitcoinTx): bigint {
    const sum = (outputs: readonly BitcoinOutput[]) => outputs.reduce((total, output) => total + output.valueSat, 0n);
    return sum(this.spent(tx).map(({ output }) => output)) - sum(tx.outputs);
  }
}

type Sets = Readonly<Record<string, readonly number[]>>;

function setsOf(ledger: PlainLedger, tx: BitcoinTx, isMix: boolean): Sets {
  const inputs = ledger.spent(tx).map(({ output }) => output);
  const own = new Set(inputs.map((input) => input.address));
  const types = new Set(inputs.map((input) => input.scriptType));
  const smallest = inputs.map((input) => input.valueSat).reduce((least, sat) => (sat < least ? sat : least));
  const outputs = tx.outputs.flatMap(({ address, valueSat, scriptType }, vout) =>
    address === null ? [] : [{ vout, address, valueSat, scriptType, payers: ledger.payers(address), spender: ledger.spender(tx, vout) }],
  );
  type Output = (typeof outputs)[number];
  const kept = (keeps: (output: Output) => boolean) => outputs.filter(keeps).map((output) => output.vout);
  const only = (vouts: readonly number[], isMeant = outputs.length >= 2) => (isMeant && vouts.length === 1 ? vouts : []);
  const isFresh = ({ payers }: Output) => payers[0] === tx;
  const isOfType = ({ scriptType }: Output) => types.size === 1 && types.has(scriptType);
  const isBelow = ({ valueSat }: Output) => valueSat < smallest;
  const rate = (of: BitcoinTx) => (ledger.feeSat(of) * 1000n) / BigInt(Math.ceil(of.weight / 4));
  const peels = (of: BitcoinTx) => of.inputs.length === 1 && of.inputs[0]?.prevTxid !== null && of.outputs.length === 2;
  const spenders = (of: BitcoinTx) =>
    of.outputs.flatMap((output, vout) => (output.address === null ? [] : (ledger.spender(of, vout) ?? [])));
  const isPeel = (of: BitcoinTx) => peels(of) && (ledger.spent(of).some(({ by }) => peels(by)) || spenders(of).some(peels));
  const print = (of: BitcoinTx) => {
    const spent = [...new Set(ledger.spent(of).map(({ output }) => output.scriptType))].sort();
    return JSON.stringify([of.version, of.locktime !== 0, of.inputs.some((input) => input.sequence < 0xfffffffe), spent]);
  };
  const isSelfChange = outputs.some(({ address }) => own.has(address));
  const oneTime = only(kept(isFresh), outputs.length >= 2 && !isSelfChange);
  return {
    address_reuse: kept(({ address }) => own.has(address)),
    address_type: kept(isOfType),
    optimal_change: kept(isBelow),
    power_of_ten: kept(({ valueSat }) => valueSat % 1_000_000n !== 0n),
    client_change: kept(isFresh),
    legacy: only(
      kept((output) => isFresh(output) && isBelow(output)),
      outputs.length >= 2 && !isMix,
    ),
    one_time_change: oneTime,
    one_time_change_final: oneTime.filter((vout) => outputs.some((output) => output.vout === vout && new Set(output.payers).size === 1)),
    one_time_change_graphsense: only(
      kept((output) => isOfType(output) && output.valueSat % 1000n !== 0n && isBelow(output) && output.payers.length === 1),
      outputs.length >= 2 && outputs.length <= 10,
    ),
    locktime: kept(({ spender }) => spender === null || (spender.locktime !== 0) === (tx.locktime !== 0)),
    fixed_fee: kept(({ spender }) => spender === null || rate(spender) === rate(tx)),
    peeling_chain: isPeel(tx) ? kept(({ spender }) => spender === null || isPeel(spender)) : [],
    fingerprint: only(kept(({ spender }) => spender !== null && print(spender) === print(tx))),
  };
}

/** The keys of CH5 with the names of their facts, each code of a line with those at its end. */
const reasonKeys: readonly (readonly [codes: string, facts: string])[] = [
  ['silent.coinbase silent.one-output silent.data-output silent.nothing-spent silent.unspent silent.no-set', ''],
  ['silent.coinjoin', 'class'],
  ['several-left', 'count'],
  ['address_reuse.own address_reuse.other address_reuse.none', ''],
  ['address_type.same address_type.differs', 'inputs type'],
  ['address_type.mixed', 'types'],
  ['optimal_change.below optimal_change.not-below', 'smallestSat valueSat'],
  ['optimal_change.one-input', ''],
  ['power_of_ten.not-round power_of_ten.round', 'unitSat valueSat'],
  ['client_change.fresh client_change.seen', ''],
  ['one_time_change.self-change one_time_change.paid-again', ''],
  ['one_time_change_graphsense.many-outputs', 'count'],
  ['paid_once.only-here paid_once.reused paid_once.repeated', ''],
  ['locktime.same locktime.differs fixed_fee.same fixed_fee.differs', 'own spender theirs'],
  ['fixed_fee.unknown', ''],
  ['peeling_chain.goes-on peeling_chain.ends fingerprint.only-match fingerprint.differs', 'spender'],
  ['peeling_chain.no-peel fingerprint.unspent', ''],
  ['fingerprint.several', 'count'],
];
const factsOf = (code: string): string[] | null =>
  reasonKeys
    .find(([codes]) => codes.split(' ').includes(code))?.[1]
    .split(' ')
    .filter(Boolean) ?? null;
// With one input every output is below it, as far as a fee is paid.
const keeping = new Set([
  'optimal_change.one-input',
  ...['silent.unspent', 'address_reuse.own', 'address_type.same', 'optimal_change.below', 'power_of_ten.not-round'],
  ...['client_change.fresh', 'paid_once.only-here', 'locktime.same', 'fixed_fee.same', 'peeling_chain.goes-on', 'fingerprint.only-match'],
]);

type Heuristic = ChangeCandidates['heuristics'][number];

function expectSound(
  { keeps, reason: { code, facts } }: Heuristic['reasons'][number],
  { isApplicable, reasons, tx, by }: Heuristic & { readonly tx: BitcoinTx; readonly by: BitcoinTx | null },
): void {
  expect([code, Object.keys(facts).sort()]).toEqual([code, factsOf(code)]);
  if (isApplicable) expect([code, keeps]).toEqual([code, keeping.has(code)]);
  if (facts['spender'] !== undefined) expect(facts['spender']).toBe(by?.txid);
  if (code.startsWith('locktime.')) {
    expect(facts).toMatchObject({ own: tx.locktime, theirs: by?.locktime });
    expect(code === 'locktime.same').toBe((tx.locktime !== 0) === (by?.locktime !== 0));
  }
  // Of several that are left each says so, and no other.
  if (code === 'several-left') expect(reasons.filter(({ reason }) => reason.code === code).length).toBe(facts['count']);
}

describe('against the definitions', () => {
  it('[CH1] every heuristic keeps, of every transaction, the set that its definition gives', () => {
    const spoke = new Set<string>();
    fc.assert(
      fc.property(variedChain, (blocks) => {
        const ledger = new PlainLedger(blocks);
        const index = new LedgerIndex(blocks, []);
        const shapes = new LedgerShapes(index.asOf(1_000_000));
        for (const tx of ledger.txs.filter(({ inputs }) => inputs[0]?.prevTxid !== null)) {
          const shape = shapes.named(tx.txid);
          const isMix = coinJoinClass(shape).class !== 'none' || hasEqualOutputShape(shape);
          const { heuristics } = changeCandidates(index, tx.txid, 1_000_000);
          const found = Object.fromEntries(heuristics.map(({ id, survivors }) => [id, survivors]));
          expect([tx.txid, found]).toEqual([tx.txid, setsOf(ledger, tx, isMix)]);
          for (const { id, unique } of heuristics) if (unique !== null) spoke.add(id);
        }
      }),
      { numRuns: 1000 },
    );
    // Each of them has claimed something somewhere: the ledgers hold what it looks for.
    expect([...spoke].sort()).toHaveLength(13);
  });

  it('[CH5] every reason is one of those listed, with its facts, and keeps the output if and only if it says so', () => {
    fc.assert(
      fc.property(variedChain, (blocks) => {
        const ledger = new PlainLedger(blocks);
        const index = new LedgerIndex(blocks, []);
        for (const tx of ledger.txs) {
          for (const heuristic of changeCandidates(index, tx.txid, 1_000_000).heuristics) {
            expect(heuristic.reasons.map(({ vout }) => vout)).toEqual([...tx.outputs.keys()]);
            for (const reason of heuristic.reasons) expectSound(reason, { ...heuristic, tx, by: ledger.spender(tx, reason.vout) });
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[TR4] fee, size, inputs, outputs and spenders of every transaction are those of its blocks', () => {
    fc.assert(
      fc.property(variedChain, (blocks) => {
        const ledger = new PlainLedger(blocks);
        const index = new LedgerIndex(blocks, []);
        for (const tx of ledger.txs) {
          const isCoinbase = tx.inputs[0]?.prevTxid === null;
          const spent = ledger.spent(tx);
          expect(txView(index, tx.txid, 1_000_000)).toMatchObject({
            ...{ isCoinbase, version: tx.version, locktime: tx.locktime, height: tx.height, indexInBlock: tx.indexInBlock },
            ...{ weight: tx.weight, vsize: Math.ceil(tx.weight / 4), feeSat: isCoinbase ? null : ledger.feeSat(tx).toString() },
            inputs: tx.inputs.map(({ prevTxid, prevVout, sequence }, vin) => ({
              ...{ vin, sequence, prev: prevTxid === null ? null : `${prevTxid}:${prevVout}` },
              ...{ address: spent[vin]?.output.address ?? null, valueSat: spent[vin]?.output.valueSat.toString() ?? null },
            })),
            outputs: tx.outputs.map(({ address, valueSat, scriptType }, vout) => {
              const by = ledger.spender(tx, vout);
              const vin = by?.inputs.findIndex((input) => input.prevTxid === tx.txid && input.prevVout === vout);
              const spentBy = by === null ? null : { txid: by.txid, vin, atMs: by.atMs };
              return { vout, address, valueSat: valueSat.toString(), scriptType, spentBy };
            }),
          });
        }
      }),
      { numRuns: 60 },
    );
  });
});
