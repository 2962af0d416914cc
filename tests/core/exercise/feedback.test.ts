import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AddressView, ChangeCandidates } from '../../../core/bridge/views.ts';
import type { Answer } from '../../../core/case/answer.ts';
import { exerciseView } from '../../../core/exercise/exercise-view.ts';
import { feedbackOn } from '../../../core/exercise/feedback.ts';
import { addressNode, type NodeId, txNode } from '../../../core/ids.ts';
import { tagOf } from '../../support/tag-builder.ts';
import { address, begin, entryFor, keyOf, options, part, stateOf, step, submitAll, txid, txView } from './build-exercise.ts';

const names = ['ann', 'bo', 'cy', 'di'].map(address);
const txids = ['1', '2', '3', '4'].map(txid);

/** The graph of somebody who has put these things on it, the others hidden or not there at all. */
const graphOf = (visible: readonly NodeId[], hidden: readonly NodeId[] = []) =>
  stateOf([
    ...begin(part([step({ id: 's', kind: 'path' })])),
    { type: 'graph.add', nodes: [...visible, ...hidden] },
    { type: 'graph.hide', nodes: [...hidden, addressNode(address('note'))] },
  ]).nodes;

const addressView = (of: string, isService: boolean): AddressView => ({
  ...{
    address: of,
    scriptType: 'p2wpkh',
    txCount: 3,
    receivedSat: '700',
    sentSat: '200',
    balanceSat: '500',
    firstSeenMs: 1,
    lastSeenMs: 2,
  },
  ...{ tags: isService ? [tagOf(of, { label: 'Northgate', category: 'exchange', isService })] : [] },
  ...{ isService, serviceCategory: isService ? 'exchange' : null },
});
const candidates = (of: string): ChangeCandidates => ({
  txid: of,
  asOfMs: 0,
  heuristics: [
    { id: 'client_change', isDynamic: false, isApplicable: true, survivors: [0], unique: 0, reasons: [] },
    { id: 'optimal_change', isDynamic: false, isApplicable: false, survivors: [1], unique: null, reasons: [] },
  ],
});

/** What the feedback says, and what it asked the ledger about. */
async function said(answer: Answer, visible: readonly NodeId[], hidden: readonly NodeId[] = []) {
  const asked: NodeId[] = [];
  const feedback = await feedbackOn(answer, graphOf(visible, hidden), {
    transaction: async (of) => (asked.push(txNode(of)), txView(of)),
    address: async (of) => (asked.push(addressNode(of)), addressView(of, of === names[1])),
    changeCandidates: async (of) => (asked.push(txNode(of)), candidates(of)),
  });
  return { feedback, asked };
}

const notOnGraph = (count: number) => ({ code: 'feedback/not-on-graph', facts: { count }, nodes: [] });
const [ann = '', bo = '', cy = '', di = ''] = names;
const [t1 = '', t2 = '', t3 = ''] = txids;

