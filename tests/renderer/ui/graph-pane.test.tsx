import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { addressNode, txNode } from '../../../core/ids.ts';
import { btcText, satText } from '../../../renderer/ui/format.ts';
import type { GraphCanvasHandle } from '../../../renderer/ui/GraphCanvas.tsx';
import { Inspector } from '../../../renderer/ui/inspector/Inspector.tsx';
import { GraphPane } from '../../../renderer/ui/workspace/GraphPane.tsx';
import { GraphTip } from '../../../renderer/ui/workspace/GraphTip.tsx';
import { TransferMenu } from '../../../renderer/ui/workspace/TransferMenu.tsx';
import type { Transfer } from '../../../renderer/view/scene-view.ts';
import { MemoryHost } from './support/memory-host.ts';
import { type MountedApp, mountPart, mountWorkspace } from './support/mount-app.tsx';

/** Graph and inspector over the ransom payment with everything that it pays and that pays it. */

let host: MemoryHost;
let app: MountedApp;

beforeEach(async () => {
  host = new MemoryHost();
  host.begin();
  app = await mountPart(
    <div style={{ height: 640, display: 'grid', gridTemplateColumns: '1fr 320px', gridTemplateRows: '100%' }}>
      <GraphPane />
      <Inspector />
    </div>,
    host,
  );
  await bringInPayment();
  app.services.view.setState({ selection: [], selectedOutput: null });
});

afterEach(() => app.unmount());

async function bringInPayment(): Promise<void> {
  for (const node of [host.state.startNodes[0], txNode(ransomTx())]) {
    app.services.view.setState({ selection: [node as `a:${string}`] });
    for (const key of ['i', 'o']) {
      const before = host.state.nodes.size;
      await userEvent.keyboard(key);
      if (key === 'i') await expect.poll(() => host.state.nodes.size).toBeGreaterThan(before);
    }
  }
  await expect.poll(() => host.state.nodes.has(addressNode(changeOutput().address ?? ''))).toBe(true);
}

const ransomTx = (): string => (host.truth('ransom.tx') as { txid: string }).txid;
const change = (): string => (host.truth('ransom.change') as { outpoint: string }).outpoint;
const tx = () => {
  const found = app.services.cases.data.ledger.txs.get(ransomTx());
  if (found === undefined) throw new Error('the payment is not on the graph');
  return found;
};
const changeOutput = () => {
  const output = tx().outputs[Number(change().slice(65))];
  if (output === undefined) throw new Error('the payment has no change');
  return output;
};
const graph = () => app.services.graph.current as GraphCanvasHandle;
const view = () => app.services.view.getState();
const canvas = (): HTMLCanvasElement => document.querySelector('.graph-canvas canvas') as HTMLCanvasElement;

async function settled(place: () => { x: number; y: number } | null): Promise<{ x: number; y: number }> {
  let last = '';
  await expect
    .poll(
      () => {
        const now = JSON.stringify(place());
        const isStill = now === last && now !== 'null';
        last = now;
        return isStill;
      },
      { interval: 120 },
    )
    .toBe(true);
  return place() as { x: number; y: number };
}
const lineOf = (coin: string) => settled(() => graph().screenPositionOfCoin(coin, ransomTx()));

function pointer(type: string, at: { x: number; y: number }, button = 0): void {
  canvas().dispatchEvent(new PointerEvent(type, { clientX: at.x, clientY: at.y, pointerId: 1, button, bubbles: true, cancelable: true }));
}
function press(at: { x: number; y: number }, button = 0): void {
  pointer('pointerdown', at, button);
  pointer('pointerup', at, button);
}
const tip = () => page.getByTestId('graph-tip');
const tipText = (): string => tip().query()?.textContent ?? '';

test('[UI8] a click on a line picks its output, one on the line that spends it the same output', async () => {
  press(await lineOf(change()));
  await expect.poll(() => view().selectedOutput).toBe(change());
  expect(view().selection).toEqual([txNode(ransomTx())]);
  const spent = tx().inputs[0]?.prev ?? '';
  press(await lineOf(spent));
  await expect.poll(() => view().selectedOutput).toBe(spent);
  expect(view().selection).toEqual([txNode(ransomTx())]);
  await expect.element(page.getByRole('button', { name: 'Pick the output that input 0 spends' })).toHaveAttribute('aria-pressed', 'true');
});

