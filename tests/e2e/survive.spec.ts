import { spawnSync } from 'node:child_process';
import { ask } from '../../host/play/play-session.ts';
import { type AriadneApp, electronExecutable, expect, projectFolder, test } from './support/ariadne-app.ts';
import { work } from './support/driver.ts';
import { type Investigation, investigate, onHost } from './support/investigation.ts';
import { MouseDriver } from './support/mouse-driver.ts';
import { continueDriftwood, enter, enterAgain, openWorkspace, startDriftwood } from './support/screens.ts';
import { english as en } from './support/texts.ts';
import type { CaseSnapshot } from './support/window-state.ts';

const size = { width: 1440, height: 900 };
let investigation: Investigation;

test.beforeAll(async () => {
  investigation = await investigate();
});

test('[EE3] kill -9 at any moment: the attempt comes back with the same log, graph, places, draft and score', async ({ ariadne }) => {
  test.setTimeout(300_000);
  let page = await ariadne.start({ size });
  await enter(page, 'Imani');
  await startDriftwood(page);
  await openWorkspace(page);
  const [payment, change] = investigation.scenes;
  if (payment === undefined || change === undefined) throw new Error('the investigator did nothing');
  const moments: readonly ((driver: MouseDriver) => Promise<void>)[] = [
    (driver) => work(driver, payment.works),
    async (driver) => dragAside(driver),
    async (driver) => driver.answer(payment.answer),
    async (driver) => {
      await driver.submit();
      await driver.next();
      await work(driver, change.works);
    },
    async (driver) => driver.tool(en.command.undo).click(),
  ];
  for (const act of moments) {
    const driver = new MouseDriver(page);
    await act(driver);
    const before = await settled(driver);
    await ariadne.killMain();
    page = await ariadne.start({ size });
    await enterAgain(page, 'Imani');
    await continueDriftwood(page);
    const after = await new MouseDriver(page).state.snapshot();
    expect(after).toEqual(before);
  }
  expect(ariadne.log().filter(({ level }) => level === 'error')).toEqual([]);
});

test('[EE3] a second start on the same data ends by itself; a second program is refused the attempt', async ({ ariadne }) => {
  const page = await ariadne.start({ size });
  await enter(page, 'Imani');
  await startDriftwood(page);
  await openWorkspace(page);

  const second = spawnSync(electronExecutable(), [...rootSwitches, projectFolder, `--data=${ariadne.dataFolder}`], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(second.status).toBe(0);
  expect(second.stderr).toContain('already running');

  const refusal = await openElsewhere(ariadne);
  expect(refusal).toMatchObject({ code: 'attempt/locked' });
  // The window that has it goes on undisturbed.
  const driver = new MouseDriver(page);
  const [start] = await driver.state.nodes();
  if (start === undefined) throw new Error('the graph begins empty');
  await driver.expand(start.id, 'in');
});

const rootSwitches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Another host on the same data folder, as a second program would be: what it is told when it asks for the attempt. */
async function openElsewhere({ dataFolder }: AriadneApp): Promise<unknown> {
  return onHost({ dataFolder }, async (transport) => {
    const { trainees } = await ask(transport, 'trainees.list', {});
    const traineeId = trainees[0]?.id ?? '';
    const { cards } = await ask(transport, 'library.list', { traineeId, language: 'en' });
    const attemptId = cards[0]?.attempts[0]?.attemptId ?? '';
    expect(cards[0]?.attempts[0]?.state).toBe('locked');
    return ask(transport, 'attempt.open', { attemptId, language: 'en' }).catch((thrown: unknown) => thrown);
  });
}

/** Drags the first transaction to another place by mouse. */
async function dragAside(driver: MouseDriver): Promise<void> {
  const { page } = driver;
  const node = (await driver.state.nodes()).find(({ id }) => id.startsWith('t:'));
  if (node === undefined) throw new Error('no transaction on the graph');
  const { head } = await driver.state.snapshot();
  await driver.click(node.id);
  const at = await driver.restingPlace(node.id);
  if (at === null) throw new Error('the transaction is out of the picture');
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 30, at.y + 50, { steps: 5 });
  await page.mouse.move(at.x + 60, at.y + 80, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await driver.state.snapshot()).head).not.toEqual(head);
}

/** The state once nothing is on its way any more: what is shown is what was committed. */
async function settled(driver: MouseDriver): Promise<CaseSnapshot> {
  let last = await driver.state.snapshot();
  await expect
    .poll(
      async () => {
        const now = await driver.state.snapshot();
        const isSame = JSON.stringify(now) === JSON.stringify(last);
        last = now;
        return isSame;
      },
      { intervals: [300] },
    )
    .toBe(true);
  return last;
}
