import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockParser } from '../../../core/chain/bitcoin/parse-block.ts';
import { parseScenario } from '../../../core/language/parse-scenario.ts';
import { ScenarioRejected } from '../../../core/language/problem.ts';
import { type SimulatedWorld, simulate } from '../../../core/world/simulate.ts';
import { scenarioText } from '../../support/scenario-builder.ts';
import { secondOpinion } from '../../support/second-opinion.ts';

const run = (seed: string, sections: Readonly<Record<string, unknown>> = {}): SimulatedWorld =>
  simulate(parseScenario(scenarioText(sections), 'small.yaml'), seed);

function read(world: SimulatedWorld) {
  const parser = new BlockParser();
  return world.blocks.map((block) => parser.parse(block.raw, block.height));
}

/** Heights at which each actor sent something, by actor id. */
function sendings(world: SimulatedWorld): Map<string, number[]> {
  const owners = new Map<string, string>();
  const found = new Map<string, number[]>();
  for (const tx of read(world).flatMap((block) => block.txs)) {
    tx.outputs.forEach((output, vout) =>
      owners.set(`${tx.txid}:${vout}`, world.actors[world.control.get(output.address ?? '') ?? -1]?.id ?? ''),
    );
    const [first] = tx.inputs;
    const sender = owners.get(`${first?.prevTxid}:${first?.prevVout}`);
    if (sender !== undefined) found.set(sender, [...(found.get(sender) ?? []), tx.height]);
  }
  return found;
}

const hours = (count: number): number => count * 3_600_000;
const step = { kind: 'transaction', title: 'P', prompt: 'W', points: 5, explain: 'E', ideal: { text: 'L' } };
const smallExercise = { steps: [{ ...step, id: 'pay', answer: { transaction: 'ransom.tx' } }] };
const peelEvent = {
  ...{ id: 'peel', peel: 'gang.collect', hops: '3..5', each: '0.1..0.3 BTC', every: '1h..3h' },
  into: 'meridian.deposit(mule)',
};
const smallNoise = { payments: 20, merchants: 2, employers: 1, dusters: 1, rumours: 1 };