describe('[TW3] feedback', () => {
  it('on a transaction or an address tells its facts when it is visible on the graph, else the count alone', async () => {
    const transaction = (of: string): Answer => ({ kind: 'transaction', txid: of });
    const facts = { inputs: 0, outputs: 0, feeSat: '300', atMs: txView(t1).atMs };
    expect((await said(transaction(t1), [txNode(t1)])).feedback).toEqual([
      { code: 'feedback/transaction-facts', facts, nodes: [txNode(t1)] },
    ]);
    expect(await said(transaction(t1), [txNode(t2)], [txNode(t1)])).toEqual({ feedback: [notOnGraph(1)], asked: [] });
    const named = (of: string): Answer => ({ kind: 'address', address: of });
    expect((await said(named(ann), [addressNode(ann)])).feedback).toEqual([
      { code: 'feedback/address-facts', facts: { txCount: 3, receivedSat: '700', balanceSat: '500' }, nodes: [addressNode(ann)] },
    ]);
    expect((await said(named(bo), [addressNode(bo)])).feedback).toEqual([
      { code: 'feedback/address-is-service', facts: { label: 'Northgate', category: 'exchange' }, nodes: [addressNode(bo)] },
    ]);
    expect(await said(named(ann), [addressNode(bo)], [addressNode(ann)])).toEqual({ feedback: [notOnGraph(1)], asked: [] });
  });

  it('on a set or a finding counts what is not visible, each thing once', async () => {
    const set: Answer = { kind: 'address-set', addresses: [ann, bo, cy, di, di] };
    expect(await said(set, [addressNode(ann)], [addressNode(cy)])).toEqual({ feedback: [notOnGraph(3)], asked: [] });
    expect(await said(set, names.map(addressNode))).toEqual({ feedback: [], asked: [] });
    const evidence = [txNode(t1), addressNode(bo), txNode(t1)];
    const finding: Answer = { kind: 'finding', claim: 'x', text: '', evidence, confidence: 'low' };
    expect(await said(finding, [addressNode(bo)])).toEqual({ feedback: [notOnGraph(1)], asked: [] });
  });

  it('on a path names no break at a transaction that is not visible', async () => {
    const path: Answer = { kind: 'path', nodes: [txNode(t1), txNode(t2), txNode(t3)] };
    const broken = (place: number, ...nodes: string[]) => ({ code: 'feedback/path-breaks', facts: { place }, nodes: nodes.map(txNode) });
    expect((await said(path, txids.map(txNode))).feedback).toEqual([broken(2, t1, t2)]);
    expect((await said(path, [txNode(t2), txNode(t3)], [txNode(t1)])).feedback).toEqual([broken(3, t2, t3), notOnGraph(1)]);
    expect((await said(path, [txNode(t1), txNode(t3)], [txNode(t2)])).feedback).toEqual([notOnGraph(1)]);
  });

  it('asks the ledger about what is visible, and of that alone speaks by name', async () => {
    const aTx = fc.constantFrom(...txids);
    const anAddress = fc.constantFrom(...names);
    const node = fc.oneof(aTx.map(txNode), anAddress.map(addressNode));
    const answers: fc.Arbitrary<Answer> = fc.oneof(
      fc.record({ kind: fc.constant('transaction' as const), txid: aTx }),
      fc.record({ kind: fc.constant('output' as const), outpoint: aTx.map((of) => `${of}:1`) }),
      fc.record({ kind: fc.constant('address' as const), address: anAddress }),
      fc.record({ kind: fc.constant('address-set' as const), addresses: fc.array(anAddress) }),
      fc.record({ kind: fc.constant('path' as const), nodes: fc.array(node) }),
      fc.constantFrom<Answer>({ kind: 'amount', sat: '1' }, { kind: 'choice', choice: 'x' }, { kind: 'order', events: ['x'] }),
    );
    await fc.assert(
      fc.asyncProperty(answers, fc.uniqueArray(node), fc.uniqueArray(node), async (answer, some, others) => {
        const hidden = others.filter((each) => !some.includes(each));
        const { feedback, asked } = await said(answer, some, hidden);
        expect([...asked, ...feedback.flatMap(({ nodes }) => nodes)].filter((each) => !some.includes(each))).toEqual([]);
        if (['amount', 'choice', 'order'].includes(answer.kind)) expect(feedback).toEqual([]);
      }),
    );
  });

  it('ends with the step: one that is closed has its explanation and no feedback', async () => {
    const exercise = part([
      step({ id: 'set', kind: 'address-set', tries: 1 }),
      step({ id: 'next', kind: 'choice', choices: options('x') }),
    ]);
    const key = keyOf({ set: entryFor({ kind: 'address-set', addresses: [di] }), next: entryFor({ kind: 'choice', choice: 'x' }) });
    const state = stateOf(submitAll(exercise, key, [['set', { kind: 'address-set', addresses: [ann] }]]));
    const evidence = {
      transaction: async () => txView(t1),
      address: async () => addressView(ann, false),
      changeCandidates: async () => candidates(t1),
    };
    const { steps } = await exerciseView({ state, part: exercise, key, language: 'en', evidence });
    expect(steps[0]).toMatchObject({ status: 'closed', verdict: 'wrong', feedback: [], explanation: 'why' });
  });
});

describe('[TW2] the count of steps', () => {
  it('is that of the way taken so far: what hangs on a decision not taken, or taken otherwise, is not told of', async () => {
    const exercise = part([
      step({ id: 'fork', kind: 'decision', tries: 1, choices: options('left', 'right') }),
      step({ id: 'on-left', kind: 'choice', choices: options('x'), when: { step: 'fork', choice: ['left'] } }),
      step({ id: 'end', kind: 'choice', choices: options('x') }),
    ]);
    const key = keyOf({ fork: entryFor({ kind: 'decision', choice: 'right' }) });
    const count = async (...choices: string[]) => {
      const state = stateOf(
        submitAll(
          exercise,
          key,
          choices.map((choice) => ['fork', { kind: 'decision', choice }] as const),
        ),
      );
      const evidence = {
        transaction: async () => txView(t1),
        address: async () => addressView(ann, false),
        changeCandidates: async () => candidates(t1),
      };
      return (await exerciseView({ state, part: exercise, key, language: 'en', evidence })).stepCount;
    };
    expect([await count(), await count('right'), await count('left')]).toEqual([2, 2, 3]);
  });
});
