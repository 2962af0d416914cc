import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { MemoryHost } from './support/memory-host.ts';
import { type MountedApp, mountApp } from './support/mount-app.tsx';

let host: MemoryHost;
let app: MountedApp;

beforeEach(async () => {
  host = new MemoryHost();
  const { exercise } = host.world;
  const [first, ...others] = exercise.steps;
  if (first === undefined) throw new Error('the exercise has no step');
  const step = { ...first, title: { en: 'The payment', de: 'Die Zahlung' } };
  Object.assign(host.world, { exercise: { ...exercise, languages: ['en', 'de'], steps: [step, ...others] } });
  host.trainees.push({ id: 'trainee-1', name: 'Cadet 7' });
  app = await mountApp(host);
  await page.getByRole('button', { name: 'Cadet 7' }).click();
  await page.getByRole('button', { name: 'Start Ten kinds of answer' }).click();
});

afterEach(() => app.unmount());

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
