import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseNode, HistoryItem } from '../../../core/case/case-state.ts';
import type { NodeId } from '../../../core/ids.ts';
import { columnWidth, type HopsInput, hopsLayout, hopsLayoutVersion, rowHeight } from '../../../renderer/view/hops-layout.ts';
import { placementsOf } from '../../../renderer/view/placements.ts';
import { withTruthNodes } from '../../../renderer/view/scene-input.ts';
import { addressId, caseNode, fakeTx, type Piece, ransomGraph, txId } from '../support/ransom-graph.ts';

function inputOf(nodes: Iterable<CaseNode>, about: Partial<HopsInput> = {}): HopsInput {
  return {
    nodes: new Map([...nodes].map((node) => [node.id, node])),
    startNodes: [],
    victimNodes: [],
    subgraph: { txs: [], addresses: [] },
    placements: [],
    ...about,
  };
}

function ransomInput(): HopsInput {
  const { state, subgraph } = ransomGraph();
  return { nodes: state.nodes, startNodes: state.startNodes, victimNodes: state.victimNodes, subgraph, placements: [] };
}

const columnOf = (positions: Map<NodeId, { x: number }>, id: NodeId): number =>
  Math.round((positions.get(id)?.x ?? Number.NaN) / columnWidth);

test('[VW10] money moves right, one column a hop, from the start in column 0', () => {
  const positions = hopsLayout(ransomInput());
  const columns = Object.fromEntries(
    ['clinic-2', 'clinic-3', 'collect', 'clinic-change', 'affiliate', 'operator', 'carrier-1', 'carrier-6', 'northgate'].map((name) => [
      name,
      columnOf(positions, addressId(name)),
    ]),
  );
  expect(columns).toEqual({
    'clinic-2': -2,
    'clinic-3': -2,
    collect: 0,
    'clinic-change': 0,
    affiliate: 2,
    operator: 2,
    'carrier-1': 4,
    'carrier-6': 14,
    northgate: 6,
  });
  expect(columnOf(positions, txId('ransom'))).toBe(-1);
  expect(columnOf(positions, txId('split'))).toBe(1);
});

/** Peels 1 to 5 of the ransom graph and their deposit, come at once. */
function chainAtOnce(standing: readonly NodeId[]): HopsInput {
  const { subgraph } = ransomGraph();
  const ids = [
    addressId('deposit'),
    ...[1, 2, 3, 5].map((hop) => txId(`peel-${hop}`)),
    txId('peel-4'),
    ...[1, 2, 3, 4, 5].map((hop) => addressId(`carrier-${hop}`)),
    addressId('affiliate'),
  ];
  const rest = ids.filter((id) => !standing.includes(id));
  return inputOf([...standing.map((id) => caseNode(id, 0)), ...rest.map((id) => caseNode(id, 1))], { subgraph, startNodes: standing });
}

test.each([
  ['from its beginning', addressId('affiliate')],
  ['from the deposit it ends at', addressId('deposit')],
])('[VW10] a chain that comes at once unrolls %s', (_, standing) => {
  const positions = hopsLayout(chainAtOnce([standing]));
  const start = columnOf(positions, addressId('affiliate'));
  for (let hop = 1; hop <= 5; hop++) {
    expect(columnOf(positions, txId(`peel-${hop}`)) - start).toBe(2 * hop - 1);
    expect(columnOf(positions, addressId(`carrier-${hop}`)) - start).toBe(2 * hop);
  }
  expect(columnOf(positions, addressId('deposit')) - start).toBe(10);
});

test('[VW10] money that goes in a circle is still placed', () => {
  const circle = [fakeTx('one', 0, { from: [['a', 5]], to: [['b', 5]] }), fakeTx('two', 1, { from: [['b', 5]], to: [['a', 5]] })];
  const nodes = [addressId('a'), txId('one'), addressId('b'), txId('two')].map((id) => caseNode(id, 0));
  const positions = hopsLayout(inputOf(nodes, { subgraph: { txs: circle, addresses: [] } }));
  expect(nodes.map((node) => columnOf(positions, node.id))).toEqual([0, 1, 2, 3]);
});

