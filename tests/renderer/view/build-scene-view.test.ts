import { describe, expect, test } from 'vitest';
import type { CaseNode } from '../../../core/case/case-state.ts';
import type { NodeId } from '../../../core/ids.ts';
import { buildSceneView, packPositions } from '../../../renderer/view/build-scene-view.ts';
import { mergeSubgraphs, type SceneInput, withTruthNodes } from '../../../renderer/view/scene-input.ts';
import { EdgeStyle, Mark, type SceneView, Shape, Tone } from '../../../renderer/view/scene-view.ts';
import {
  addressId,
  caseNode,
  fakeAddress,
  fakeAddressView,
  fakeTx,
  fakeTxid,
  type GraphState,
  plainTexts,
  ransomGraph,
  txId,
} from '../support/ransom-graph.ts';

const btc = 100_000_000;

function stateOf(nodes: readonly CaseNode[], about: Partial<GraphState> = {}): GraphState {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return { nodes: byId, groups: [], changeClaims: new Map(), startNodes: [], victimNodes: [], ...about };
}

function view(about: Partial<SceneInput> & { state: GraphState }): SceneView {
  return buildSceneView({ subgraph: { txs: [], addresses: [] }, selection: new Set(), texts: plainTexts, ...about });
}

/** One payment `a + b + a -> c + d`, with every node shown. */
function payment(about: Partial<SceneInput> = {}, state: Partial<GraphState> = {}, shown = ['a', 'b', 'c', 'd']): SceneView {
  const tx = fakeTx('pay', 0, {
    from: [
      ['a', 1 * btc],
      ['b', 2 * btc],
      ['a', 3 * btc],
    ],
    to: [
      ['c', 4 * btc],
      ['d', 2 * btc],
    ],
  });
  const nodes = [caseNode(txId('pay'), 0), ...shown.map((name) => caseNode(addressId(name), 0))];
  return view({ state: stateOf(nodes, state), subgraph: { txs: [tx], addresses: [] }, ...about });
}

function edgesOf({
  nodes,
  edges,
}: SceneView): { from: NodeId; to: NodeId; style: number; text: string; detail: string; fromY: number; toY: number }[] {
  return Array.from(edges.from, (from, at) => ({
    from: nodes.ids[from] as NodeId,
    to: nodes.ids[edges.to[at] as number] as NodeId,
    style: edges.styles[at] as number,
    text: edges.labels[at]?.text ?? '',
    detail: edges.labels[at]?.detail ?? '',
    fromY: edges.fromOffsets[at * 2 + 1] as number,
    toY: edges.toOffsets[at * 2 + 1] as number,
  }));
}

const nodeAt = (drawn: SceneView, id: NodeId): number => drawn.nodes.ids.indexOf(id);

test('[VW20] a line stands for the outputs it makes or spends; those of the picked one stand out by tone, width and label', () => {
  const { state, subgraph } = ransomGraph();
  const build = (selectedOutput: string | null) =>
    buildSceneView({ state, subgraph, selection: new Set(), selectedOutput, texts: plainTexts }).edges;
  const edges = build(null);
  const known = new Set(subgraph.txs.flatMap((tx) => tx.outputs.map(({ vout }) => `${tx.txid}:${vout}`)));
  const made = edges.transfers.flatMap((transfer) => (transfer?.side === 'out' ? transfer.coins : []));
  const spent = edges.transfers.flatMap((transfer) => (transfer?.side === 'in' ? transfer.coins : []));
  expect(made.length).toBeGreaterThan(8);
  expect(made.every((outpoint) => known.has(outpoint))).toBe(true);
  expect(new Set(made).size).toBe(made.length);
  const inputs = subgraph.txs.flatMap((tx) => tx.inputs.flatMap(({ prev }) => prev ?? []));
  expect(spent.length).toBeGreaterThan(4);
  expect(spent.every((outpoint) => inputs.includes(outpoint))).toBe(true);
  expect(new Set(spent).size).toBe(spent.length);
  const unspent = made.find((outpoint) => !spent.includes(outpoint)) ?? '';
  const one = edges.transfers.findIndex((transfer) => transfer?.coins.includes(unspent));
  const picked = build(unspent);
  expect(picked.tones[one]).toBe(Tone.Accent);
  expect(picked.widths[one] as number).toBeGreaterThan(edges.widths[one] as number);
  expect(picked.labels[one]?.priority).toBeGreaterThan(edges.labels[one]?.priority ?? 0);
  expect([...picked.tones].filter((tone) => tone === Tone.Accent)).toHaveLength(1);
  const moved = made.find((outpoint) => spent.includes(outpoint)) ?? '';
  const both = Array.from(build(moved).tones).flatMap((tone, edge) => (tone === Tone.Accent ? [edge] : []));
  expect(both.map((edge) => edges.transfers[edge]?.side).sort()).toEqual(['in', 'out']);
});

