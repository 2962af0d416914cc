import axe from 'axe-core';
import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Theme } from '../../../renderer/state/preferences.ts';
import type { OpenDialog } from '../../../renderer/state/view-store.ts';
import { MemoryHost } from './support/memory-host.ts';
import { type MountedApp, mountApp, mountWorkspace } from './support/mount-app.tsx';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function violations(): Promise<string[]> {
  const found = await axe.run(document, { runOnly: { type: 'tag', values: levels } });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

let app: MountedApp | null = null;
afterEach(() => app?.unmount());

/** The page as index.html makes it: the test runner's own has neither title nor language. */
function asThePage(): void {
  document.title = 'Ariadne';
}

const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 300));

async function finished(host: MemoryHost): Promise<void> {
  host.begin();
  for (const { id } of host.world.exercise.steps) {
    await host.call('exercise.reveal', { attemptId: 'attempt-1', expectedHead: host.state.head, stepId: id });
  }
  await host.call('exercise.finish', { attemptId: 'attempt-1', expectedHead: host.state.head });
}

describe.each<Theme>(['dark', 'light'])('[UI15] no violations in the %s theme', (theme) => {
  test('before the case: trainees, library, a broken file', async () => {
    asThePage();
    const host = new MemoryHost();
    host.trainees.push({ id: 'trainee-1', name: 'Cadet 7' });
    app = await mountApp(host, { theme });
    await page.getByRole('button', { name: 'Cadet 7' }).click({ trial: true });
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Cadet 7' }).click();
    await expect.element(page.getByRole('heading', { name: 'Library' })).toBeVisible();
    host.emit({ type: 'import.progress', jobId: 'job-1', phase: 'simulate', done: 3, total: 9 });
    await expect.element(page.getByRole('progressbar', { name: 'Simulating the world' })).toBeVisible();
    expect(await violations()).toEqual([]);
    const problems = [
      { code: 'language/unknown-name', line: 3, column: 1, path: 'story.0', message: 'No such name.', remedy: 'Correct it.' },
    ];
    host.emit({ type: 'import.failed', jobId: 'job-1', file: 'x.yaml', isCancelled: false, problems });
    await expect.element(page.getByRole('dialog')).toBeVisible();
    await settle();
    expect(await violations()).toEqual([]);
  });

  test('the case: briefing, workspace with every panel, every dialog', async () => {
    asThePage();
    const host = new MemoryHost();
    app = await mountWorkspace(host, { theme });
    const { view } = app.services;
    view.setState({ screen: 'briefing' });
    await expect.element(page.getByRole('heading', { name: 'The mail' })).toBeVisible();
    expect(await violations()).toEqual([]);
    view.setState({ screen: 'workspace' });
    const { txid } = host.truth('ransom.tx') as { txid: string };
    await app.services.cases.append({ type: 'graph.add', nodes: [`t:${txid}`] });
    for (const drawerTab of ['transactions', 'addresses', 'outputs', 'notes', 'history'] as const) {
      view.setState({ drawerTab });
      await settle();
      expect(await violations()).toEqual([]);
    }
    view.setState({ selection: [`t:${txid}`] });
    for (const transactionTab of ['details', 'change', 'raw'] as const) {
      view.setState({ transactionTab });
      await settle();
      expect(await violations()).toEqual([]);
    }
    view.setState({ selection: [host.state.startNodes[0] as `a:${string}`] });
    for (const addressTab of ['details', 'transactions', 'co-spend'] as const) {
      view.setState({ addressTab });
      await settle();
      expect(await violations()).toEqual([]);
    }
    const node = host.state.startNodes[0] as `a:${string}`;
    const dialogs: OpenDialog[] = [
      ...(['search', 'palette', 'shortcuts', 'about', 'settings'] as const).map((kind) => ({ kind })),
      { kind: 'note', node },
      { kind: 'hint', stepId: 'pay', hint: 0 },
      { kind: 'reveal', stepId: 'pay' },
    ];
    for (const dialog of dialogs) {
      view.setState({ dialog });
      await settle();
      expect(await violations()).toEqual([]);
    }
  });

  test('every kind of question, closed ones too, and the debrief', async () => {
    asThePage();
    const host = new MemoryHost();
    host.begin();
    app = await mountWorkspace(host, { theme });
    for (const { id } of host.world.exercise.steps) {
      await settle();
      expect(await violations()).toEqual([]);
      await app.services.cases.act({ call: 'exercise.reveal', input: { stepId: id } });
    }
    await app.services.cases.act({ call: 'exercise.finish', input: {} });
    app.services.view.setState({ screen: 'debrief' });
    await expect.element(page.getByRole('heading', { name: 'The ideal path' })).toBeVisible();
    await settle();
    expect(await violations()).toEqual([]);
  });
});

test('[UI21] the debrief lists points, accusations with their holders, and plays the ideal path', async () => {
  const host = new MemoryHost();
  await finished(host);
  app = await mountWorkspace(host);
  app.services.view.setState({ screen: 'debrief' });
  await expect.element(page.getByText('0 of 100 points')).toBeVisible();
  await page.getByRole('button', { name: '1 Question pay 0/10' }).click();
  await expect.element(page.getByText('Because of pay.')).toBeVisible();
  await expect.element(page.getByText('1 / 10')).toBeVisible();
  await page.getByRole('button', { name: 'Next scene' }).click();
  await expect.element(page.getByText('Look at address.')).toBeVisible();
  await page.getByRole('tab', { name: 'Missed', exact: false }).click();
  await expect.element(page.getByText('gang', { exact: false }).first()).toBeVisible();
});

test('[UI2] in the test language every text runs from right to left and none stays in English', async () => {
  const host = new MemoryHost();
  app = await mountWorkspace(host, { language: 'ar-XB' });
  await expect.poll(() => document.documentElement.dir).toBe('rtl');
  app.services.view.setState({ selection: [] });
  await settle();
  const walker = document.createTreeWalker(document.querySelector('#root') as Node, NodeFilter.SHOW_TEXT);
  const plain: string[] = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const text = (walker.currentNode.textContent ?? '').trim();
    // What an author wrote, what came off the chain, figures and keys are no words of the interface.
    if (parent?.closest('.markdown, .chain-id, kbd, bdi, time, .top-bar__title, .top-bar__brand, .figure, .tabs__count') !== null) continue;
    if (/[a-z]{3}/i.test(text) && !text.includes('\u202E') && !/^\[?(\d+ )?(Question|BTC|P2)/.test(text)) plain.push(text);
  }
  expect(plain).toEqual([]);
  document.documentElement.dir = 'ltr';
});