test('[VW10] version 1 of the layout has these places', () => {
  const positions = hopsLayout(ransomInput());
  const cells = [...positions.values()].map(({ x, y }) =>
    [x / columnWidth, -y / rowHeight].map((cell) => Math.round(cell * 100) / 100 + 0).join(' '),
  );
  expect({ version: hopsLayoutVersion, columnWidth, rowHeight, cells }).toMatchInlineSnapshot(`
    {
      "cells": [
        "0 0",
        "-2 0",
        "-1 0",
        "-2 -1",
        "0 -1",
        "1 0",
        "2 0",
        "2 1",
        "3 0",
        "4 0",
        "4 1",
        "5 0",
        "6 0",
        "7 0",
        "8 0",
        "9 0",
        "10 0",
        "10 -1",
        "11 0",
        "12 0",
        "13 0",
        "14 0",
        "3 1",
        "4 2",
        "2 2",
        "1 2",
        "0 2",
        "5 1",
        "6 1",
      ],
      "columnWidth": 3.6,
      "rowHeight": 4.2,
      "version": 1,
    }
  `);
});

test('[VW14] a peel chain is a straight line with its peels beside it', () => {
  const positions = hopsLayout(ransomInput());
  const row = positions.get(addressId('affiliate'))?.y;
  for (let hop = 1; hop <= 6; hop++) {
    expect(positions.get(txId(`peel-${hop}`))?.y).toBe(row);
    expect(positions.get(addressId(`carrier-${hop}`))?.y).toBe(row);
  }
  expect(positions.get(addressId('deposit'))?.y).not.toBe(row);
});

test('[VW14] a family keeps the order of outputs and folds when it is large', () => {
  const to: Piece[] = Array.from({ length: 60 }, (_, vout) => [`pay-${vout}`, 1000 + vout]);
  const nodes = [
    caseNode(txId('payout'), 0),
    ...to.map(([name], vout) => caseNode(addressId(name as string), 1 + (vout % 1), { parent: txId('payout') })).reverse(),
  ];
  const positions = hopsLayout(
    inputOf(nodes, { startNodes: [txId('payout')], subgraph: { txs: [fakeTx('payout', 0, { from: [], to })], addresses: [] } }),
  );
  const rows = to.map(([name]) => positions.get(addressId(name as string)) as { y: number; z: number });
  const layers = new Set(rows.map((at) => at.z));
  expect(layers.size).toBe(5);
  for (const layer of layers) {
    const ys = rows.filter((at) => at.z === layer).map((at) => at.y);
    expect([...ys].sort((a, b) => b - a)).toEqual(ys);
  }
});

const addressCount = 40;
const some = (minLength: number, maxLength: number) => fc.uniqueArray(fc.nat(addressCount - 1), { minLength, maxLength });

/** A random ledger, some of whose families fold, and the order in which its nodes came to the graph. */
const growth = fc
  .record({
    txs: fc.array(
      fc.record({
        from: fc.oneof({ weight: 5, arbitrary: some(1, 4) }, { weight: 1, arbitrary: some(16, addressCount) }),
        to: fc.oneof({ weight: 5, arbitrary: some(1, 5) }, { weight: 1, arbitrary: some(16, addressCount) }),
      }),
      { minLength: 1, maxLength: 18 },
    ),
    seed: fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 }),
    batch: fc.oneof(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 20, max: 60 })),
  })
  .map(({ txs, seed, batch }) => {
    const views = txs.map((tx, index) =>
      fakeTx(`tx-${index}`, index, {
        from: tx.from.map((n) => [`adr-${n}`, 1000 * (n + 1)]),
        to: tx.to.map((n) => [`adr-${n}`, 500 * (n + 1)]),
      }),
    );
    const ids = [...txs.map((_, index) => txId(`tx-${index}`)), ...Array.from({ length: addressCount }, (_, n) => addressId(`adr-${n}`))];
    const order = ids.map((id, index) => ({ id, key: seed[index % seed.length] as number })).sort((a, b) => a.key - b.key);
    return { subgraph: { txs: views, addresses: [] }, nodes: order.map(({ id }, index) => caseNode(id, Math.floor(index / batch))) };
  });

