import type { Page } from '@playwright/test';
import { expect, test } from './support/ariadne-app.ts';
import { work } from './support/driver.ts';
import { investigate } from './support/investigation.ts';
import { MouseDriver } from './support/mouse-driver.ts';
import { driftwood, enter, openWorkspace, startDriftwood } from './support/screens.ts';
import { english, pseudo } from './support/texts.ts';
import { untranslated } from './support/untranslated.ts';

test('[EE5] the right-to-left test language goes from the first screen to the debrief, and no text is left in English', async ({
  ariadne,
}) => {
  test.setTimeout(240_000);
  const { scenes } = await investigate();
  const page = await ariadne.start({ size: { width: 1440, height: 900 } });
  await chooseTestLanguage(page);
  const driver = new MouseDriver(page, pseudo);
  const left: string[] = [];
  const look = async (place: string): Promise<void> => {
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    for (const text of await untranslated(page)) left.push(`${place}: ${text}`);
  };

  await look('who is working');
  await enter(page, 'Imani', pseudo);
  await look('library');
  await startDriftwood(page, pseudo);
  await look('briefing');
  await openWorkspace(page, pseudo);
  await look('workspace');
  // The first five steps ask for a transaction, an output, an amount, a transaction and a choice.
  for (const { works, answer } of scenes.slice(0, 5)) {
    await work(driver, works);
    await driver.answer(answer);
    await look(`answer ${answer.kind}`);
    await driver.submit();
    await expect(page.getByRole('status').filter({ hasText: pseudo.verdict.right })).toBeVisible();
    await driver.next();
  }
  await lookAtTables(page, look);
  await giveUpTheRest(driver);
  await driver.button(pseudo.step.finish).click();
  await expect(page.getByRole('heading', { name: pseudo.debrief.title })).toBeVisible();
  await look('debrief');
  expect([...new Set(left)]).toEqual([]);
});

async function chooseTestLanguage(page: Page): Promise<void> {
  await page.getByRole('button', { name: english.command.settings }).click();
  await page.getByRole('button', { name: new RegExp(english.settings.language) }).click();
  await page.getByRole('option', { name: english.settings.languages['ar-XB'] }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function lookAtTables(page: Page, look: (place: string) => Promise<void>): Promise<void> {
  for (const tab of ['addresses', 'outputs', 'notes', 'history'] as const) {
    await page.getByRole('tablist', { name: pseudo.drawer.title }).getByRole('tab', { name: pseudo.drawer.tab[tab] }).click();
    await look(`table ${tab}`);
  }
}

async function giveUpTheRest(driver: MouseDriver): Promise<void> {
  for (;;) {
    await driver.button(pseudo.step.reveal).click();
    await driver.page.getByRole('alertdialog').getByRole('button', { name: pseudo.reveal.confirm }).click();
    const next = driver.button(pseudo.step.next);
    const finish = driver.button(pseudo.step.finish);
    await expect(next.or(finish)).toBeVisible();
    if (await finish.isVisible()) return;
    await next.click();
  }
}

test('[EE5] the page says so: a text that did not come through the texts is found', async ({ ariadne }) => {
  const page = await ariadne.start();
  await chooseTestLanguage(page);
  await page.evaluate(() => document.querySelector('main')?.append('Forgotten words'));
  expect(await untranslated(page)).toEqual(['Forgotten words']);
  await page.evaluate(() => document.querySelector('button')?.setAttribute('aria-label', 'A bare name'));
  expect(await untranslated(page)).toContain('A bare name');
  expect(driftwood).not.toBe('');
});