describe('edges', () => {
  test('[VW4] all inputs of one address are one edge with their sum and count', () => {
    const transfers = edgesOf(payment()).map(({ from, to, style, text }) => ({ from, to, style, text }));
    const t = txId('pay');
    expect(transfers).toEqual([
      { from: addressId('a'), to: t, style: EdgeStyle.Fact, text: '4.00 BTC ×2' },
      { from: addressId('b'), to: t, style: EdgeStyle.Fact, text: '2.00 BTC' },
      { from: t, to: addressId('c'), style: EdgeStyle.Fact, text: '4.00 BTC' },
      { from: t, to: addressId('d'), style: EdgeStyle.Fact, text: '2.00 BTC' },
    ]);
  });

  test('[VW4] hidden nodes and edges to them are not drawn', () => {
    const { state, subgraph } = ransomGraph();
    const hidden = new Map(state.nodes);
    hidden.set(addressId('affiliate'), { ...(hidden.get(addressId('affiliate')) as CaseNode), hidden: true });
    const drawn = view({ state: { ...state, nodes: hidden }, subgraph });
    expect(drawn.nodes.ids).not.toContain(addressId('affiliate'));
    expect(drawn.nodes.ids).toHaveLength(state.nodes.size - 1);
    const ends = edgesOf(drawn).flatMap((edge) => [edge.from, edge.to]);
    expect(ends.every((id) => drawn.nodes.ids.includes(id))).toBe(true);
  });

  test('[VW5] inputs and outputs meet their sides from top to bottom, in order', () => {
    const drawn = payment();
    const [a, b, c, d] = edgesOf(drawn);
    expect(a?.toY).toBeGreaterThan(b?.toY as number);
    expect(c?.fromY).toBeGreaterThan(d?.fromY as number);
    expect(drawn.edges.toOffsets[0]).toBeLessThan(0);
    expect(drawn.edges.fromOffsets[4]).toBeGreaterThan(0);
  });

  test('[VW5] what leads off the graph is a tick at its place', () => {
    const stubs = edgesOf(payment({}, {}, ['a', 'd'])).filter((edge) => edge.style === EdgeStyle.Stub);
    expect(stubs).toHaveLength(2);
    expect(stubs.map((stub) => Math.sign(stub.fromY))).toEqual([0, 1]);
  });

  test.each([
    ['fresh-output', EdgeStyle.Inference, 'change: fresh-output'],
    ['own', EdgeStyle.Claim, 'change: own'],
  ])('[VW6] a change claim by %s', (heuristic, style, detail) => {
    const drawn = edgesOf(payment({}, { changeClaims: new Map([[fakeTxid('pay'), { vout: 1, heuristic }]]) }));
    expect(drawn.map((edge) => edge.style)).toEqual([EdgeStyle.Fact, EdgeStyle.Fact, EdgeStyle.Fact, style]);
    expect(drawn[3]?.detail).toBe(detail);
  });

  test('[VW6] co-spend links are dashed and name the rule once', () => {
    const group = {
      id: 'g',
      heuristic: 'co-spend' as const,
      members: ['b', 'a', 'c', 'unseen'].map(fakeAddress),
      evidence: [fakeTxid('pay')],
    };
    const links = edgesOf(payment({}, { groups: [group] })).filter((edge) => edge.style === EdgeStyle.Inference);
    expect(links.map(({ from, to, text }) => [from, to, text])).toEqual([
      [addressId('a'), addressId('b'), 'spent together'],
      [addressId('b'), addressId('c'), ''],
    ]);
  });

  test('[VW6] a claimed path is dotted and runs along the transfers', () => {
    const drawn = edgesOf(payment({ claimPath: [addressId('a'), txId('pay'), addressId('d')] }));
    const claims = drawn.filter((edge) => edge.style === EdgeStyle.Claim);
    expect(claims.map(({ from, to }) => [from, to])).toEqual([
      [addressId('a'), txId('pay')],
      [txId('pay'), addressId('d')],
    ]);
    expect(claims[0]?.toY).toBe(drawn[0]?.toY);
    expect(claims[1]?.fromY).toBe(drawn[3]?.fromY);
  });
});

