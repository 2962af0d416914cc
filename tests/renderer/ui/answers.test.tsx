import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Answer } from '../../../core/case/answer.ts';
import type { NodeId } from '../../../core/ids.ts';
import { Inspector } from '../../../renderer/ui/inspector/Inspector.tsx';
import { StepsPanel } from '../../../renderer/ui/steps/StepsPanel.tsx';
import { MemoryHost } from './support/memory-host.ts';
import { type MountedApp, mountPart } from './support/mount-app.tsx';

let host: MemoryHost;
let app: MountedApp | null = null;

beforeEach(() => {
  host = new MemoryHost();
  host.begin();
});

afterEach(() => app?.unmount());

/** Closes all steps before one, so that it is the question on show. */
async function openStep(stepId: string): Promise<void> {
  const steps = host.world.exercise.steps.map((step) => step.id);
  for (const before of steps.slice(0, steps.indexOf(stepId))) {
    await host.call('exercise.reveal', { attemptId: 'attempt-1', expectedHead: host.state.head, stepId: before });
  }
  app = await mountPart(
    <>
      <StepsPanel />
      <Inspector />
    </>,
    host,
  );
  await expect.element(page.getByRole('heading', { name: `Question ${stepId}`, exact: false })).toBeVisible();
}

const ransomTx = (): string => (host.truth('ransom.tx') as { txid: string }).txid;
const ransomAddress = (): string => (host.truth('ransom.address') as { address: string }).address;
const ransomChange = (): string => (host.truth('ransom.change') as { outpoint: string }).outpoint;
const select = (...selection: NodeId[]): void => app?.services.view.setState({ selection, selectedOutput: null });

const addSelection = page.getByRole('button', { name: 'Add selection' });
const submit = page.getByRole('button', { name: 'Submit answer' });

const submitted = (): Answer | undefined => host.state.steps.flatMap((step) => step.submissions).at(-1)?.answer;
const drafted = (stepId: string): Answer | null | undefined => host.state.steps.find((step) => step.stepId === stepId)?.draft;

async function answers(expected: Answer): Promise<void> {
  await submit.click();
  await expect.poll(submitted).toEqual(expected);
}

