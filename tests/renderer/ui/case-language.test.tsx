import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Locator, page } from 'vitest/browser';
import { MemoryHost } from './support/memory-host.ts';
import { type MountedApp, mountApp } from './support/mount-app.tsx';

let host: MemoryHost;
let app: MountedApp;

beforeEach(async () => {
  host = new MemoryHost();
  const { exercise } = host.world;
  const [first, ...others] = exercise.steps;
  if (first === undefined) throw new Error('the exercise has no step');
  const hints = [{ title: { en: 'Where to look', de: 'Wo zu suchen ist' }, cost: 1, text: { en: 'Here.', de: 'Hier.' } }];
  const step = { ...first, title: { en: 'The payment', de: 'Die Zahlung' }, hints };
  Object.assign(host.world, { exercise: { ...exercise, languages: ['en', 'de'], steps: [step, ...others] } });
  host.trainees.push({ id: 'trainee-1', name: 'Cadet 7' });
  app = await mountApp(host);
  await page.getByRole('button', { name: 'Cadet 7' }).click();
  await page.getByRole('button', { name: 'Start Ten kinds of answer' }).click();
});

afterEach(() => app.unmount());

test('[UI22] inside of an interface text the words of the case, and only those, carry their language', async () => {
  await page.getByRole('button', { name: /Language of the case/ }).click();
  await page.getByRole('option', { name: 'German' }).click();
  await page.getByRole('button', { name: 'Open the workspace' }).click();
  const german = (within: Locator): string[] => [...within.element().querySelectorAll('[lang=de]')].map((element) => element.textContent);
  const offer = page.getByRole('button', { name: 'Wo zu suchen ist (−1 point)' });
  await expect.element(offer).toBeVisible();
  expect(german(offer)).toEqual(['Wo zu suchen ist']);
  await offer.click();
  const question = page.getByRole('heading', { name: 'Hint: Wo zu suchen ist' });
  await expect.element(question).toBeVisible();
  expect(german(question)).toEqual(['Wo zu suchen ist']);
  await page.getByRole('button', { name: 'Buy for 1 point' }).click();
  const bought = page.getByText(/bought for 1 point/);
  await expect.element(bought).toBeVisible();
  expect(german(bought)).toEqual(['Wo zu suchen ist']);
  await page.getByRole('tab', { name: 'History' }).click();
  const line = page.getByText(/^Step opened: /).first();
  await expect.element(line).toBeVisible();
  expect(german(line)).toEqual(['Die Zahlung']);
  expect(document.body.textContent).not.toMatch(/[\u2068\u2069]/);
});

test('[UI22] the case is read in German in the middle of an attempt while the interface stays English', async () => {
  const before = host.entries.length;
  await page.getByRole('button', { name: /Language of the case/ }).click();
  await page.getByRole('option', { name: 'German' }).click();
  await page.getByRole('button', { name: 'Open the workspace' }).click();
  const title = page.getByRole('heading', { name: /Die Zahlung/ });
  await expect.element(title).toHaveAttribute('lang', 'de');
  expect(document.documentElement.lang).toBe('en');
  expect(host.entries).toHaveLength(before);
  expect(JSON.parse(window.localStorage.getItem('ariadne.preferences') ?? '{}')).toMatchObject({ language: 'en', caseLanguage: 'de' });
});

const drawing = (word: string): string =>
  `data:image/svg+xml;base64,${btoa(`<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><text y="20">${word}</text></svg>`)}`;

test('[UI22] an exhibit with a picture for each language shows the one of the language that is read', async () => {
  app.unmount();
  const { exercise } = host.world;
  const picture = { id: 'desk', kind: 'image' as const, title: { en: 'The desk', de: 'Der Tisch' }, markdown: { en: '', de: '' } };
  const exhibit = { ...picture, alt: { en: 'A desk', de: 'Ein Tisch' }, imageDataUrl: { en: drawing('files'), de: drawing('dateien') } };
  Object.assign(host.world, { exercise: { ...exercise, briefing: { ...exercise.briefing, exhibits: [exhibit] } } });
  app = await mountApp(host);
  await page.getByRole('button', { name: 'Cadet 7' }).click();
  await page.getByRole('button', { name: 'Start Ten kinds of answer' }).click();
  await expect.element(page.getByRole('img', { name: 'A desk' })).toHaveAttribute('src', drawing('files'));
  await page.getByRole('button', { name: /Language of the case/ }).click();
  await page.getByRole('option', { name: 'German' }).click();
  const german = page.getByRole('img', { name: 'Ein Tisch' });
  await expect.element(german).toHaveAttribute('src', drawing('dateien'));
  await expect.element(german).toHaveAttribute('lang', 'de');
  expect((german.element() as HTMLImageElement).naturalWidth).toBe(90);
});