describe('nodes', () => {
  const cases: readonly (readonly [string, Partial<CaseNode>, Partial<GraphState>, Partial<SceneInput>, number, Tone])[] = [
    ['plain', {}, {}, {}, 0, Tone.Address],
    ['victim of the briefing', {}, { victimNodes: [addressId('a')] }, {}, Mark.Victim, Tone.Victim],
    ['victim by the trainee', { mark: 'victim' }, {}, {}, Mark.Victim, Tone.Victim],
    ['suspect over victim', { mark: 'suspect' }, { victimNodes: [addressId('a')] }, {}, Mark.Suspect, Tone.Suspect],
    ['cleared', { mark: 'cleared' }, {}, {}, Mark.Cleared, Tone.Cleared],
    ['start', {}, { startNodes: [addressId('a')] }, {}, Mark.Start, Tone.Start],
    ['pinned with a note', { pinned: { x: 0, y: 0, z: 0 }, note: 'n' }, {}, {}, Mark.Pinned | Mark.Note, Tone.Address],
    ['selected', {}, {}, { selection: new Set([addressId('a')]) }, Mark.Selected, Tone.Address],
    ['picked', {}, {}, { picked: [addressId('a')] }, Mark.Picked, Tone.Address],
  ];
  test.each(cases)('[VW7] %s', (_, node, state, input, marks, tone) => {
    const drawn = view({ state: stateOf([caseNode(addressId('a'), 0, node)], state), ...input });
    expect([drawn.nodes.marks[0], drawn.nodes.tones[0]]).toEqual([marks, tone]);
  });

  test('[VW3] spheres, diamonds and services', () => {
    const { state, subgraph } = ransomGraph();
    const drawn = view({ state, subgraph });
    const shape = (id: NodeId): number | undefined => drawn.nodes.shapes[nodeAt(drawn, id)];
    expect([shape(addressId('collect')), shape(txId('split')), shape(addressId('northgate')), shape(addressId('hosting'))]).toEqual([
      Shape.Address,
      Shape.Transaction,
      Shape.Exchange,
      Shape.Merchant,
    ]);
  });

  test('[VW8] own label, tag name, short id, in this order', () => {
    const tagged = fakeAddressView('tagged', { label: 'Weak' });
    const strong = { ...(tagged.tags[0] as (typeof tagged.tags)[number]), label: 'Strong', confidenceLevel: 90 };
    const addresses = [
      fakeAddressView('plain', { sat: 5 }),
      { ...tagged, tags: [...tagged.tags, strong] },
      fakeAddressView('own', { label: 'Tag' }),
      fakeAddressView('service', { label: 'Meridian', service: 'exchange' }),
    ];
    const nodes = ['plain', 'tagged', 'own', 'service'].map((name) =>
      caseNode(addressId(name), 0, { label: name === 'own' ? 'Mine' : '' }),
    );
    const { labels } = view({ state: stateOf(nodes), subgraph: { txs: [], addresses } }).nodes;
    expect(labels.map((label) => label?.text)).toEqual([expect.stringMatching(/^bc1q..….{4}$/), 'Strong', 'Mine', 'Meridian']);
    expect(labels.map((label) => label?.isMono)).toEqual([true, false, false, false]);
    expect(labels[0]?.detail).toBe('');
    expect(labels[1]?.detail).toMatch(/^bc1q..….{4}$/);
    expect(labels[3]?.priority).toBeGreaterThan(labels[2]?.priority as number);
  });

  test('[VW1] two addresses with the same ends stay two nodes', () => {
    const twin = (middle: string): NodeId => `a:bc1qxy${middle.repeat(30)}0wlh`;
    const drawn = view({ state: stateOf([caseNode(twin('a'), 0), caseNode(twin('c'), 0)]) });
    expect(drawn.nodes.ids).toEqual([twin('a'), twin('c')]);
    expect(new Set(drawn.nodes.labels.map((label) => label?.text)).size).toBe(1);
  });
});

