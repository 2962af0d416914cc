import type { Page } from '@playwright/test';
import { expect, test } from './support/ariadne-app.ts';
import { work } from './support/driver.ts';
import { investigate } from './support/investigation.ts';
import { KeyboardDriver } from './support/keyboard-driver.ts';
import { driftwood } from './support/screens.ts';
import { english as en } from './support/texts.ts';

test('[EE2] Driftwood by keyboard alone, from the library to the debrief: every point, and no event of a pointer', async ({ ariadne }) => {
  test.setTimeout(500_000);
  const { scenes, max } = await investigate();
  const page = await ariadne.start({ size: { width: 1440, height: 900 } });
  await countPointerEvents(page);
  const driver = new KeyboardDriver(page);

  await driver.tabTo(page.getByRole('textbox', { name: en.trainees.newName }));
  await page.keyboard.type('Noor');
  await page.keyboard.press('Enter');
  await driver.press(driver.button(en.card.startNamed.replace('{{title}}', driftwood)));
  await driver.press(driver.button(en.briefing.open));
  await walkTheGraph(driver);

  for (const [index, { stepId, works, answer }] of scenes.entries()) {
    expect((await driver.state.exercise()).currentStepId).toBe(stepId);
    await work(driver, works);
    await driver.answer(answer);
    await driver.submit();
    await expect(page.getByRole('status').filter({ hasText: en.verdict.right })).toBeVisible();
    if (index < scenes.length - 1) await driver.next();
  }
  expect((await driver.state.exercise()).points).toBe(max);

  await driver.press(driver.button(en.step.finish));
  await expect(page.getByRole('heading', { name: en.debrief.title })).toBeVisible();
  await driver.press(driver.button(en.ideal.next));
  expect(await page.evaluate(() => document.documentElement.dataset['pointerEvents'])).toBe('0');
});

/** The picture itself takes keys: arrows walk, Enter inspects, the menu key opens what can be done. */
async function walkTheGraph(driver: KeyboardDriver): Promise<void> {
  const { page } = driver;
  await driver.tabTo(page.getByRole('application'));
  await page.keyboard.press('Escape');
  expect(await driver.state.selection()).toEqual([]);
  await page.keyboard.press('ArrowRight');
  expect(await driver.state.selection()).toHaveLength(1);
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu', { name: en.menu.node })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
}

async function countPointerEvents(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { dataset } = document.documentElement;
    dataset['pointerEvents'] = '0';
    const count = (event: Event): void => {
      // A press of Enter makes a click without a pointer; that is the keyboard's.
      if (event.isTrusted) dataset['pointerEvents'] = String(Number(dataset['pointerEvents']) + 1);
    };
    for (const name of ['pointerdown', 'pointermove', 'mousedown', 'mousemove', 'wheel', 'touchstart'])
      window.addEventListener(name, count, true);
  });
}