test('[VW11] adding nodes never moves those that stand', () => {
  fc.assert(
    fc.property(growth, fc.nat(40), ({ nodes, subgraph }, cut) => {
      const before = nodes.filter((node) => node.since <= cut);
      const small = hopsLayout(inputOf(before, { subgraph }));
      const large = hopsLayout(inputOf(nodes, { subgraph }));
      for (const node of before) expect(large.get(node.id)).toEqual(small.get(node.id));
    }),
  );
});

test('[VW11] hiding moves nothing and showing puts back', () => {
  fc.assert(
    fc.property(growth, fc.infiniteStream(fc.boolean()), ({ nodes, subgraph }, coin) => {
      const whole = hopsLayout(inputOf(nodes, { subgraph }));
      const some = nodes.map((node) => ({ ...node, hidden: coin.next().value as boolean }));
      const partly = hopsLayout(inputOf(some, { subgraph }));
      for (const node of some) expect(partly.get(node.id)).toEqual(node.hidden ? undefined : whole.get(node.id));
    }),
  );
});

test('[VW13] no two places are the same, and the same case gives the same places', () => {
  let folded = 0;
  fc.assert(
    fc.property(growth, ({ nodes, subgraph }) => {
      const positions = hopsLayout(inputOf(nodes, { subgraph }));
      if ([...positions.values()].some((at) => at.z !== 0)) folded += 1;
      expect(new Set([...positions.values()].map((at) => `${at.x} ${at.y} ${at.z}`)).size).toBe(nodes.length);
      expect(hopsLayout(inputOf(nodes, { subgraph }))).toEqual(positions);
    }),
  );
  expect(folded).toBeGreaterThan(3);
});

test('[VW10] the order of the ledger data does not matter', () => {
  fc.assert(
    fc.property(growth, ({ nodes, subgraph }) => {
      const turned = { txs: [...subgraph.txs].reverse(), addresses: [] };
      expect(hopsLayout(inputOf(nodes, { subgraph: turned }))).toEqual(hopsLayout(inputOf(nodes, { subgraph })));
    }),
  );
});

test('[VW12] growth follows a moved node, what grew before stays', () => {
  const input = ransomInput();
  const moved = addressId('operator');
  const at = { x: 5 * columnWidth + 0.3, y: -31, z: 2 };
  const history: HistoryItem[] = [
    { seq: 11, atMs: 0, kind: 'work', undone: false, payload: { type: 'graph.move', node: moved, ...at } },
    { seq: 13, atMs: 0, kind: 'work', undone: true, payload: { type: 'graph.move', node: addressId('deposit'), x: 0, y: 0, z: 0 } },
  ];
  const nodes = new Map(input.nodes);
  nodes.set(moved, { ...(nodes.get(moved) as CaseNode), pinned: at });
  const plain = hopsLayout(input);
  const positions = hopsLayout({ ...input, nodes, placements: placementsOf(history) });
  expect(positions.get(moved)).toEqual(at);
  expect(positions.get(addressId('carrier-3'))).toEqual(plain.get(addressId('carrier-3')));
  expect(columnOf(positions, txId('consolidate'))).toBe(6);
  expect(Math.abs((positions.get(txId('consolidate'))?.y ?? 0) - at.y)).toBeLessThanOrEqual(rowHeight);
  expect(positions.get(txId('sweep'))).toEqual(plain.get(txId('sweep')));
});

test('[VW9] what the debrief adds moves nothing of the trainee, and each ghost has a place of its own', () => {
  fc.assert(
    fc.property(growth, fc.nat(12), ({ nodes, subgraph }, cut) => {
      const own = new Map(nodes.filter((node) => node.since <= cut).map((node) => [node.id, node]));
      const before = hopsLayout(inputOf(own.values(), { subgraph }));
      const all = withTruthNodes(own, { subgraph });
      const after = hopsLayout(inputOf(all.values(), { subgraph }));
      for (const id of own.keys()) expect(after.get(id)).toEqual(before.get(id));
      expect(new Set([...after.values()].map((at) => `${at.x} ${at.y} ${at.z}`)).size).toBe(all.size);
    }),
  );
});

