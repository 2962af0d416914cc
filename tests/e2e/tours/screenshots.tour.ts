import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { txNode } from '../../../core/ids.ts';
import { type AriadneApp, expect, projectFolder, test } from '../support/ariadne-app.ts';
import { work } from '../support/driver.ts';
import { investigate } from '../support/investigation.ts';
import { MouseDriver } from '../support/mouse-driver.ts';
import { enter, openWorkspace, startDriftwood } from '../support/screens.ts';
import { english as en } from '../support/texts.ts';

/** Pictures of every screen stay out of the repository; the few that the README shows are kept in docs. */
const everyFolder = join(projectFolder, 'out', 'screenshots');
const docsFolder = process.env['ARIADNE_SCREENSHOTS_FOLDER'] ?? join(projectFolder, 'docs', 'screenshots');
const sizes = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
] as const;
const inReadme = new Set(['library', 'briefing', 'workspace', 'debrief']);

test('screenshots', async ({ ariadne }) => {
  mkdirSync(everyFolder, { recursive: true });
  mkdirSync(docsFolder, { recursive: true });
  const { scenes } = await investigate();
  const page = await ariadne.start({ size: sizes[1] });
  const driver = new MouseDriver(page);
  const picture = (name: string, hold?: Hold): Promise<void> => pictures(ariadne, driver, name, hold);

  await picture('trainees');
  await enter(page, 'Imani Okafor');
  await picture('library');
  await appDialogs(page, picture);
  await startDriftwood(page);
  await picture('briefing');
  await openWorkspace(page);
  await picture('workspace-begin');
  for (const [index, { stepId, works, answer }] of scenes.entries()) {
    await work(driver, works);
    if (stepId === 'change') await transactionTabs(driver, picture);
    await driver.answer(answer);
    if (stepId === 'earlier') {
      await driver.tool(en.command.fit).click();
      await picture('workspace');
    }
    await picture(`step-${stepId}`);
    if (answer.kind === 'output') await lines(driver, answer.outpoint, picture);
    await driver.submit();
    await expect(driver.button(en.step.next).or(driver.button(en.step.finish))).toBeVisible();
    if (index === 0) await picture('step-closed');
    if (index < scenes.length - 1) await driver.next();
  }
  for (const tab of ['addresses', 'outputs', 'notes', 'history'] as const) {
    await page.getByRole('tablist', { name: en.drawer.title }).getByRole('tab', { name: en.drawer.tab[tab] }).click();
    await picture(`tables-${tab}`);
  }
  await driver.button(en.step.finish).click();
  await expect(page.getByRole('heading', { name: en.debrief.title })).toBeVisible();
  await picture('debrief');
});

/** What is done with the mouse before the picture; it is put aside when nothing is said. */
type Hold = () => Promise<void>;

/** A screen in both themes and both sizes. */
async function pictures(ariadne: AriadneApp, driver: MouseDriver, name: string, hold?: Hold): Promise<void> {
  const page = driver.page;
  for (const size of sizes) {
    await ariadne.resize(size);
    for (const theme of ['light', 'dark'] as const) {
      await driver.state.setTheme(theme);
      await page.mouse.move(2, size.height - 2);
      await page.waitForTimeout(400);
      await hold?.();
      const folder = inReadme.has(name) && size.width === 1280 ? docsFolder : everyFolder;
      await page.screenshot({ path: join(folder, `${name}-${theme}-${size.width}.png`) });
    }
  }
}

async function appDialogs(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
  for (const [name, key] of [
    ['settings', 'Control+,'],
    ['shortcuts', 'F1'],
    ['palette', 'Control+k'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await picture(name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('menuitem', { name: en.command.about }).click();
  await picture('about');
  await page.keyboard.press('Escape');
}

/** Resting on a line of the graph, and its menu. */
async function lines(driver: MouseDriver, outpoint: string, picture: (name: string, hold: Hold) => Promise<void>): Promise<void> {
  const { page } = driver;
  const line = async (): Promise<{ x: number; y: number }> => {
    await driver.tool(en.command.fit).click();
    await page.waitForTimeout(700);
    const at = await driver.state.positionOfOutput(outpoint);
    if (at === null) throw new Error('the output has no line on the graph');
    return at;
  };
  await picture('line-tip', async () => {
    const at = await line();
    await page.mouse.move(at.x, at.y, { steps: 3 });
    await expect(page.getByTestId('graph-tip')).toBeVisible();
  });
  await picture('line-menu', async () => {
    await page.keyboard.press('Escape');
    const at = await line();
    await page.mouse.click(at.x, at.y, { button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await page.waitForTimeout(200);
  });
  await page.keyboard.press('Escape');
}

async function transactionTabs(driver: MouseDriver, picture: (name: string) => Promise<void>): Promise<void> {
  const { page } = driver;
  const transaction = (await driver.state.nodes()).find(({ id }) => id.startsWith('t:'));
  await driver.click(transaction?.id ?? txNode(''));
  for (const tab of ['change', 'raw', 'details'] as const) {
    await page.getByRole('tab', { name: en.inspector.tab[tab], exact: true }).click();
    await picture(`transaction-${tab}`);
  }
  await driver.tool(en.command.search).click();
  await page.getByLabel(en.search.label).fill('bc1qa');
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
  await picture('search');
  await page.keyboard.press('Escape');
}
