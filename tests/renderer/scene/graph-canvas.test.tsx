import axe from 'axe-core';
import { act, createRef, StrictMode, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type NodeId, txNode } from '../../../core/ids.ts';
import { GraphCanvas, type GraphCanvasHandle, type GraphCanvasProps } from '../../../renderer/ui/GraphCanvas.tsx';
import { buildSceneView, packPositions } from '../../../renderer/view/build-scene-view.ts';
import { hopsLayout } from '../../../renderer/view/hops-layout.ts';
import { addressId, plainTexts, ransomGraph, txId } from '../support/ransom-graph.ts';

let host: HTMLDivElement;
let root: Root;
const handle = createRef<GraphCanvasHandle>();
const spies = {
  onSelect: vi.fn<GraphCanvasProps['onSelect']>(),
  onOpenMenu: vi.fn<GraphCanvasProps['onOpenMenu']>(),
  onSelectTransfer: vi.fn<GraphCanvasProps['onSelectTransfer']>(),
  onHover: vi.fn<GraphCanvasProps['onHover']>(),
  onMoveEnd: vi.fn<GraphCanvasProps['onMoveEnd']>(),
  onActivate: vi.fn<GraphCanvasProps['onActivate']>(),
  onContextLost: vi.fn<GraphCanvasProps['onContextLost']>(),
};

const { state, subgraph } = ransomGraph();
const positionOf = hopsLayout({ ...state, subgraph, placements: [] });

function Screen({ first = [] }: { readonly first?: readonly NodeId[] }) {
  const [selection, setSelection] = useState(first);
  const [coin, setCoin] = useState<string | null>(null);
  const view = buildSceneView({ state, subgraph, selection: new Set(selection), selectedOutput: coin, texts: plainTexts });
  return (
    <GraphCanvas
      {...spies}
      ref={handle}
      view={view}
      positions={packPositions(view.nodes.ids, positionOf)}
      selection={selection}
      theme="dark"
      isMotionReduced
      labels={{
        graph: 'Graph of the case',
        roleDescription: 'graph',
        describe: (node) => `at ${node}`,
        describeCoin: (_, one) => `coin ${one}`,
      }}
      selectedCoin={coin}
      onSelectTransfer={(transfer, one) => {
        spies.onSelectTransfer(transfer, one);
        setCoin(one);
        setSelection([txNode(transfer.txid)]);
      }}
      onSelect={(nodes, mode) => {
        spies.onSelect(nodes, mode);
        setSelection(nodes);
      }}
    />
  );
}

beforeEach(async () => {
  host = document.createElement('div');
  host.style.cssText = 'position:absolute;left:0;top:0;width:1000px;height:600px';
  document.body.append(host);
  root = createRoot(host);
  for (const spy of Object.values(spies)) spy.mockClear();
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  await act(async () =>
    root.render(
      <StrictMode>
        <Screen />
      </StrictMode>,
    ),
  );
});
afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
});

const graph = (): HTMLElement => host.querySelector('[role=application]') as HTMLElement;
async function press(key: string, held: KeyboardEventInit = {}): Promise<boolean> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held });
  await act(async () => graph().dispatchEvent(event));
  return event.defaultPrevented;
}

test('[SC14] the graph has a name and a role and no axe violation', async () => {
  const { violations } = await axe.run(host);
  expect(violations.map((violation) => violation.id)).toEqual([]);
  expect(graph().getAttribute('aria-label')).toBe('Graph of the case');
  expect(host.querySelectorAll('canvas')).toHaveLength(1);
});

test('[SC14] arrows walk along the money and the node reached is spoken', async () => {
  expect(await press('ArrowRight')).toBe(true);
  await press('ArrowRight');
  await press('ArrowRight');
  expect(spies.onSelect.mock.calls.map(([nodes]) => nodes)).toEqual([[addressId('collect')], [txId('split')], [addressId('affiliate')]]);
  expect(host.querySelector('[aria-live]')?.textContent).toBe(`at ${addressId('affiliate')}`);
  await press('Enter');
  expect(spies.onActivate).toHaveBeenCalledWith(addressId('affiliate'));
  await press('F10', { shiftKey: true });
  const at = handle.current?.screenPositionOf(addressId('affiliate'));
  expect(spies.onOpenMenu).toHaveBeenCalledWith({ node: addressId('affiliate') }, at?.x, at?.y);
  await press('Escape');
  expect(spies.onSelect).toHaveBeenLastCalledWith([], 'replace');
});

test('[SC14] full stop and comma go through the coins of a transaction, each is spoken, and the menu is about its line', async () => {
  const { edges } = buildSceneView({ state, subgraph, selection: new Set(), texts: plainTexts });
  const at = txId('ransom');
  const of = (side: 'in' | 'out') =>
    edges.transfers
      .flatMap((transfer) =>
        transfer?.txid === at.slice(2) && transfer.side === side
          ? transfer.coins.map((coin, i) => ({ coin, slot: transfer.slots[i] ?? 0 }))
          : [],
      )
      .sort((a, b) => a.slot - b.slot)
      .map(({ coin }) => coin);
  const coins = [...of('in'), ...of('out')];
  expect(coins.length).toBeGreaterThan(2);
  const spoken = () => host.querySelector('[aria-live]')?.textContent;
  await act(async () => root.render(<Screen key="selected" first={[at]} />));
  for (const coin of [...coins, coins[0]]) {
    expect(await press('.')).toBe(true);
    expect(spoken()).toBe(`coin ${coin}`);
  }
  await press(',');
  expect(spoken()).toBe(`coin ${coins.at(-1)}`);
  const line = handle.current?.screenPositionOfCoin(coins.at(-1) ?? '');
  await press('ContextMenu');
  expect(spies.onOpenMenu).toHaveBeenCalledTimes(1);
  const [about, x, y] = spies.onOpenMenu.mock.calls[0] ?? [];
  expect(about).toMatchObject({ transfer: { txid: at.slice(2), side: 'out' } });
  expect([x, y]).toEqual([line?.x, line?.y]);
});

test('[SC14] keys that mean nothing to the graph are left to the screen', async () => {
  expect(await press('Escape')).toBe(false);
  expect(await press('Enter')).toBe(false);
  expect(await press('.')).toBe(false);
  expect(await press('z', { ctrlKey: true })).toBe(false);
  expect(await press('Tab')).toBe(false);
});

test('[SC14] the camera by keyboard: frame, back, pan, zoom', async () => {
  const at = () => handle.current?.screenPositionOf(addressId('operator'));
  const start = at();
  await press('ArrowRight');
  await press('f');
  expect(at()).not.toEqual(start);
  await press('[');
  expect(at()).toEqual({ x: expect.closeTo(start?.x ?? 0, 1), y: expect.closeTo(start?.y ?? 0, 1) });
  await press('ArrowUp', { shiftKey: true });
  expect((at()?.y ?? 0) - (start?.y ?? 0)).toBeGreaterThan(40);
  await press('Home');
  expect(at()).toEqual({ x: expect.closeTo(start?.x ?? 0, 1), y: expect.closeTo(start?.y ?? 0, 1) });
});

test('[SC13] a browser without WebGL 2 is reported once a mount and the rest stays', async () => {
  const getContext = vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const other = document.createElement('div');
  document.body.append(other);
  const second = createRoot(other);
  await act(async () => second.render(<Screen />));
  expect(spies.onContextLost).toHaveBeenCalledTimes(1);
  expect(other.querySelector('[role=application]')).not.toBeNull();
  await act(async () => second.unmount());
  getContext.mockRestore();
  warn.mockRestore();
  other.remove();
});
