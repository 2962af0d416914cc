import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Drawer } from '../../../renderer/ui/drawer/Drawer.tsx';
import { Inspector } from '../../../renderer/ui/inspector/Inspector.tsx';
import { MemoryHost } from './support/memory-host.ts';
import { type MountedApp, mountPart, mountWorkspace } from './support/mount-app.tsx';

let host: MemoryHost;
let app: MountedApp;

beforeEach(async () => {
  host = new MemoryHost();
  host.begin();
  app = await mountPart(
    <div style={{ height: 600, display: 'grid', gridTemplateRows: '1fr 240px' }}>
      <Inspector />
      <Drawer />
    </div>,
    host,
  );
});

afterEach(() => app.unmount());

const start = () => host.state.startNodes[0] as `a:${string}`;
const select = (): void => app.services.view.setState({ selection: [start()] });
const selection = () => app.services.view.getState().selection;
const table = (name: string) => page.getByRole('grid', { name });

async function expandIn(): Promise<void> {
  select();
  await userEvent.keyboard('i');
  await expect.poll(() => host.state.nodes.size).toBeGreaterThan(1);
}

describe('[UI11] by keyboard alone', () => {
  test('letters expand, mark and hide what is selected', async () => {
    await expandIn();
    await userEvent.keyboard('s');
    await expect.poll(() => host.state.nodes.get(start())?.mark).toBe('suspect');
    await userEvent.keyboard('s');
    await expect.poll(() => host.state.nodes.get(start())?.mark).toBe(null);
    await userEvent.keyboard('h');
    await expect.poll(() => host.state.nodes.get(start())?.hidden).toBe(true);
    await userEvent.keyboard('{Shift>}h{/Shift}');
    await expect.poll(() => host.state.nodes.get(start())?.hidden).toBe(false);
  });

  test('undo and redo by Ctrl+Z and Ctrl+Shift+Z', async () => {
    await expandIn();
    const grown = host.state.nodes.size;
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(() => host.state.nodes.size).toBe(1);
    await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
    await expect.poll(() => host.state.nodes.size).toBe(grown);
  });

  test('in a table arrows walk, Space toggles, Shift extends, Enter picks', async () => {
    await expandIn();
    app.services.view.setState({ drawerTab: 'addresses', selection: [] });
    await expect.element(table('Addresses')).toBeVisible();
    const addresses = () => [...host.state.nodes.keys()].filter((node) => node.startsWith('a:'));
    table('Addresses').element().focus();
    await userEvent.keyboard('{Enter}');
    expect(selection()).toEqual([addresses()[0]]);
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(selection()).toEqual(addresses().slice(0, 2));
    await userEvent.keyboard(' ');
    expect(selection()).toEqual([addresses()[0]]);
    await expect.element(page.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '2');
  });

  test('columns sort, up, down and as they came', async () => {
    await expandIn();
    app.services.view.setState({ drawerTab: 'addresses' });
    const head = page.getByRole('columnheader', { name: 'Received', exact: false });
    const sort = page.getByRole('button', { name: 'Received, sort' });
    for (const direction of ['ascending', 'descending', 'none']) {
      await sort.click();
      await expect.element(head).toHaveAttribute('aria-sort', direction);
    }
  });

  test('the palette finds an action by its name and runs it', async () => {
    select();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('searchbox', { name: 'Find an action' })).toHaveFocus();
    await userEvent.keyboard('mark as vic');
    await expect.poll(() => page.getByRole('menuitem').elements().length).toBe(1);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => host.state.nodes.get(start())?.mark).toBe('victim');
    await expect.element(page.getByRole('searchbox', { name: 'Find an action' })).not.toBeInTheDocument();
  });

  test('the search finds any part of an id and adds it to the graph', async () => {
    const { txid } = host.truth('ransom.tx') as { txid: string };
    await userEvent.keyboard('{Control>}f{/Control}');
    await page.getByRole('textbox', { name: 'Part of an id' }).fill(txid.slice(20, 34).toUpperCase());
    await page.getByRole('button', { name: `Add to graph: ${txid}` }).click();
    await expect.poll(() => host.state.nodes.has(`t:${txid}`)).toBe(true);
    expect(selection()).toEqual([`t:${txid}`]);
  });

  test('single letters belong to text fields, dialogs and whoever switched them off', async () => {
    select();
    await userEvent.keyboard('n');
    await page.getByRole('textbox', { name: 'Note' }).fill('his');
    await userEvent.keyboard('shio{Control>}z{/Control}');
    expect(host.state.history).toHaveLength(2);
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    const { preferences } = app.services.view.getState();
    app.services.view.setState({ preferences: { ...preferences, singleKeys: false } });
    await userEvent.keyboard('s');
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('searchbox', { name: 'Find an action' })).toBeVisible();
    expect(host.state.nodes.get(start())?.mark).toBe(null);
  });
});

test('[UI12] a service is a stop sign that says why', async () => {
  const tag = host.world.registers.tags.find((candidate) => candidate.isService && candidate.confidenceLevel >= 50);
  if (tag === undefined) throw new Error('the small world has no service tag');
  await app.services.cases.append({ type: 'graph.add', nodes: [`a:${tag.address}`] });
  app.services.view.setState({ selection: [`a:${tag.address}`] });
  await userEvent.keyboard('o');
  await expect.element(page.getByText(`Stop: ${tag.label} is a service`)).toBeVisible();
  await expect.element(page.getByText(tag.source, { exact: false }).first()).toBeVisible();
  expect(host.state.history.at(-1)?.payload.type).toBe('graph.add');
});

test('[UI20] the history names what was done, locks acts and names what undo would do', async () => {
  await expandIn();
  await userEvent.keyboard('s');
  await expect.poll(() => host.state.nodes.get(start())?.mark).toBe('suspect');
  app.services.view.setState({ drawerTab: 'history' });
  const list = page.getByRole('list', { name: 'Everything done, newest first' });
  await expect.element(list).toBeVisible();
  const lines = () => [...list.element().querySelectorAll('.history__text')].map((line) => line.textContent);
  expect(lines()[0]).toBe('1 node marked as suspect');
  expect(lines().slice(-2)).toEqual(['Step opened: Question pay', 'Attempt begun']);
  const finals = [...list.element().querySelectorAll('li')].filter((item) => item.textContent?.includes('final'));
  expect(finals.map((item) => item.querySelector('.history__text')?.textContent)).toEqual(['Step opened: Question pay', 'Attempt begun']);
  await page.getByRole('button', { name: 'Undo: 1 node marked as suspect' }).click();
  await expect.element(page.getByText('undone', { exact: true })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Redo: 1 node marked as suspect' })).toBeVisible();
});

test('[UI10] what is picked in the inspector is picked everywhere', async () => {
  await expandIn();
  const tx = [...host.state.nodes.keys()].find((node) => node.startsWith('t:')) as `t:${string}`;
  app.services.view.setState({ selection: [tx], drawerTab: 'transactions' });
  await expect.element(page.getByRole('row', { selected: true })).toBeVisible();
  await page
    .getByRole('list', { name: 'Outputs' })
    .getByRole('button', { name: `Address ${start().slice(2)}`, exact: false })
    .click();
  await expect.poll(selection).toEqual([start()]);
});

test('panels fold away out of the tab order and come back', async () => {
  app.unmount();
  app = await mountWorkspace(host);
  await expect.element(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  await userEvent.keyboard('{Control>}2{/Control}');
  await expect.element(page.getByRole('complementary', { name: 'Inspector' })).not.toBeInTheDocument();
  await userEvent.keyboard('{Control>}2{/Control}');
  await expect.element(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
});
