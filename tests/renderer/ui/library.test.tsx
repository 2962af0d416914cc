import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { AppError } from '../../../core/errors.ts';
import { MemoryHost } from './support/memory-host.ts';
import { type MountedApp, mountApp } from './support/mount-app.tsx';

let host: MemoryHost;
let app: MountedApp;

beforeEach(async () => {
  host = new MemoryHost();
  host.trainees.push({ id: 'trainee-1', name: 'Cadet 7' });
  app = await mountApp(host);
});

afterEach(() => app.unmount());

async function toLibrary(): Promise<void> {
  await page.getByRole('button', { name: 'Cadet 7' }).click();
  await expect.element(page.getByRole('heading', { name: 'Library' })).toBeVisible();
}

const attempt = (state: 'under-way' | 'done' | 'locked', change = {}) => ({
  attemptId: 'attempt-1',
  startedAtMs: 1,
  state,
  stepNumber: 4,
  stepCount: 12,
  percent: 81.6,
  ...change,
});

describe('[UI17] who works and on what', () => {
  test('a new trainee is added by name alone and begins in the library', async () => {
    await page.getByRole('textbox', { name: 'New trainee' }).fill('Number 12');
    await page.getByRole('button', { name: 'Begin' }).click();
    await expect.element(page.getByRole('button', { name: 'Number 12, change trainee' })).toBeVisible();
    expect(host.trainees.map((trainee) => trainee.name)).toEqual(['Cadet 7', 'Number 12']);
  });

  test('a card tells where its newest attempt stands', async () => {
    host.cards = [
      { ...host.card([attempt('under-way')]), scenarioId: 'one', title: 'One' },
      { ...host.card([attempt('done')]), scenarioId: 'two', title: 'Two' },
      { ...host.card(), scenarioId: 'three', title: 'Three' },
      { ...host.card([attempt('locked')]), scenarioId: 'four', title: 'Four' },
    ];
    await toLibrary();
    for (const state of ['Step 4 of 12', 'Done · 82 %', 'New', 'Open in another window']) {
      await expect.element(page.getByText(state, { exact: true })).toBeVisible();
    }
    await expect.element(page.getByRole('button', { name: 'Continue One' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Open the debrief of Two' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Start again: One, as a new attempt' })).toBeVisible();
  });

  test('starting opens the briefing, marked as simulated', async () => {
    await toLibrary();
    await page.getByRole('button', { name: 'Start Ten kinds of answer' }).click();
    await expect.element(page.getByRole('button', { name: 'Open the workspace' })).toBeVisible();
    await expect.element(page.getByText('SIMULATED').first()).toBeVisible();
  });
});

describe('[UI14] opening a scenario', () => {
  test('an import shows what it does and can be cancelled', async () => {
    await toLibrary();
    await page.getByRole('button', { name: 'Open scenario…' }).click();
    host.emit({ type: 'import.progress', jobId: 'job-1', phase: 'simulate', done: 30, total: 120 });
    const bar = page.getByRole('progressbar', { name: 'Simulating the world' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '30');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => host.calls.at(-1)).toEqual({ name: 'library.cancelImport', input: { jobId: 'job-1' } });
    host.emit({ type: 'import.failed', jobId: 'job-1', file: 'x.yaml', isCancelled: true, problems: [] });
    await expect.element(bar).not.toBeInTheDocument();
  });

  test('a broken file is answered with file, line, column, reason and remedy of every fault', async () => {
    await toLibrary();
    const fault = {
      code: 'language/unknown-name',
      line: 12,
      column: 5,
      path: 'exercise.steps.1',
      message: 'No "ransom.txx".',
      remedy: 'Did you mean "ransom.tx"?',
    };
    const missing = {
      code: 'language/missing-file',
      line: null,
      column: null,
      path: '',
      message: 'photo.svg is missing.',
      remedy: 'Put it into media.',
    };
    host.emit({ type: 'import.failed', jobId: 'job-2', file: 'broken.yaml', isCancelled: false, problems: [fault, missing] });
    await expect.element(page.getByRole('dialog', { name: 'broken.yaml could not be opened' })).toBeVisible();
    await expect.element(page.getByText('2 things have to be put right. The library is as it was.')).toBeVisible();
    await expect.element(page.getByText('broken.yaml, line 12, column 5')).toBeVisible();
    for (const text of [fault.message, fault.remedy, fault.path, fault.code, missing.message]) {
      await expect.element(page.getByText(text, { exact: false })).toBeVisible();
    }
    await page.getByRole('contentinfo').getByRole('button', { name: 'Close' }).click();
    await expect.element(page.getByRole('button', { name: 'Start Ten kinds of answer' })).toBeVisible();
  });
});

describe('[UI13] failures', () => {
  test('say what happened, what it means and what to do, by code', async () => {
    await toLibrary();
    host.failNext('attempt.start', new AppError('store/disk-full', 'disk full', { subject: 'attempt-1' }));
    await page.getByRole('button', { name: 'Start Ten kinds of answer' }).click();
    for (const text of ['The disk is full', 'Everything before it is safe', 'Free some space on the disk', 'store/disk-full · attempt-1']) {
      await expect.element(page.getByText(text, { exact: false })).toBeVisible();
    }
  });

  test('of an unknown code come with the host’s own sentence', async () => {
    await toLibrary();
    host.failNext('attempt.start', new AppError('moon/eclipse', 'The moon is in the way.'));
    await page.getByRole('button', { name: 'Start Ten kinds of answer' }).click();
    await expect.element(page.getByText('The moon is in the way.')).toBeVisible();
    await expect.element(page.getByText('moon/eclipse')).toBeVisible();
  });
});
