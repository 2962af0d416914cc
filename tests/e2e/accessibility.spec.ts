import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { txNode } from '../../core/ids.ts';
import { expect, test } from './support/ariadne-app.ts';
import { MouseDriver } from './support/mouse-driver.ts';
import { enter, openWorkspace, startDriftwood } from './support/screens.ts';
import { english as en } from './support/texts.ts';

for (const theme of ['dark', 'light'] as const) {
  test(`[EE4] no screen and no dialog has a violation that axe can see (${theme})`, async ({ ariadne }) => {
    test.setTimeout(400_000);
    const page = await ariadne.start({ size: { width: 1280, height: 720 } });
    const driver = new MouseDriver(page);
    if (theme === 'light') await driver.button(en.top.toLight).click();
    const look = new AxeLook(page);

    await look.at('who is working');
    await enter(page, 'Imani');
    await look.at('library');
    await lookAtAppDialogs(driver, look);
    await startDriftwood(page);
    await look.at('briefing');
    await openWorkspace(page);
    await look.at('workspace, nothing done');
    await lookAtWorkspace(driver, look);

    // Every kind of answer has its own control: each step is looked at open, then given up.
    for (let number = 1; ; number += 1) {
      await look.at(`step ${number}`);
      await giveUp(driver, number === 1 ? look : null);
      if (number === 1) await look.at('a closed step');
      if (await driver.button(en.step.finish).isVisible()) break;
      await driver.next();
    }
    await driver.button(en.step.finish).click();
    await expect(page.getByRole('heading', { name: en.debrief.title })).toBeVisible();
    await look.at('debrief');
    expect(look.violations).toEqual([]);
  });
}

async function lookAtAppDialogs(driver: MouseDriver, look: AxeLook): Promise<void> {
  const { page } = driver;
  for (const [name, key] of [
    ['settings', 'Control+,'],
    ['shortcuts', 'F1'],
    ['palette', 'Control+k'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await look.at(name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('menuitem', { name: en.command.about }).click();
  await expect(page.getByRole('dialog', { name: en.about.title })).toBeVisible();
  await look.at('about');
  await page.keyboard.press('Escape');
}

async function lookAtWorkspace(driver: MouseDriver, look: AxeLook): Promise<void> {
  const { page } = driver;
  const [start] = await driver.state.nodes();
  if (start === undefined) throw new Error('the graph begins empty');
  await driver.expand(start.id, 'in');
  await look.at('address inspected');
  for (const tab of [en.inspector.tab.transactions, en.inspector.tab['co-spend']]) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await look.at(`address inspector, ${tab}`);
  }
  const transaction = (await driver.state.nodes()).find(({ id }) => id.startsWith('t:'));
  await driver.click(transaction?.id ?? txNode(''));
  for (const tab of [en.inspector.tab.details, en.inspector.tab.change, en.inspector.tab.raw]) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await look.at(`transaction inspector, ${tab}`);
  }
  for (const tab of [en.drawer.tab.addresses, en.drawer.tab.outputs, en.drawer.tab.notes, en.drawer.tab.history]) {
    await page.getByRole('tablist', { name: en.drawer.title }).getByRole('tab', { name: tab }).click();
    await look.at(`tables, ${tab}`);
  }
  for (const name of [en.command.search, en.command.note, en.command.label]) {
    await driver.tool(name).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look.at(name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByRole('button', { name: en.filter.open }).click();
  await look.at('filter');
  await page.keyboard.press('Escape');
}

async function giveUp(driver: MouseDriver, look: AxeLook | null): Promise<void> {
  const dialog = driver.page.getByRole('alertdialog');
  if (look !== null) {
    await driver.page.getByRole('region', { name: en.hint.section }).getByRole('button').first().click();
    await look.at('hint');
    await dialog.getByRole('button', { name: en.action.cancel }).click();
  }
  await driver.button(en.step.reveal).click();
  await look?.at('give up');
  await dialog.getByRole('button', { name: en.reveal.confirm }).click();
  await expect(dialog).toHaveCount(0);
  await expect(driver.button(en.step.reveal)).toHaveCount(0);
  await expect(driver.button(en.step.next).or(driver.button(en.step.finish))).toBeVisible();
}

/** Runs axe where it stands and gathers what it finds, so that one run names every fault. */
class AxeLook {
  readonly violations: string[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async at(place: string): Promise<void> {
    // Colours that are still fading are not the colours that are read.
    await this.#page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
    const { violations } = await new AxeBuilder({ page: this.#page })
      .setLegacyMode()
      // A popover's hidden dismiss buttons lie beside its dialog, outside of every landmark, where screen readers expect them.
      .disableRules(['region'])
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    for (const { id, nodes } of violations)
      this.violations.push(`${place}: ${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  }
}
