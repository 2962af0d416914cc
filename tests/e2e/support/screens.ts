import { expect, type Page } from '@playwright/test';
import { english, filled } from './texts.ts';

export const driftwood = 'Operation Driftwood';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const ofDriftwood = (text: string): string => filled(text, { title: driftwood });

/** From the first screen to the library, as a new trainee. */
export async function enter(page: Page, name: string, en = english): Promise<void> {
  await page.getByRole('textbox', { name: en.trainees.newName }).fill(name);
  await button(page, en.trainees.begin).click();
  await expect(page.getByRole('heading', { name: en.library.title })).toBeVisible();
}

/** From the first screen to the library, as somebody who has been here before. */
export async function enterAgain(page: Page, name: string, en = english): Promise<void> {
  await button(page, name).click();
  await expect(page.getByRole('heading', { name: en.library.title })).toBeVisible();
}

/** From the library to the briefing of a new attempt. */
export async function startDriftwood(page: Page, en = english): Promise<void> {
  await button(page, ofDriftwood(en.card.startNamed)).click();
  await expect(button(page, en.briefing.open)).toBeVisible();
}

/** From the library to where the attempt was left. */
export async function continueDriftwood(page: Page, en = english): Promise<void> {
  await button(page, ofDriftwood(en.card.continueNamed)).click();
  await expect(page.getByRole('application')).toBeVisible();
}

/** From the briefing to the workspace. */
export async function openWorkspace(page: Page, en = english): Promise<void> {
  await button(page, en.briefing.open).click();
  await expect(page.getByRole('application')).toBeVisible();
}
