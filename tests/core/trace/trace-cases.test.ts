import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { survivorsOf } from '../../../core/trace/change/change-heuristic.ts';
import { changeHeuristics } from '../../../core/trace/change/change-heuristics.ts';
import { CoSpendSets } from '../../../core/trace/co-spend-sets.ts';
import { coinJoinClass, hasEqualOutputShape } from '../../../core/trace/coinjoin.ts';
import { NeutralChain, type TraceCase } from '../../support/neutral-chain.ts';

const folder = new URL('../../trace-cases/', import.meta.url);
const cases = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as TraceCase);

const neutralNames: Readonly<Record<string, string>> = {
  address_reuse: 'address_reuse',
  address_type: 'address_type',
  optimal_change: 'optimal_change',
  power_of_ten: 'power_of_ten_6',
  client_change: 'client_change',
  locktime: 'locktime',
  peeling_chain: 'peeling_chain',
  one_time_change: 'one_time_change',
  one_time_change_final: 'one_time_change_final',
  fingerprint: 'fingerprint',
};

function change({ chain }: TraceCase): unknown {
  const ledger = new NeutralChain(chain);
  const answers = ledger.txs
    .filter((tx) => !tx.isCoinbase)
    .map((tx) => {
      const sets = changeHeuristics.flatMap((heuristic) => {
        const name = neutralNames[heuristic.id];
        const survivors = survivorsOf(heuristic.judge(tx, ledger));
        return name === undefined || survivors.length === 0 ? [] : [[name, survivors] as const];
      });
      return [tx.txid, Object.fromEntries(sets)] as const;
    });
  return Object.fromEntries(answers);
}

function coinJoin({ chain }: TraceCase): unknown {
  const found = new NeutralChain(chain).txs.flatMap((tx) => {
    const { class: name, participants, denominationSat } = coinJoinClass(tx);
    const blocksci = hasEqualOutputShape(tx);
    if (name === 'none' && !blocksci) return [];
    return [[tx.txid, { class: name, n: participants, d: Number(denominationSat), blocksci }] as const];
  });
  return Object.fromEntries(found);
}

function cluster({ chain, query }: TraceCase): unknown {
  const ledger = new NeutralChain(chain);
  const addresses = ledger.addresses;
  const isExcluding = query['exclude_coinjoin'] !== false;
  const mixes = isExcluding ? ledger.txs.filter((tx) => coinJoinClass(tx).class !== 'none') : [];
  const sets = new CoSpendSets(addresses.length);
  for (const [number, tx] of ledger.txs.entries()) {
    const spent = [...new Set(tx.inputs.flatMap((input) => input.address ?? []))];
    if (!mixes.includes(tx)) sets.join({ tx: number, addresses: spent.map((address) => addresses.indexOf(address)) });
  }
  const groups = sets.groups().map((members) => members.map((member) => addresses[member] ?? '').sort());
  groups.sort((left, right) => right.length - left.length || (left.join() < right.join() ? -1 : 1));
  const grouped = groups.reduce((sum, members) => sum + members.length, 0);
  return {
    excluded: mixes.map((tx) => tx.txid).sort(),
    addresses: addresses.length,
    clusters: groups.length + addresses.length - grouped,
    largest: groups[0]?.length ?? (addresses.length > 0 ? 1 : 0),
    groups,
  };
}

const answers: Readonly<Record<string, { readonly rule: string; readonly run: (given: TraceCase) => unknown }>> = {
  change: { rule: 'CH1', run: change },
  coinjoin: { rule: 'CL3', run: coinJoin },
  cluster: { rule: 'CL1', run: cluster },
};

describe('neutral trace cases', () => {
  it.each(cases.map((given) => ({ given, ...answers[given.kind] })))('[$rule] $given.id', ({ given, run }) => {
    expect(run?.(given)).toEqual(given.expected);
  });
});
