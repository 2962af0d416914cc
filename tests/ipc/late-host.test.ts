import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RelayApp } from './relay-app.ts';

const relay = new RelayApp();
let page: Page;

beforeAll(() => relay.start(), 120_000);
afterEach(() => page.close());
afterAll(() => relay.stop());

const ask = (name: string): Promise<unknown> => page.evaluate((called) => window.ariadne?.call(called, {}), name);

/** Asks without an end: the document goes away before there is an answer. Resolves once the call is on its way. */
const askAndGo = (name: string): Promise<void> => page.evaluate((called) => void window.ariadne?.call(called, {}), name);

describe('[EL7] the window stands before the host', () => {
  test('calls made until then wait for it, in their order, in one session', async () => {
    const late = await relay.openLate();
    page = late.page;
    const answers = Promise.all([ask('first'), ask('second')]);
    expect(await late.heard()).toEqual([]);
    await late.settle(null);
    expect(await answers).toEqual([
      { ok: true, value: { savedTo: 'first' } },
      { ok: true, value: { savedTo: 'second' } },
    ]);
    expect(await late.heard()).toEqual(['connect', 'first', 'second']);
  });

  test('a call whose document went away meanwhile reaches no session, least of all the one of the next document', async () => {
    const late = await relay.openLate();
    page = late.page;
    await askAndGo('of the old document');
    await page.reload();
    const answer = ask('of the new document');
    await late.settle(null);
    expect(await answer).toEqual({ ok: true, value: { savedTo: 'of the new document' } });
    expect(await late.heard()).toEqual(['connect', 'of the new document']);
  });

  test('a host that cannot start answers what waited with the reason', async () => {
    const late = await relay.openLate();
    page = late.page;
    const answer = ask('first');
    await late.settle('store/newer');
    expect(await answer).toMatchObject({ ok: false, error: { code: 'store/newer' } });
    expect(await ask('later')).toMatchObject({ ok: false, error: { code: 'store/newer' } });
    expect(await late.heard()).toEqual([]);
  });
});