describe('[UI7] answers from what is selected', () => {
  test('a transaction', async () => {
    await openStep('pay');
    select(`a:${ransomAddress()}`);
    await expect.element(addSelection).toBeDisabled();
    await expect.element(submit).toBeDisabled();
    select(`t:${ransomTx()}`);
    await addSelection.click();
    await expect.poll(() => drafted('pay')).toEqual({ kind: 'transaction', txid: ransomTx() });
    await answers({ kind: 'transaction', txid: ransomTx() });
    await expect.element(page.getByText('Right', { exact: true })).toBeVisible();
    await expect.element(page.getByText('Because of pay.')).toBeVisible();
    await page.getByRole('button', { name: 'Next step' }).click();
    await expect.element(page.getByRole('heading', { name: '2 · Question address' })).toBeVisible();
  });

  test('an address, taken out again and replaced', async () => {
    await openStep('address');
    select(`a:${ransomAddress()}`);
    await addSelection.click();
    await page.getByRole('button', { name: `Take out ${ransomAddress()}` }).click();
    await expect.element(submit).toBeDisabled();
    await expect.poll(() => drafted('address')).toBe(null);
    await addSelection.click();
    await answers({ kind: 'address', address: ransomAddress() });
  });

  test('[UI8] an output picked in the inspector', async () => {
    await openStep('change');
    host.work({ type: 'graph.add', nodes: [`t:${ransomTx()}`] });
    host.emit({ type: 'attempt.appended', attemptId: 'attempt-1', entries: host.entries.slice(-1) });
    select(`t:${ransomTx()}`);
    await expect.element(addSelection).toBeDisabled();
    await page.getByRole('button', { name: `Pick output ${ransomChange().slice(65)}` }).click();
    await addSelection.click();
    await answers({ kind: 'output', outpoint: ransomChange() });
  });

  test('[UI8] an output meant by its transaction and the address it pays', async () => {
    await openStep('change');
    host.work({ type: 'graph.add', nodes: [`t:${ransomTx()}`] });
    host.emit({ type: 'attempt.appended', attemptId: 'attempt-1', entries: host.entries.slice(-1) });
    await expect.poll(() => app?.services.cases.data.ledger.txs.has(ransomTx())).toBe(true);
    const output = app?.services.cases.data.ledger.txs.get(ransomTx())?.outputs.find((one) => one.address === ransomAddress());
    select(`t:${ransomTx()}`, `a:${ransomAddress()}`);
    await addSelection.click();
    await answers({ kind: 'output', outpoint: `${ransomTx()}:${output?.vout}` });
  });

  test('a set of addresses grows without doubles', async () => {
    await openStep('set');
    const others = Object.keys(host.world.truth.control)
      .filter((address) => address !== ransomAddress())
      .slice(0, 2);
    select(`a:${ransomAddress()}`, `a:${others[0]}`);
    await addSelection.click();
    select(`a:${ransomAddress()}`, `a:${others[1]}`);
    await addSelection.click();
    await expect.element(page.getByText('3 addresses picked')).toBeVisible();
    await page.getByRole('button', { name: `Take out ${others[1]}` }).click();
    await answers({ kind: 'address-set', addresses: [ransomAddress(), others[0] as string] });
  });

  test('a path, put in order by keyboard', async () => {
    await openStep('path');
    select(`a:${ransomAddress()}`, `t:${ransomTx()}`);
    await addSelection.click();
    await page.getByRole('button', { name: `Move ${ransomTx()} up` }).click();
    await answers({ kind: 'path', nodes: [`t:${ransomTx()}`, `a:${ransomAddress()}`] });
  });

  test('an amount is kept to the satoshi, and what is no amount is said', async () => {
    await openStep('amount');
    const field = page.getByRole('textbox', { name: 'Amount' });
    await field.fill('2.500000001');
    await expect.element(page.getByText('Write an amount in bitcoin', { exact: false })).toBeVisible();
    await expect.element(submit).toBeDisabled();
    await field.fill('2,5');
    await expect.element(page.getByText('accepted within 0.01 BTC', { exact: false })).toBeVisible();
    await answers({ kind: 'amount', sat: '250000000' });
  });

  test('a choice', async () => {
    await openStep('choice');
    await page.getByRole('radio', { name: 'It is change' }).click();
    await answers({ kind: 'choice', choice: 'yes' });
  });

  test('an order, moved with Alt and the arrow keys', async () => {
    await openStep('order');
    const given = host.world.exercise.steps.find((step) => step.id === 'order')?.choices.map((choice) => choice.id);
    const list = page.getByRole('list', { name: 'Your answer' });
    await expect.element(list).toBeVisible();
    const shown = (): string[] => [...list.element().querySelectorAll('.picked__name')].map((item) => item.textContent ?? '');
    const before = shown();
    expect(before).toHaveLength(given?.length ?? 0);
    const handle = page.getByRole('button', { name: `Move ${before[0]} down` });
    handle.element().focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await expect.poll(shown).toEqual([before[1], before[0], before[2]]);
    await submit.click();
    await expect.poll(() => submitted()?.kind).toBe('order');
  });

  test('a decision says that it is final', async () => {
    await openStep('decide');
    await expect.element(page.getByText('It cannot be taken back', { exact: false })).toBeVisible();
    await page.getByRole('radio', { name: 'Ask the exchange' }).click();
    await answers({ kind: 'decision', choice: 'ask' });
  });

  test('a finding needs a claim, words and evidence', async () => {
    await openStep('finding');
    await page.getByRole('radio', { name: 'The victim paid' }).click();
    await page.getByRole('textbox', { name: 'In your own words' }).fill('The inputs are the victim’s.');
    await expect.element(submit).toBeDisabled();
    select(`t:${ransomTx()}`);
    await addSelection.click();
    await page.getByRole('radio', { name: 'High' }).click();
    await answers({
      kind: 'finding',
      claim: 'paid',
      text: 'The inputs are the victim’s.',
      evidence: [`t:${ransomTx()}`],
      confidence: 'high',
    });
  });

  test('an undone draft disappears from the control', async () => {
    await openStep('choice');
    await page.getByRole('radio', { name: 'It is change' }).click();
    await expect.poll(() => drafted('choice')).toEqual({ kind: 'choice', choice: 'yes' });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.element(page.getByRole('radio', { name: 'It is change' })).not.toBeChecked();
  });
});

describe('[UI9] what cannot be taken back is asked first', () => {
  test('a hint shows title and cost, then asks, then its text', async () => {
    await openStep('pay');
    await expect.element(page.getByRole('button', { name: 'What to press (−3 points)' })).toBeDisabled();
    await page.getByRole('button', { name: 'Where to look (−2 points)' }).click();
    await expect.element(page.getByRole('alertdialog', { name: 'Hint: Where to look' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(host.state.steps[0]?.hintsBought).toEqual([]);
    await page.getByRole('button', { name: 'Where to look (−2 points)' }).click();
    await page.getByRole('button', { name: 'Buy for 2 points' }).click();
    await expect.element(page.getByText('Look at the known address.')).toBeVisible();
    expect(host.state.steps[0]?.hintsBought).toEqual([0]);
  });

  test('giving up says what is lost and then teaches', async () => {
    await openStep('pay');
    await page.getByRole('button', { name: 'Give up and show the answer' }).click();
    await expect.element(page.getByText('its 10 points are lost', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: 'Give up this step' }).click();
    await expect.element(page.getByText('The correct answer')).toBeVisible();
    await expect.element(page.getByText('Because of pay.')).toBeVisible();
  });

  test('a wrong answer leaves the step open, with what the ledger says', async () => {
    await openStep('address');
    const stranger = Object.keys(host.world.truth.control).find((address) => address !== ransomAddress()) as string;
    select(`a:${stranger}`);
    await addSelection.click();
    await submit.click();
    await expect.element(page.getByText('Not right')).toBeVisible();
    await expect.element(page.getByText('One try left.')).toBeVisible();
    await expect.element(page.getByText('Part of the answer is not on your graph', { exact: false })).toBeVisible();
    expect(page.getByText('Because of address.').elements()).toHaveLength(0);
  });
});
