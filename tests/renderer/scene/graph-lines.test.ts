import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SceneEvents } from '../../../renderer/scene/scene-events.ts';
import { buildSceneView } from '../../../renderer/view/build-scene-view.ts';
import type { Transfer } from '../../../renderer/view/scene-view.ts';
import { addressId, caseNode, fakeTx, plainTexts, ransomGraph, txId } from '../support/ransom-graph.ts';
import { canvas, drag, heard, mountCanvas, open, place, pointer, scene, settled, show, unmountCanvas } from '../support/scene-canvas.ts';

beforeEach(mountCanvas);
afterEach(unmountCanvas);

test('[SC19] a click on the line of a transfer picks it, also with nodes and other lines about; with Ctrl it adds both ends', async () => {
  const view = open();
  await settled();
  const coins = view.edges.transfers.flatMap((transfer) => (transfer?.side === 'out' ? transfer.coins.slice(0, 1) : []));
  expect(coins.length).toBeGreaterThan(8);
  const heard: Transfer[] = [];
  const selected: SceneEvents['select'][] = [];
  scene.on('selectTransfer', ({ transfer }) => heard.push(transfer));
  scene.on('select', (event) => selected.push(event));
  for (const coin of coins) {
    const at = scene.screenPositionOfCoin(coin);
    if (at === null) throw new Error('a line without a free place');
    pointer('pointermove', at);
    expect(canvas.style.cursor).toBe('pointer');
    pointer('pointerdown', at);
    pointer('pointerup', at);
    expect(heard.at(-1)?.coins).toContain(coin);
    expect(heard.at(-1)?.side).toBe('out');
  }
  expect(heard).toHaveLength(coins.length);
  expect(selected).toEqual([]);
  const last = heard.at(-1) as Transfer;
  const at = scene.screenPositionOfCoin(last.coins[0] as string) as { x: number; y: number };
  pointer('pointerdown', at);
  pointer('pointerup', at, { ctrlKey: true });
  expect(selected).toEqual([{ nodes: [last.from, last.to], mode: 'add' }]);
  pointer('pointermove', { x: 4, y: 4 });
  expect(canvas.style.cursor).toBe('');
  const box = canvas.getBoundingClientRect();
  const rim = { ...place(addressId('collect')) };
  while (scene.pick(rim.x - 1 - box.left, rim.y - box.top) === addressId('collect')) rim.x -= 1;
  for (const point of [{ x: 4, y: 4 }, place(addressId('collect')), rim]) {
    pointer('pointerdown', point);
    pointer('pointerup', point);
  }
  expect(heard).toHaveLength(coins.length);
});

test('[SC19] lines are picked where they are, before a frame has drawn them there', async () => {
  const view = open();
  await settled();
  const coin = view.edges.transfers.find((transfer) => transfer?.side === 'out')?.coins[0] as string;
  const before = scene.screenPositionOfCoin(coin);
  scene.pan(120, 40);
  const moved = scene.screenPositionOfCoin(coin);
  expect([(moved?.x ?? 0) - (before?.x ?? 0), (moved?.y ?? 0) - (before?.y ?? 0)]).toEqual([
    expect.closeTo(120, -1),
    expect.closeTo(40, -1),
  ]);
  const { ids } = view.nodes;
  const half = buildSceneView({
    state: { ...ransomGraph().state, nodes: new Map([...ransomGraph().state.nodes].slice(0, Math.ceil(ids.length / 2))) },
    subgraph: ransomGraph().subgraph,
    selection: new Set(),
    texts: plainTexts,
  });
  scene.setView(half);
  const left = half.edges.transfers.flatMap((transfer) => (transfer?.side === 'out' ? transfer.coins : []));
  expect(left.length).toBeGreaterThan(2);
  const heard: string[] = [];
  scene.on('selectTransfer', ({ transfer }) => heard.push(...transfer.coins));
  for (const one of left) {
    const at = scene.screenPositionOfCoin(one);
    if (at === null) throw new Error('a line without a free place');
    pointer('pointerdown', at);
    pointer('pointerup', at);
    expect(heard).toContain(one);
  }
});

test('[SC19] lines that cross in their middles are each picked where they are by themselves', async () => {
  const pairs = ['up', 'down'] as const;
  const txs = pairs.map((name) => fakeTx(name, 1, { from: [[null, 1]], to: [[`to-${name}`, 1]] }));
  const ids = pairs.flatMap((name) => [txId(name), addressId(`to-${name}`)]);
  const nodes = new Map(ids.map((id, since) => [id, caseNode(id, since)]));
  const state = { ...ransomGraph().state, nodes };
  const view = buildSceneView({ state, subgraph: { txs, addresses: [] }, selection: new Set(), texts: plainTexts });
  show(view, Float32Array.from([0, 2, 0, 6, -2, 0, 0, -2, 0, 6, 2, 0]));
  await settled();
  const picked = heard('selectTransfer');
  for (const tx of txs) {
    const at = scene.screenPositionOfCoin(`${tx.txid}:0`) as { x: number; y: number };
    drag(at, at);
  }
  expect(picked.map(({ transfer }) => transfer.txid)).toEqual(txs.map((tx) => tx.txid));
});

test('[SC20] what the pointer comes upon is told once, a gesture takes it back, and moving on tells it again', async () => {
  const view = open();
  await settled();
  const told: (string | null)[] = [];
  scene.on('hover', ({ node, transfer }) => told.push(node ?? transfer?.coins[0] ?? null));
  const node = place(addressId('collect'));
  pointer('pointermove', node);
  pointer('pointermove', { x: node.x + 1, y: node.y });
  expect(told).toEqual([addressId('collect')]);
  const coin = view.edges.transfers.find((transfer) => transfer?.side === 'out')?.coins[0] as string;
  const line = scene.screenPositionOfCoin(coin) as { x: number; y: number };
  pointer('pointermove', line);
  expect(told).toEqual([addressId('collect'), coin]);
  canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: 0, clientX: line.x, clientY: line.y, cancelable: true }));
  expect(told.at(-1)).toBeNull();
  pointer('pointermove', { x: line.x, y: line.y });
  expect(told.at(-1)).toBe(coin);
  for (const button of [0, 2]) {
    drag({ x: 60, y: 600 }, { x: 90, y: 600 }, { button });
    expect(told.at(-1)).toBeNull();
    pointer('pointermove', place(addressId('collect')));
    expect(told.at(-1)).toBe(addressId('collect'));
  }
  canvas.dispatchEvent(new PointerEvent('pointerleave'));
  expect(told.at(-1)).toBeNull();
});

test('[SC19] a right click on a line opens the menu about it, one on the ground about nothing', async () => {
  const view = open();
  await settled();
  const menus: SceneEvents['menu'][] = [];
  scene.on('menu', (event) => menus.push(event));
  const input = view.edges.transfers.find((transfer) => transfer?.side === 'in') as Transfer;
  const line = scene.screenPositionOfCoin(input.coins[0] as string, input.txid) as { x: number; y: number };
  for (const at of [line, { x: 4, y: 4 }, place(addressId('collect'))]) {
    pointer('pointerdown', at, { button: 2 });
    pointer('pointerup', at, { button: 2 });
  }
  expect(menus.map(({ node, transfer }) => [node, transfer?.coins.includes(input.coins[0] as string) ?? false])).toEqual([
    [null, true],
    [null, false],
    [addressId('collect'), false],
  ]);
});