describe('a simulated world', () => {
  it('[WD4] on any seed spends only what exists, once, and creates no value', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(secondOpinion(read(run(String(seed)))).objections).toEqual([]);
      }),
      { numRuns: 5 },
    );
  });

  it('[WD2] one more look-alike does not shift what others do', () => {
    const lookAlikes = (splits: number) => ({ noise: { ...smallNoise, 'look-alikes': { splits, peels: 1, consolidations: 1 } } });
    const [before, after] = [sendings(run('8', lookAlikes(1))), sendings(run('8', lookAlikes(2)))];
    const people = [...before].filter(([id]) => id.includes('-customer-') || id.startsWith('shop-') || id.startsWith('employer-'));
    const same = people.filter(([id, heights]) => heights.join() === after.get(id)?.join());
    expect(people.length).toBeGreaterThan(10);
    expect(same.length / people.length).toBeGreaterThan(0.85);
    expect([before.has('partners-2'), after.has('partners-2')]).toEqual([false, true]);
  });

  it('[WD11] withdrawals and sweeps of the story leave in the rounds of their exchange, with those of others', () => {
    const withdraw = { id: 'buy', at: 'day 2 10:12', withdraw: '3 BTC', from: 'meridian', to: 'victim' };
    const pay = { id: 'ransom', after: 'buy + 5h', pay: '2.5 BTC', from: 'victim', to: 'meridian.deposit(mule)' };
    const story = [withdraw, pay, { id: 'sweep', after: 'ransom + 6d', sweep: 'meridian.deposit(mule)' }];
    const noise = { ...smallNoise, merchants: 12, payments: 60 };
    const exercise = smallExercise;
    const together: boolean[] = [];
    for (const seed of ['1', '2', '3', '4']) {
      const world = run(seed, { story, noise, exercise });
      const name = (of: string) => Object.values(world.names[of] ?? {}).at(-1);
      const paidTo = new Map<string, string | null>();
      const rounds = { payout: new Set<number>(), sweep: new Set<number>() };
      for (const { tx, atMs } of read(world).flatMap((block) => block.txs.map((one) => ({ tx: one, atMs: block.atMs })))) {
        tx.outputs.forEach((output, vout) => paidTo.set(`${tx.txid}:${vout}`, output.address));
        const payers = tx.inputs.map((input) => paidTo.get(`${input.prevTxid}:${input.prevVout}`) ?? '');
        const isOfExchange = payers.every((payer) => world.actors[world.control.get(payer) ?? -1]?.id === 'meridian');
        if (isOfExchange && payers.includes(String(name('meridian.hot')))) rounds.payout.add(atMs % hours(3));
        else if (isOfExchange) rounds.sweep.add(atMs % hours(12));
        if (tx.txid === name('sweep.tx')) together.push(tx.inputs.length > 1);
        if (tx.txid === name('buy.tx')) expect(atMs - Date.parse('2025-01-09T10:12:00Z')).toBeLessThanOrEqual(hours(3.5));
      }
      expect([rounds.payout.size, rounds.sweep.size]).toEqual([1, 1]);
    }
    expect(together).toContain(true);
  });

  it('[WD8] a payment leaves change that is smaller than every input, whatever coins came first', () => {
    const story = [
      { id: 'small', at: 'day 2 10:12', withdraw: '0.1 BTC', from: 'meridian', to: 'victim' },
      { id: 'buy', after: 'small + 1d', withdraw: '3 BTC', from: 'meridian', to: 'victim' },
      { id: 'ransom', after: 'buy + 5h', pay: '2.5 BTC', from: 'victim', to: 'gang.collect(note)' },
    ];
    for (const seed of ['1', '2', '3', '4', '5']) {
      const world = run(seed, { story, exercise: smallExercise });
      const name = (of: string) => String(Object.values(world.names[of] ?? {}).at(-1));
      const txs = new Map(read(world).flatMap((block) => block.txs.map((tx) => [tx.txid, tx] as const)));
      const valueOf = (outpoint: string) => txs.get(outpoint.slice(0, 64))?.outputs[Number(outpoint.slice(65))]?.valueSat ?? 0n;
      const inputs = txs.get(name('ransom.tx'))?.inputs.map((input) => valueOf(`${input.prevTxid}:${input.prevVout}`)) ?? [];
      expect([seed, inputs.filter((valueSat) => valueSat <= valueOf(name('ransom.change')))]).toEqual([seed, []]);
    }
  });

  it('[WD10] [WD15] a peel chain spends its carrier alone, whatever else its wallet holds', () => {
    const story = [
      { id: 'buy', at: 'day 2 10:12', withdraw: '8 BTC', from: 'meridian', to: 'victim' },
      { id: 'ransom', after: 'buy + 5h', pay: '3 BTC', from: 'victim', to: 'gang.collect(note)' },
      { id: 'second', after: 'ransom + 5h', pay: '2.9 BTC', from: 'victim', to: 'gang.collect(more)' },
      { ...peelEvent, after: 'second + 1d' },
    ];
    const world = run('3', { story });
    const name = (of: string) => Object.values(world.names[of] ?? {}).at(-1);
    const hops = read(world)
      .flatMap((block) => block.txs)
      .filter((tx) => (name('peel.txs') as string[]).includes(tx.txid));
    let carrier = name('ransom.payment');
    expect(hops.length).toBeGreaterThanOrEqual(3);
    for (const hop of hops) {
      expect(hop.inputs.map((input) => `${input.prevTxid}:${input.prevVout}`)).toEqual([carrier]);
      const peel = (name('peel.peels') as string[]).find((outpoint) => outpoint.startsWith(hop.txid));
      carrier = `${hop.txid}:${peel?.endsWith(':0') ? 1 : 0}`;
    }
    expect(name('peel.end')).toBe(carrier);
    expect([name('peel.first'), name('peel.last')]).toEqual([hops[0]?.txid, hops.at(-1)?.txid]);
    expect([name('peel.at'), name('peel.done')]).toEqual([hops[0]?.atMs, hops.at(-1)?.atMs]);
  });

  it('[WD14] what cannot happen is told with its place', () => {
    const story = [{ id: 'ransom', at: 'day 2 10:12', withdraw: '900000 BTC', from: 'meridian', to: 'victim' }];
    const text = scenarioText({ story, exercise: smallExercise });
    const line = text.split('\n').findIndex((row) => row.includes('id: ransom')) + 1;
    const impossible = () => simulate(parseScenario(text, 'small.yaml'), '1');
    expect(impossible).toThrow(ScenarioRejected);
    const problem = expect.objectContaining({ code: 'world/impossible', path: 'story.0', line });
    expect(impossible).toThrow(expect.objectContaining({ problems: [problem] }));
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['a sweep where nothing has arrived', { sweep: 'meridian.deposit(mule)' }],
    ['a split before its money is confirmed', { split: 'gang.collect', into: { 'gang.treasury': '20%', mule: '80%' } }],
    ['a peel before its money is confirmed', { ...peelEvent, id: 'late' }],
    ['an emptying before its money is confirmed', { empty: 'gang.collect', into: 'mule' }],
  ])('[WD14] %s is told at its own place', (_what, event) => {
    const story = [
      { id: 'buy', at: 'day 2 10:12', withdraw: '3 BTC', from: 'meridian', to: 'victim' },
      { id: 'ransom', after: 'buy + 5h', pay: '2.5 BTC', from: 'victim', to: 'gang.collect' },
      Object.assign({ id: 'late' }, event, { id: 'late', after: 'ransom' }),
    ];
    const text = scenarioText({ story, exercise: smallExercise });
    const line = text.split('\n').findIndex((row) => row.includes('id: late')) + 1;
    const problem = expect.objectContaining({ code: 'world/impossible', path: 'story.2', line });
    expect(() => simulate(parseScenario(text, 'small.yaml'), '1')).toThrow(expect.objectContaining({ problems: [problem] }));
  });

  it('[WD12] [WD15] amounts are those of the ledger; aliases, sums and unions are made of their parts', () => {
    const story = [
      { id: 'buy', at: 'day 2 10:12', withdraw: '8 BTC', from: 'meridian', to: 'victim' },
      { id: 'ransom', after: 'buy + 5h', pay: '3 BTC', from: 'victim', to: 'gang.collect(note)' },
      { id: 'aside', after: 'ransom + 5h', pay: '1.5 BTC', from: 'victim', to: 'gang.treasury(store)' },
      { id: 'more', after: 'aside + 5h', pay: '0.5 BTC', from: 'victim', to: 'gang.collect(more)' },
      { ...peelEvent, after: 'more + 1d', hops: '4', into: { 'meridian.deposit(mule)': 1, mule: 1 } },
      { id: 'sweep', after: 'peel + 1d', sweep: 'meridian.deposit(mule)' },
      { id: 'rest', after: 'sweep + 1d', consolidate: ['gang.collect', 'gang.treasury'], into: 'gang.treasury' },
    ];
    const names = {
      'the.same': { 'same-as': 'ransom.tx' },
      'the.txs': { all: ['ransom.tx', 'aside.tx', 'ransom.tx', 'peel.txs'] },
      'the.sum': { sum: ['ransom.amount', 'aside.amount', 'more.amount'] },
    };
    const world = run('4', { story, names, exercise: smallExercise });
    const name = (of: string) => Object.values(world.names[of] ?? {}).at(-1);
    const txs = new Map(read(world).flatMap((block) => block.txs.map((tx) => [tx.txid, tx] as const)));
    const sum = (outpoints: unknown) =>
      (outpoints as string[])
        .reduce((all, point) => all + (txs.get(point.slice(0, 64))?.outputs[Number(point.slice(65))]?.valueSat ?? 0n), 0n)
        .toString();
    const { length } = name('peel.deposits') as string[];
    expect([length > 0, length < (name('peel.peels') as string[]).length]).toEqual([true, true]);
    expect(name('peel.amount')).toBe(sum(name('peel.peels')));
    expect(name('peel.deposited')).toBe(sum(name('peel.deposits')));
    expect(name('sweep.amount')).toBe(name('peel.deposited'));
    expect(name('the.same')).toBe(name('ransom.tx'));
    expect(name('the.txs')).toEqual([name('ransom.tx'), name('aside.tx'), ...(name('peel.txs') as string[])]);
    expect(name('the.sum')).toBe('500000000');
    const rest = txs.get(String(name('rest.tx')));
    const spent = rest?.inputs.map((input) => `${input.prevTxid}:${input.prevVout}`).sort();
    expect(spent).toEqual([name('aside.payment'), name('more.payment'), name('peel.end')].sort());
    expect(rest?.outputs.map((output) => output.valueSat.toString())).toEqual([name('rest.amount')]);
  });

  it("[WD15] holds every verb: split, empty and an author's own names", () => {
    const story = [
      { id: 'buy', at: 'day 2 10:12', withdraw: '3..4 BTC', from: 'meridian', to: 'victim' },
      { id: 'ransom', after: 'buy + 5h', pay: '2.5 BTC', from: 'victim', to: 'gang.collect(note)' },
      { id: 'split', after: 'ransom + 1d', split: 'gang.collect(note)', into: { 'gang.treasury': '12.5%', mule: '87.5%' } },
      { id: 'out', after: 'split + 1d', empty: 'mule', into: 'meridian.deposit(mule)' },
    ];
    const names = { 'money.all': { sum: ['ransom.amount', 'out.amount'] }, 'case.txs': { all: ['ransom.tx', 'split.tx'] } };
    const world = run('2', { story, names });
    const total = world.names['split.amount'];
    const sat = total?.is === 'amount' ? BigInt(total.sat) : 0n;
    const share = read(world)
      .flatMap((block) => block.txs)
      .find((tx) => world.names['split.tx']?.is === 'transaction' && tx.txid === world.names['split.tx'].txid);
    expect(share?.outputs.map((output) => output.valueSat).sort((a, b) => Number(a - b))).toEqual([
      (sat * 1_250n) / 10_000n,
      sat - (sat * 1_250n) / 10_000n,
    ]);
    expect(world.names['case.txs']).toMatchObject({ is: 'transactions' });
    expect(world.names['money.all']).toMatchObject({ is: 'amount' });
    const deposit = world.names['out.address'];
    expect(deposit?.is === 'address' && world.criminal.addresses.includes(deposit.address)).toBe(true);
    expect(world.criminal.txids).toHaveLength(3);
  });
});
