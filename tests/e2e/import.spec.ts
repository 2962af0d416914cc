import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, projectFolder, test } from './support/ariadne-app.ts';
import { driftwood, enter } from './support/screens.ts';
import { english as en, filled } from './support/texts.ts';

const source = readFileSync(join(projectFolder, 'scenarios/driftwood/scenario.yaml'), 'utf8');
/** A wallet of a script type that does not exist. */
const broken = source.replace('wallet: bitcoin/p2wpkh}', 'wallet: bitcoin/p2xyz}');
const brokenLine = broken.split('\n').findIndex((line) => line.includes('p2xyz')) + 1;

const cards = (page: Page): Locator => page.getByRole('list', { name: en.library.cards }).getByRole('article');

test('[EE6] a scenario dropped onto the window compiles with progress, and stops when it is told to', async ({ ariadne }) => {
  const page = await ariadne.start();
  await enter(page, 'Imani');
  await expect(cards(page)).toHaveCount(1);
  await drop(page, fileIn(ariadne.dataFolder, { name: 'scenario.yaml', text: source }));
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await page.getByRole('button', { name: en.import.cancel }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(cards(page)).toHaveCount(1);
});

test('[EE6] a broken file says where, what and what to do; the library stays as it was', async ({ ariadne }) => {
  const page = await ariadne.start();
  await enter(page, 'Imani');
  await drop(page, fileIn(ariadne.dataFolder, { name: 'broken.yaml', text: broken }));
  const dialog = page.getByRole('dialog', { name: filled(en.import.failedTitle, { file: 'broken.yaml' }) });
  await expectProblem(dialog, 'broken.yaml');
  await dialog.getByRole('button', { name: en.action.close }).first().click();
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page).first()).toContainText(driftwood);
});

test('[EE6] [LG21] a file that is no UTF-8 text says at which byte, and what to do', async ({ ariadne }) => {
  const page = await ariadne.start();
  await enter(page, 'Imani');
  const path = join(ariadne.dataFolder, 'latin.yaml');
  writeFileSync(path, Buffer.from('ariadne: scenario/1\ntitle: Käfer\n', 'latin1'));
  await drop(page, path);
  const problem = page.getByRole('dialog').getByRole('list', { name: en.import.problems }).getByRole('listitem');
  await expect(problem).toContainText('latin.yaml, line 2, column 9');
  await expect(problem.locator('.problem__message')).toContainText('byte 29 of the file (E4) is not UTF-8; in Latin-1 it would be "ä"');
  await expect(problem.locator('.problem__remedy')).toContainText('UTF-8');
});

test('[EE6] a dropped folder brings its pictures; a picture that is none is named with its place before anything is simulated', async ({
  ariadne,
}) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'ariadne-scenario-'));
  try {
    cpSync(join(projectFolder, 'scenarios/driftwood'), folder, { recursive: true });
    const changed = source.replace('id: driftwood', 'id: saltmarsh').replaceAll(driftwood, 'Operation Saltmarsh');
    writeFileSync(join(folder, 'scenario.yaml'), changed);
    const picture = join(folder, 'media', 'front-desk.svg');
    const whole = readFileSync(picture, 'utf8');
    writeFileSync(picture, whole.replace('</svg>', '<script>void 0</script></svg>'));
    const page = await ariadne.start();
    await enter(page, 'Imani');
    await drop(page, folder);
    const problem = page.getByRole('dialog').getByRole('list', { name: en.import.problems }).getByRole('listitem');
    await expect(problem).toHaveCount(1);
    const line = changed.split('\n').findIndex((text) => text.includes('image: { en: front-desk.svg')) + 1;
    await expect(problem).toContainText(new RegExp(`scenario.yaml, line ${line}, column \\d+`));
    await expect(problem.locator('.problem__message')).toContainText('has a <script>');
    await page.getByRole('dialog').getByRole('button', { name: en.action.close }).first().click();
    await expect(cards(page)).toHaveCount(1);

    writeFileSync(picture, whole);
    await drop(page, folder);
    const article = page.getByRole('article', { name: 'Operation Saltmarsh' });
    await expect(article).toBeVisible({ timeout: 150_000 });
    await article.getByRole('button', { name: filled(en.card.startNamed, { title: 'Operation Saltmarsh' }) }).click();
    await expect(page.locator('.exhibit img, img').first()).toHaveJSProperty('complete', true);
    expect(
      await page
        .locator('img')
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('[EE6] a path on the command line opens a scenario, a broken one is refused in the same way', async ({ ariadne }) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'ariadne-scenario-'));
  try {
    cpSync(join(projectFolder, 'scenarios/driftwood/media'), join(folder, 'media'), { recursive: true });
    const file = join(folder, 'scenario.yaml');
    writeFileSync(file, broken);
    let page = await ariadne.start({ words: [file] });
    await enter(page, 'Imani');
    await expectProblem(page.getByRole('dialog'), 'scenario.yaml');
    await ariadne.close();

    writeFileSync(file, source.replace('id: driftwood', 'id: saltmarsh').replaceAll(driftwood, 'Operation Saltmarsh'));
    page = await ariadne.start({ words: [file] });
    await page.getByRole('button', { name: 'Imani' }).click();
    await expect(page.getByRole('article', { name: 'Operation Saltmarsh' })).toBeVisible({ timeout: 150_000 });
    await expect(page.getByRole('article', { name: driftwood })).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function expectProblem(dialog: Locator, file: string): Promise<void> {
  const problem = dialog.getByRole('list', { name: en.import.problems }).getByRole('listitem').first();
  await expect(problem).toContainText(new RegExp(`${file}, line ${brokenLine}, column \\d+`));
  await expect(problem.locator('.problem__message')).toContainText('p2xyz');
  await expect(problem.locator('.problem__remedy')).not.toBeEmpty();
}

function fileIn(folder: string, { name, text }: { readonly name: string; readonly text: string }): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Drops a file of the disk as the desktop does. */
async function drop(page: Page, path: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
  await devtools.detach();
}
