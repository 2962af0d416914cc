import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, projectFolder, test } from '../support/ariadne-app.ts';
import { work } from '../support/driver.ts';
import { investigate } from '../support/investigation.ts';
import { MouseDriver } from '../support/mouse-driver.ts';
import { enter, openWorkspace, startDriftwood } from '../support/screens.ts';
import { english as en } from '../support/texts.ts';

const folder = process.env['ARIADNE_DEMO_FOLDER'] ?? join(projectFolder, 'out', 'demo');

test('demo', async ({ ariadne }) => {
  mkdirSync(folder, { recursive: true });
  const { scenes } = await investigate();
  const page = await ariadne.start({ size: { width: 1440, height: 900 } });
  const driver = new MouseDriver(page);
  let pictures = 0;
  const picture = async (name: string): Promise<void> => {
    pictures += 1;
    await page.screenshot({ path: join(folder, `${String(pictures).padStart(2, '0')}-${name}.png`) });
    process.stderr.write(`${name}\n`);
  };

  await enter(page, 'Demo');
  await picture('library');
  await startDriftwood(page);
  await picture('briefing');
  await openWorkspace(page);
  for (const [index, { stepId, works, answer }] of scenes.entries()) {
    await work(driver, works);
    await driver.answer(answer);
    await picture(stepId);
    await driver.submit();
    await expect(driver.button(en.step.next).or(driver.button(en.step.finish))).toBeVisible();
    if (index < scenes.length - 1) await driver.next();
  }
  const { points, maxPoints } = await driver.state.exercise();
  await driver.button(en.step.finish).click();
  await expect(page.getByRole('heading', { name: en.debrief.title })).toBeVisible();
  await page.waitForTimeout(1500);
  await picture('debrief');
  const score = { points, max: maxPoints, percent: Math.round((points * 1000) / maxPoints) / 10 };
  writeFileSync(join(folder, 'score.json'), `${JSON.stringify({ scenario: 'driftwood', score, pictures })}\n`);
});
