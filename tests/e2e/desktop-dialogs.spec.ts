import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, projectFolder, test } from './support/ariadne-app.ts';
import { inDialog } from './support/desktop-dialog.ts';
import { enter, startDriftwood } from './support/screens.ts';
import { english as en, filled } from './support/texts.ts';

test('[EE7] File > Open opens what is chosen in the dialog of the desktop; put away, it opens nothing', async ({ ariadne }) => {
  const page = await ariadne.start();
  await enter(page, 'Imani');
  const cards = page.getByRole('list', { name: en.library.cards }).getByRole('article');
  await expect(cards).toHaveCount(1);
  await page.keyboard.press('Control+o');
  await inDialog('Open a scenario', (dialog) => dialog.key('Escape'));
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(cards).toHaveCount(1);

  const path = join(ariadne.dataFolder, 'broken.yaml');
  const source = readFileSync(join(projectFolder, 'scenarios/driftwood/scenario.yaml'), 'utf8');
  writeFileSync(path, source.replace('wallet: bitcoin/p2wpkh}', 'wallet: bitcoin/p2xyz}'));
  await ariadne.clickMenu(0, 0);
  await inDialog('Open a scenario', (dialog) => dialog.path(path));
  await expect(page.getByRole('dialog', { name: filled(en.import.failedTitle, { file: 'broken.yaml' }) })).toContainText('p2xyz');
  await expect(cards).toHaveCount(1);
});

test('[EE8] File > Save diagnostics writes what helps a support desk, and nothing of people or cases', async ({ ariadne }) => {
  const page = await ariadne.start();
  await enter(page, 'Imani Okafor');
  await startDriftwood(page);
  const address = (await page.locator('bdi.chain-id').first().textContent()) ?? '';
  expect(address).toMatch(/^bc1/);
  const path = join(ariadne.dataFolder, 'out.txt');
  await ariadne.clickMenu(0, 1);
  await inDialog('Save', (dialog) => dialog.path(path));
  await expect.poll(() => existsSync(path)).toBe(true);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain('Electron');
  expect(text).not.toContain('Okafor');
  expect(text).not.toContain(ariadne.dataFolder);
  expect(text).not.toContain(address);
});