test('[UI23] resting on a line tells each of its coins to the satoshi and that the ledger says so; the rule once one does', async () => {
  pointer('pointermove', await lineOf(change()));
  await expect.poll(tipText).toContain(satText(changeOutput().valueSat));
  await expect.poll(tipText).toContain(changeOutput().address ?? 'no address');
  await expect.poll(tipText).toContain(`Output ${change().slice(65)}`);
  await expect.poll(tipText).toContain('Ledger fact');
  const box = tip().element().getBoundingClientRect();
  const room = canvas().getBoundingClientRect();
  expect(box.left >= room.left && box.top >= room.top && box.right <= room.right && box.bottom <= room.bottom).toBe(true);
  await app.services.cases.append({ type: 'change.claim', txid: ransomTx(), vout: Number(change().slice(65)), heuristic: 'own' });
  await expect.poll(() => tip().query()).toBeNull();
  pointer('pointermove', { x: room.left + 2, y: room.bottom - 2 });
  pointer('pointermove', await lineOf(change()));
  await expect.poll(tipText).toContain('claimed as change: own judgement');
  expect(tipText()).not.toContain('Ledger fact');
});

test('[UI23] resting on a node tells its whole id and exact values; it goes with a gesture and with the pointer', async () => {
  const start = host.state.startNodes[0] as `a:${string}`;
  const at = await settled(() => graph().screenPositionOf(start));
  pointer('pointermove', at);
  await expect.poll(tipText).toContain(start.slice(2));
  await expect.poll(tipText).toContain(satText(app.services.cases.data.ledger.addresses.get(start.slice(2))?.receivedSat ?? ''));
  canvas().dispatchEvent(new WheelEvent('wheel', { deltaY: 1, clientX: at.x, clientY: at.y, cancelable: true, bubbles: true }));
  await expect.poll(() => tip().query()).toBeNull();
  pointer('pointermove', await settled(() => graph().screenPositionOf(start)));
  await expect.element(tip()).toBeVisible();
  canvas().dispatchEvent(new PointerEvent('pointerleave'));
  await expect.poll(() => tip().query()).toBeNull();
  pointer('pointermove', await settled(() => graph().screenPositionOf(txNode(ransomTx()))));
  await expect.poll(tipText).toContain(ransomTx());
  await expect.poll(tipText).toContain(satText(tx().feeSat ?? ''));
});

test('[UI24] the menu of a line picks, claims as change and withdraws, selects both ends', async () => {
  const vout = Number(change().slice(65));
  const openMenu = async (): Promise<void> => press(await lineOf(change()), 2);
  const item = (name: string | RegExp) => page.getByRole('menuitem', { name });
  await openMenu();
  await expect.element(page.getByRole('menu', { name: 'Actions for this line' })).toBeVisible();
  expect(view().selectedOutput).toBe(change());
  await item(`Claim output ${vout} as change`).click();
  await expect.poll(() => host.state.changeClaims.get(ransomTx())?.vout).toBe(vout);
  const { heuristics } = await app.services.bridge.call('ledger.changeCandidates', {
    attemptId: app.services.cases.data.attemptId,
    asOfMs: app.services.cases.data.state.clockMs,
    txid: ransomTx(),
  });
  const only = heuristics.find((heuristic) => heuristic.isApplicable && heuristic.unique === vout);
  expect(only).toBeDefined();
  expect(host.state.changeClaims.get(ransomTx())?.heuristic).toBe(only?.id);
  await openMenu();
  await item(`Withdraw output ${vout} as change`).click();
  await expect.poll(() => host.state.changeClaims.has(ransomTx())).toBe(false);
  await openMenu();
  await item('Select both ends').click();
  await expect.poll(() => view().selection).toEqual([txNode(ransomTx()), addressNode(changeOutput().address ?? '')]);
  expect(view().selectedOutput).toBeNull();
});

test('[UI24] an input has no claim; its menu picks the output it spends', async () => {
  const spent = tx().inputs[0]?.prev ?? '';
  press(await lineOf(spent), 2);
  const menu = page.getByRole('menu', { name: 'Actions for this line' });
  await expect.element(menu).toBeVisible();
  expect(page.getByRole('menuitem', { name: /Claim|Change candidates/ }).elements()).toHaveLength(0);
  app.services.view.setState({ selectedOutput: null });
  await page.getByRole('menuitem', { name: 'Input 0:', exact: false }).click();
  await expect.poll(() => view().selectedOutput).toBe(spent);
  press(await lineOf(spent), 2);
  await page.getByRole('menuitem', { name: 'Input 0:', exact: false }).click();
  await expect.poll(() => page.getByRole('menu').query()).toBeNull();
  expect(view().selectedOutput).toBe(spent);
});