test('[VW9] truth nodes come after the case and are ghosts', () => {
  const { state, subgraph } = ransomGraph();
  const truth = {
    txs: [fakeTx('hidden', 0, { from: [['operator', 1]], to: [['secret', 1]] })],
    addresses: [fakeAddressView('secret'), fakeAddressView('treasury'), fakeAddressView('operator')],
  };
  const nodes = withTruthNodes(state.nodes, { subgraph: truth });
  expect(nodes.get(addressId('operator'))).toBe(state.nodes.get(addressId('operator')));
  const ghosts = new Set([txId('hidden'), addressId('secret'), addressId('treasury')]);
  const drawn = view({
    state: { ...state, nodes },
    subgraph: mergeSubgraphs(subgraph, truth),
    overlay: {
      found: new Set([addressId('operator')]),
      missed: new Set([addressId('secret')]),
      beyond: new Set([addressId('treasury')]),
      wronglyAccused: new Set([addressId('collect')]),
      ghosts,
      control: new Map([[fakeAddress('secret'), 'Driftwood']]),
    },
  });
  expect([...nodes.keys()].slice(0, state.nodes.size)).toEqual([...state.nodes.keys()]);
  expect(drawn.nodes.ids.filter((_, at) => drawn.nodes.ghosts[at] === 1)).toEqual([
    txId('hidden'),
    addressId('secret'),
    addressId('treasury'),
  ]);
  const secret = nodeAt(drawn, addressId('secret'));
  expect(drawn.nodes.marks[secret]).toBe(Mark.Missed);
  const treasury = nodeAt(drawn, addressId('treasury'));
  expect([drawn.nodes.marks[treasury], drawn.nodes.tones[treasury]]).toEqual([Mark.Beyond, Tone.Beyond]);
  expect(drawn.nodes.labels[secret]?.text).toBe('Driftwood');
  expect(drawn.nodes.labels[secret]?.detail).toMatch(/^bc1q..….{4}$/);
  expect((drawn.nodes.marks[nodeAt(drawn, addressId('operator'))] as number) & Mark.Found).toBe(Mark.Found);
  expect((drawn.nodes.marks[nodeAt(drawn, addressId('collect'))] as number) & Mark.Wrong).toBe(Mark.Wrong);
});

test('positions are packed in the order of the view', () => {
  const positions = new Map([
    [addressId('b'), { x: 4, y: 5, z: 6 }],
    [addressId('a'), { x: 1, y: 2, z: 3 }],
  ]);
  expect([...packPositions([addressId('a'), addressId('b'), addressId('c')], positions)]).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 0]);
});