test('[VW12] nothing that comes later is put where the trainee put a node', () => {
  fc.assert(
    fc.property(growth, fc.nat(3), fc.nat(12), fc.integer({ min: -3, max: 3 }), ({ nodes, subgraph }, which, row, column) => {
      const moved = nodes[which]?.id as NodeId;
      const seq = (nodes[which]?.since ?? 0) + 0.5;
      const at = { x: column * columnWidth, y: (6 - row) * rowHeight, z: 0 };
      const pinned = nodes.map((node) => (node.id === moved ? { ...node, pinned: at } : node));
      const positions = hopsLayout(inputOf(pinned, { subgraph, placements: [{ seq, node: moved, at }] }));
      for (const node of nodes.filter(({ since }) => since > seq)) expect(positions.get(node.id)).not.toEqual(at);
    }),
  );
});

test('[VW12] pinning is placing, unpinning gives back, in the order of the log', () => {
  const at = { x: 1, y: 2, z: 3 };
  const [a, b] = [addressId('a'), addressId('b')];
  const work = (seq: number, payload: HistoryItem['payload'], undone = false): HistoryItem => ({
    seq,
    atMs: 0,
    kind: 'work',
    undone,
    payload,
  });
  const history = [
    work(1, { type: 'graph.pin', node: a, at }),
    work(2, { type: 'graph.move', node: b, ...at }),
    work(3, { type: 'graph.pin', node: b, at }, true),
    work(4, { type: 'graph.pin', node: a, at: null }),
  ];
  expect(placementsOf(history)).toEqual([
    { seq: 1, node: a, at },
    { seq: 2, node: b, at },
    { seq: 4, node: a, at: null },
  ]);
});

test('[VW12] a node given back to the layout returns to its place', () => {
  const input = ransomInput();
  const placements = [
    { seq: 20, node: addressId('operator'), at: { x: 1, y: 2, z: 3 } },
    { seq: 21, node: addressId('operator'), at: null },
  ];
  expect(hopsLayout({ ...input, placements })).toEqual(hopsLayout(input));
});

test('[VW12] what grows out of a node after it was given back grows where the layout has it', () => {
  const input = ransomInput();
  const grownAt = input.nodes.get(txId('consolidate'))?.since ?? 0;
  const at = { x: 9 * columnWidth, y: -40, z: 0 };
  const away = { seq: grownAt - 2, node: addressId('operator'), at };
  const back = { seq: grownAt - 1, node: addressId('operator'), at: null };
  const plain = hopsLayout(input).get(txId('consolidate'));
  expect(hopsLayout({ ...input, placements: [away] }).get(txId('consolidate'))).not.toEqual(plain);
  expect(columnOf(hopsLayout({ ...input, placements: [away, back] }), txId('consolidate'))).toBe(Math.round((plain?.x ?? 0) / columnWidth));
});

test('[VW10] a node stands beside what came with it, also where something older that pays it stands further on', () => {
  const pays = (name: string, from: string, to: readonly string[]) =>
    fakeTx(name, 1, { from: [[from, 1]], to: to.map((one): Piece => [one, 1]) });
  const chain = ['a', 'b', 'c', 'd'].map((name, at, all) => pays(`t-${name}`, name, at < 3 ? [all[at + 1] as string] : ['end']));
  const old = ['a', 'b', 'c', 'd'].flatMap((name) => [addressId(name), txId(`t-${name}`)]);
  const late = pays('late', 'a', ['end']);
  const nodes = [
    ...old.map((id) => caseNode(id, 1)),
    caseNode(txId('late'), 2, { parent: addressId('a') }),
    caseNode(addressId('end'), 2, { parent: addressId('a') }),
  ];
  const input = inputOf(nodes, { startNodes: [addressId('a')], subgraph: { txs: [...chain, late], addresses: [] } });
  const positions = hopsLayout(input);
  expect(columnOf(positions, txId('t-d'))).toBe(7);
  expect(columnOf(positions, addressId('end'))).toBe(columnOf(positions, txId('late')) + 1);
});
