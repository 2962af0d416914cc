import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildSceneView, packPositions } from '../../../renderer/view/build-scene-view.ts';
import { graphCommand } from '../../../renderer/view/camera-keys.ts';
import { coinAfter } from '../../../renderer/view/coins-at.ts';
import { hopsLayout } from '../../../renderer/view/hops-layout.ts';
import { type Direction, stepNeighbour } from '../../../renderer/view/step-neighbour.ts';
import { addressId, plainTexts, ransomGraph, txId } from '../support/ransom-graph.ts';

const { state, subgraph } = ransomGraph();
const view = buildSceneView({ state, subgraph, selection: new Set(), texts: plainTexts });
const layout = hopsLayout({ ...state, subgraph, placements: [] });
const positions = packPositions(view.nodes.ids, layout);

function walk(from: string, ...directions: Direction[]): string | undefined {
  let current: number | null = view.nodes.ids.indexOf(from);
  for (const direction of directions) if (current !== null) current = stepNeighbour(view, positions, { current, direction });
  return current === null ? undefined : view.nodes.ids[current];
}

test('[VW15] arrow keys follow the money, then the rows', () => {
  expect(walk(addressId('collect'), 'right')).toBe(txId('split'));
  expect(walk(addressId('collect'), 'right', 'right')).toBe(addressId('affiliate'));
  expect(walk(addressId('collect'), 'right', 'right', 'down')).toBe(addressId('operator'));
  expect(walk(addressId('collect'), 'left')).toBe(txId('ransom'));
  expect(walk(addressId('carrier-6'), 'right')).toBeUndefined();
});

test('[VW15] a linked node further off goes before a nearer stranger', () => {
  const three = {
    ...view,
    nodes: { ...view.nodes, ids: [addressId('a'), addressId('b'), addressId('c')] },
    edges: { ...view.edges, from: Uint32Array.of(0), to: Uint32Array.of(2) },
  };
  const row = Float32Array.of(0, 0, 0, 4, 0, 0, 8, 0, 0);
  expect(stepNeighbour(three, row, { current: 0, direction: 'right' })).toBe(2);
  const turned = { ...three, edges: { ...three.edges, from: Uint32Array.of(2), to: Uint32Array.of(0) } };
  expect(stepNeighbour(turned, row, { current: 0, direction: 'right' })).toBe(2);
  expect(stepNeighbour({ ...three, edges: { ...three.edges, to: Uint32Array.of(0) } }, row, { current: 0, direction: 'right' })).toBe(1);
});

test('[VW15] every node can be reached by arrow keys', () => {
  const reached = new Set([view.nodes.ids[0]]);
  const queue = [...reached];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const direction of ['left', 'right', 'up', 'down'] as const) {
      const next = walk(id, direction) as typeof id | undefined;
      if (next === undefined || reached.has(next)) continue;
      reached.add(next);
      queue.push(next);
    }
  }
  expect(reached.size).toBe(view.nodes.ids.length);
});

const key = (name: string, held: Partial<Parameters<typeof graphCommand>[0]> = {}): Parameters<typeof graphCommand>[0] => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test.each([
  [key('ArrowLeft'), { kind: 'step', direction: 'left' }],
  [key('ArrowUp', { shiftKey: true }), { kind: 'pan', dx: 0, dy: 60 }],
  [key('ArrowLeft', { shiftKey: true }), { kind: 'pan', dx: 60, dy: 0 }],
  [key('ArrowDown', { altKey: true }), { kind: 'orbit', dx: 0, dy: 0.12 }],
  [key('f', { metaKey: true }), null],
  [key('f', { altKey: true }), null],
  [key('.'), { kind: 'coin', by: 1 }],
  [key(','), { kind: 'coin', by: -1 }],
  [key('ArrowRight', { altKey: true }), { kind: 'orbit', dx: 0.12, dy: 0 }],
  [key('+'), { kind: 'zoom', factor: 1.25 }],
  [key('='), { kind: 'zoom', factor: 1.25 }],
  [key('-'), { kind: 'zoom', factor: 0.8 }],
  [key('F', { shiftKey: true }), { kind: 'focus' }],
  [key('0'), { kind: 'fit' }],
  [key('Home'), { kind: 'reset' }],
  [key('['), { kind: 'back' }],
  [key(']'), { kind: 'forward' }],
  [key('Enter'), { kind: 'activate' }],
  [key(' '), { kind: 'toggle' }],
  [key('F10', { shiftKey: true }), { kind: 'menu' }],
  [key('ContextMenu'), { kind: 'menu' }],
  [key('Escape'), { kind: 'clear' }],
  [key('F10'), null],
  [key('f', { ctrlKey: true }), null],
  [key('Tab'), null],
])('[VW17] [VW21] key %o', (event, command) => {
  expect(graphCommand(event)).toEqual(command);
});

test('[UI8] clicks on a line of several coins take one after the other, round and round', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 9 }), (coins) => {
      let picked = coinAfter(coins, 'another');
      const taken = coins.map(() => {
        const now = picked;
        picked = coinAfter(coins, now);
        return now;
      });
      fc.pre(!coins.includes('another'));
      expect(taken).toEqual(coins);
      expect(picked).toBe(coins[0]);
    }),
  );
  expect(coinAfter([], null)).toBeNull();
});
