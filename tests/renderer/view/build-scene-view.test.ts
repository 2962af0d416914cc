import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseNode } from '../../../core/case/case-state.ts';
import type { NodeId } from '../../../core/ids.ts';
import { buildSceneView, packPositions } from '../../../renderer/view/build-scene-view.ts';
import { addressRadius } from '../../../renderer/view/node-size.ts';
import { debriefOverlay, mergeSubgraphs, type SceneInput, withTruthNodes } from '../../../renderer/view/scene-input.ts';
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
    const { edges } = payment({}, {}, ['a', 'd']);
    const away = Array.from(edges.styles, (style, at) =>
      style === EdgeStyle.Stub ? (edges.toOffsets[at * 2] as number) - (edges.fromOffsets[at * 2] as number) : 0,
    );
    expect(away.filter((x) => x !== 0).map(Math.sign)).toEqual([-1, 1]);
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
    ['suspect on a start', { mark: 'suspect' }, { startNodes: [addressId('a')] }, {}, Mark.Suspect | Mark.Start, Tone.Suspect],
    ['pinned with a note', { pinned: { x: 0, y: 0, z: 0 }, note: 'n' }, {}, {}, Mark.Pinned | Mark.Note, Tone.Address],
    ['selected', {}, {}, { selection: new Set([addressId('a')]) }, Mark.Selected, Tone.Address],
    ['picked', {}, {}, { picked: [addressId('a')] }, Mark.Picked, Tone.Address],
  ];
  test.each(cases)('[VW7] %s', (_, node, state, input, marks, tone) => {
    const drawn = view({ state: stateOf([caseNode(addressId('a'), 0, node)], state), ...input });
    expect([drawn.nodes.marks[0], drawn.nodes.tones[0]]).toEqual([marks, tone]);
  });

  test.each([
    ['found', Mark.Found, Tone.Found],
    ['missed', Mark.Missed, Tone.Missed],
    ['beyond', Mark.Beyond, Tone.Beyond],
    ['wronglyAccused', Mark.Wrong, Tone.Wrong],
  ] as const)('[VW7] in the debrief a suspect that is %s keeps the mark and has the colour of what is true', (list, mark, tone) => {
    const lists = { found: [], missed: [], beyond: [], wronglyAccused: [], control: [], subgraph: { txs: [], addresses: [] } };
    const { nodes, ...about } = stateOf([caseNode(addressId('a'), 0, { mark: 'suspect' })]);
    const overlay = debriefOverlay(nodes, { ...lists, [list]: [addressId('a')] });
    const drawn = view({ state: { nodes, ...about }, overlay });
    expect([drawn.nodes.marks[0], drawn.nodes.tones[0]]).toEqual([Mark.Suspect | mark, tone]);
  });

  test('[VW2] the size of an address is that of what it received, spent or not', () => {
    const spent = { ...fakeAddressView('a', { sat: 40 * btc }), balanceSat: '0' };
    const drawn = view({ state: stateOf([caseNode(addressId('a'), 0)]), subgraph: { txs: [], addresses: [spent] } });
    expect(drawn.nodes.sizes[0]).toBeCloseTo(addressRadius(BigInt(40 * btc)), 6);
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

  test('[VW8] of several tags the one of the highest confidence names the address, in whatever order they come', () => {
    const [tag] = fakeAddressView('a', { label: 'x' }).tags;
    if (tag === undefined) throw new Error('no tag');
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }), (levels) => {
        const tags = levels.map((level) => ({ ...tag, label: `level ${level}`, confidenceLevel: level }));
        const addresses = [{ ...fakeAddressView('a'), tags }];
        const { labels } = view({ state: stateOf([caseNode(addressId('a'), 0)]), subgraph: { txs: [], addresses } }).nodes;
        expect(labels[0]?.text).toBe(`level ${Math.max(...levels)}`);
      }),
    );
  });

  test('[VW8] in the debrief the one who held an address names it only when nothing else does, and is told beside what does', () => {
    const names = ['own', 'tagged', 'bare'];
    const nodes = names.map((name) => caseNode(addressId(name), 0, { label: name === 'own' ? 'Mine' : '' }));
    const control = names.map((name) => ({ address: fakeAddress(name), actor: 'Driftwood', role: 'suspect' }));
    const nothing = { found: [], missed: [], beyond: [], wronglyAccused: [], subgraph: { txs: [], addresses: [] } };
    const state = stateOf(nodes);
    const drawn = view({
      state,
      subgraph: { txs: [], addresses: [fakeAddressView('tagged', { label: 'Tag' })] },
      overlay: debriefOverlay(state.nodes, { ...nothing, control }),
    });
    expect(drawn.nodes.labels.map((label) => [label?.text, label?.detail])).toEqual([
      ['Mine', expect.stringMatching(/^bc1q..….{4} · Driftwood$/)],
      ['Tag', expect.stringMatching(/^bc1q..….{4} · Driftwood$/)],
      ['Driftwood', expect.stringMatching(/^bc1q..….{4}$/)],
    ]);
  });

  test('[VW8] labels of what is selected, picked, start, victim or service come before all others, of nodes and of lines', () => {
    const { state, subgraph } = ransomGraph();
    const [selected, picked] = [addressId('carrier-2'), txId('peel-3')];
    const { nodes, edges } = view({ state, subgraph, selection: new Set([selected]), picked: [picked] });
    const first = [selected, picked, addressId('collect'), addressId('clinic-2'), addressId('northgate'), addressId('hosting')];
    const priorityOf = (id: NodeId): number => nodes.labels[nodes.ids.indexOf(id)]?.priority ?? 0;
    const least = Math.min(...first.map(priorityOf));
    for (const id of nodes.ids.filter((node) => !first.includes(node))) expect([id, priorityOf(id) < least]).toEqual([id, true]);
    for (const label of edges.labels) expect(label?.priority ?? 0).toBeLessThan(least);
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

test('[VW9] what the debrief tells becomes marks, and exactly what the trainee never had becomes ghosts', () => {
  const { state } = ransomGraph();
  const nodes = state.nodes;
  const debrief = {
    found: [addressId('operator')],
    missed: [addressId('secret')],
    beyond: [addressId('treasury')],
    wronglyAccused: [addressId('collect')],
    control: [{ address: fakeAddress('secret'), actor: 'Driftwood', role: 'suspect' }],
    subgraph: {
      txs: [fakeTx('hidden', 0, { from: [['operator', 1]], to: [['secret', 1]] }), fakeTx('split', 4, { from: [], to: [] })],
      addresses: ['secret', 'treasury', 'operator'].map((name) => fakeAddressView(name)),
    },
  };
  expect(debriefOverlay(nodes, debrief)).toEqual({
    found: new Set([addressId('operator')]),
    missed: new Set([addressId('secret')]),
    beyond: new Set([addressId('treasury')]),
    wronglyAccused: new Set([addressId('collect')]),
    ghosts: new Set([txId('hidden'), addressId('secret'), addressId('treasury')]),
    control: new Map([[fakeAddress('secret'), 'Driftwood']]),
  });
});

test('positions are packed in the order of the view', () => {
  const positions = new Map([
    [addressId('b'), { x: 4, y: 5, z: 6 }],
    [addressId('a'), { x: 1, y: 2, z: 3 }],
  ]);
  expect([...packPositions([addressId('a'), addressId('b'), addressId('c')], positions)]).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 0]);
});
