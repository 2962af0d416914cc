import type { Page } from '@playwright/test';
import { expect, test } from './support/ariadne-app.ts';
import { work } from './support/driver.ts';
import { investigate } from './support/investigation.ts';
import { MouseDriver } from './support/mouse-driver.ts';
import { driftwood } from './support/screens.ts';
import { english as en, filled } from './support/texts.ts';

test('[EE1] Driftwood by mouse, from the library to the debrief: every point but the hint’s', async ({ ariadne }) => {
  test.setTimeout(400_000);
  const { scenes, max } = await investigate();
  const page = await ariadne.start({ size: { width: 1440, height: 900 } });
  const driver = new MouseDriver(page);

  await page.getByRole('textbox', { name: en.trainees.newName }).fill('Imani');
  await driver.button(en.trainees.begin).click();
  await driver.button(filled(en.card.startNamed, { title: driftwood })).click();
  await driver.button(en.briefing.open).click();

  let hintCost = 0;
  for (const [index, { stepId, works, answer }] of scenes.entries()) {
    expect((await driver.state.exercise()).currentStepId).toBe(stepId);
    await work(driver, works);
    if (hintCost === 0) hintCost = await buyFirstHint(driver);
    await driver.answer(answer);
    await driver.submit();
    await expect(page.getByRole('status').filter({ hasText: en.verdict.right })).toBeVisible();
    if (index < scenes.length - 1) await driver.next();
  }
  expect((await driver.state.exercise()).points).toBe(max - hintCost);

  await driver.button(en.step.finish).click();
  await expect(page.getByRole('heading', { name: en.debrief.title })).toBeVisible();
  await expect(page.getByText(filled(en.debrief.points, { points: String(max - hintCost), max: String(max) })).first()).toBeVisible();
  await readTheLists(page);
  await playTheIdealPath(driver);
});

/** The investigator accuses nobody wrongly and misses nothing; what no step asked for is told apart. */
async function readTheLists(page: Page): Promise<void> {
  const lists = page.getByRole('tablist', { name: en.debrief.lists });
  const count = async (name: string): Promise<number> => Number(/\d+/.exec(await lists.getByRole('tab', { name }).innerText())?.[0]);
  expect(await count(en.debrief.found)).toBeGreaterThan(10);
  expect(await count(en.debrief.wronglyAccused)).toBe(0);
  expect(await count(en.debrief.missed)).toBe(0);
  expect(await count(en.debrief.beyond)).toBeGreaterThan(0);
  await lists.getByRole('tab', { name: en.debrief.wronglyAccused }).click();
  await expect(page.getByText(en.debrief.noneOf.wronglyAccused)).toBeVisible();
  await lists.getByRole('tab', { name: en.debrief.missed }).click();
  await expect(page.getByText(en.debrief.noneOf.missed)).toBeVisible();
  await lists.getByRole('tab', { name: en.debrief.beyond }).click();
  await expect(page.getByText(en.debrief.beyondNote)).toBeVisible();
}

async function playTheIdealPath(driver: MouseDriver): Promise<void> {
  const place = driver.page.getByRole('region', { name: en.ideal.title }).getByText(/^\d+ \/ \d+$/);
  const first = await place.innerText();
  await driver.button(en.ideal.next).click();
  await expect(place).not.toHaveText(first);
}

/** Price first, then the hint. Gives what it cost; 0 where the step has none. */
async function buyFirstHint(driver: MouseDriver): Promise<number> {
  const page = driver.page;
  const offer = page.getByRole('region', { name: en.hint.section }).getByRole('button').first();
  if ((await offer.count()) === 0) return 0;
  const cost = Number(/−(\d+)/.exec((await offer.innerText()) ?? '')?.[1]);
  await offer.click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Buy for/ })
    .click();
  await expect(page.getByText(/\(bought for \d+ points?\)/)).toBeVisible();
  return cost;
}