test('[UI23] wherever the pointer is, the tip is inside of the graph and not under it', async () => {
  app.unmount();
  const start = host.state.startNodes[0] as `a:${string}`;
  const [width, height] = [900, 420];
  for (const at of [
    { x: 1, y: 1 },
    { x: width - 1, y: 1 },
    { x: 1, y: height - 1 },
    { x: width - 1, y: height - 1 },
    { x: width / 2, y: height / 2 },
    { x: width - 60, y: height - 40 },
  ]) {
    app = await mountPart(
      <div data-testid="room" style={{ position: 'relative', width, height }}>
        <GraphTip pointed={{ about: { node: start }, at }} txOf={() => undefined} addressOf={() => undefined} />
      </div>,
      host,
    );
    await expect.poll(tipText).toContain(start.slice(2));
    const room = page.getByTestId('room').element().getBoundingClientRect();
    const box = tip().element().getBoundingClientRect();
    expect(box.left >= room.left && box.top >= room.top && box.right <= room.right && box.bottom <= room.bottom).toBe(true);
    const [x, y] = [room.left + at.x, room.top + at.y];
    expect(x < box.left || x > box.right || y < box.top || y > box.bottom).toBe(true);
    app.unmount();
  }
  app = await mountPart(<Inspector />, host);
});

test('[UI24] of several coins on a line the menu offers each, and picks the one that is asked for', async () => {
  const outputs = tx().outputs.slice(0, 2);
  const transfer: Transfer = {
    from: txNode(ransomTx()),
    to: addressNode(outputs[0]?.address ?? ''),
    txid: ransomTx(),
    side: 'out',
    slots: outputs.map(({ vout }) => vout),
    coins: outputs.map(({ vout }) => `${ransomTx()}:${vout}`),
    valueSat: 1n,
  };
  expect(outputs).toHaveLength(2);
  app.unmount();
  for (const { vout, valueSat } of [...outputs].reverse()) {
    app = await mountPart(<TransferMenu transfer={transfer} place={{ x: 40, y: 80 }} onClose={() => undefined} />, host);
    await page.getByRole('menuitem', { name: `Output ${vout}: ${btcText(valueSat)}` }).click();
    await expect.poll(() => view().selectedOutput).toBe(`${ransomTx()}:${vout}`);
    app.unmount();
  }
  app = await mountPart(<Inspector />, host);
});

test('[UI23] [UI24] in the debrief a node tells who really held it, and a click on a line frames both its ends', async () => {
  app.unmount();
  for (const { id } of host.world.exercise.steps) {
    await host.call('exercise.reveal', { attemptId: 'attempt-1', expectedHead: host.state.head, stepId: id });
  }
  await host.call('exercise.finish', { attemptId: 'attempt-1', expectedHead: host.state.head });
  app = await mountWorkspace(host);
  app.services.view.setState({ screen: 'debrief' });
  await expect.element(page.getByRole('heading', { name: 'Debrief' })).toBeVisible();
  const debrief = await app.services.bridge.call('debrief.get', { attemptId: 'attempt-1', language: 'en' });
  const start = host.state.startNodes[0] as `a:${string}`;
  const holder = debrief.control.find(({ address }) => address === start.slice(2))?.actor;
  expect(holder).toBeDefined();
  pointer('pointermove', await settled(() => graph().screenPositionOf(start)));
  await expect.poll(tipText).toContain(`Really held by${holder}`);
  const line = await lineOf(change());
  const ends = (): [number, number] =>
    [txNode(ransomTx()), addressNode(changeOutput().address ?? '')].map((node) => graph().screenPositionOf(node)?.x ?? 0) as [
      number,
      number,
    ];
  const [fromX, toX] = ends();
  press(line);
  // Nearer than the whole graph was: the two stand further apart.
  await expect.poll(() => Math.abs(ends()[1] - ends()[0])).toBeGreaterThan(Math.abs(toX - fromX) * 1.5);
});
