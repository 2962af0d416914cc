import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TxView } from '../../../core/bridge/views.ts';
import type { Answer } from '../../../core/case/answer.ts';
import type { NodeId } from '../../../core/ids.ts';
import { loadPreferences } from '../../../renderer/state/preferences.ts';
import { picked } from '../../../renderer/state/view-store.ts';
import { amountInput, btcParts, btcText, localText, readAmount, satText, utcMinute, utcText } from '../../../renderer/ui/format.ts';
import { isComplete, movedItem, withSelection } from '../../../renderer/ui/steps/answer-draft.ts';
import { filterTexts, readFilter } from '../../../renderer/ui/workspace/filter-form.ts';
import { shortId } from '../../../renderer/view/short-id.ts';

const sat = fc.bigInt({ min: 0n, max: 2_100_000_000_000_000n }).map(String);
const unit = fc.constantFrom('BTC' as const, 'sat' as const);

describe('[UI3] money is exact', () => {
  test('what is shown, typed again, is the same amount', () => {
    fc.assert(
      fc.property(sat, unit, (amount, inUnit) => {
        expect(readAmount(amountInput(amount, inUnit), inUnit)).toBe(amount);
      }),
    );
  });

  test('bitcoin is shown with every place that counts, padded to eight', () => {
    fc.assert(
      fc.property(sat, (amount) => {
        const { significant, padding } = btcParts(amount);
        expect(BigInt((significant + padding).replace(/\D/g, ''))).toBe(BigInt(amount));
        expect(`${significant}${padding}`).toMatch(/\.\d{8}$/);
      }),
    );
  });

  test('columns line up whatever number of places counts, and the satoshi are written out', () => {
    for (let places = 0; places <= 8; places += 1) {
      const { significant, padding } = btcParts((10n ** BigInt(8 - places) + 700_000_000n).toString());
      expect([places, `${significant}${padding}`.split('.')[1]?.length]).toEqual([places, 8]);
    }
    expect(satText('639000001')).toBe('639\u202F000\u202F001 sat');
  });

  test.each([
    ['639000000', '6.39 BTC'],
    ['1', '0.00000001 BTC'],
    ['123456700000000', '1\u202F234\u202F567 BTC'],
  ])('%s satoshi read %s', (amount, text) => expect(btcText(amount)).toBe(text));

  test.each([
    ['6,39', 'BTC', '639000000'],
    [' 1 000.5 ', 'BTC', '100050000000'],
    ['6.390000001', 'BTC', null],
    ['-1', 'BTC', null],
    ['1e3', 'BTC', null],
    ['', 'BTC', null],
    ['1.5', 'sat', null],
    ['640 000 000', 'sat', '640000000'],
  ] as const)('"%s" typed as %s is %s', (text, inUnit, amount) => expect(readAmount(text, inUnit)).toBe(amount));
});

describe('[UI4] times are UTC', () => {
  const atMs = Date.UTC(2025, 1, 24, 14, 31, 5);
  test('with the zone written, or in a column that names it', () => {
    expect([utcText(atMs), utcMinute(atMs)]).toEqual(['2025-02-24 14:31:05 UTC', '2025-02-24 14:31']);
  });

  test('a filter written and read again is the same', () => {
    const filter = { minSat: '5000000', maxSat: '600000000', fromMs: Date.UTC(2025, 1, 24), toMs: Date.UTC(2025, 2, 1, 10, 30), top: 40 };
    expect(readFilter(filterTexts(filter))).toEqual({ filter, faults: [] });
  });

  test('the same instant on the wall of the person at the screen names its zone', () => {
    const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
      .formatToParts(atMs)
      .find((part) => part.type === 'timeZoneName');
    expect(localText(atMs, 'en')).toContain(zone?.value ?? '?');
    expect(localText(atMs, 'en')).toContain(String(new Date(atMs).getHours()).padStart(2, '0'));
  });

  test('a typed time is UTC with and without hours, and a day that is in no calendar is none', () => {
    const from = (text: string) => readFilter({ min: '', max: '', from: text, to: '', top: '' });
    expect(from('2025-02-24').filter.fromMs).toBe(Date.UTC(2025, 1, 24));
    expect(from('2025-02-24 14:31').filter.fromMs).toBe(Date.UTC(2025, 1, 24, 14, 31));
    expect(from('2025-02-30')).toEqual({ filter: {}, faults: ['from'] });
    expect(from('2025-04-31 10:00').faults).toEqual(['from']);
  });

  test('bounds that exclude each other, wrong figures and dates are faulted by field', () => {
    expect(readFilter({ min: '2', max: '1', from: '2025-02-30x', to: '', top: '0' }).faults).toEqual(['from', 'top', 'max']);
    expect(readFilter({ min: '', max: '', from: '2025-03-01', to: '2025-02-01', top: '' }).faults).toEqual(['to']);
  });
});

test('[UI10] a plain pick replaces, a toggle takes out what is in, adding makes no doubles', () => {
  const [a, b] = ['a:1AAAAAAAAAAAAAAA', 'a:1BBBBBBBBBBBBBBB'] as const;
  expect(picked([a], [b], 'replace')).toEqual([b]);
  expect(picked([a, b], [a], 'toggle')).toEqual([b]);
  expect(picked([b], [a], 'toggle')).toEqual([b, a]);
  expect(picked([a], [a, b], 'add')).toEqual([a, b]);
});

test('[UI5] what is shortened is shortened for looking at only', () => {
  const id = '4be1c0d5aa'.repeat(7).slice(0, 64);
  expect(shortId(id)).toBe(`${id.slice(0, 6)}…${id.slice(-4)}`);
  expect(shortId('twelve_chars')).toBe('twelve_chars');
});

test('[UI8] an output is meant by its transaction and the one address it pays once, and by nothing less', () => {
  const [txid, other] = ['1'.repeat(64), '2'.repeat(64)];
  const [once, twice] = ['1AAAAAAAAAAAAAAA', '1BBBBBBBBBBBBBBB'];
  const outputs = [once, twice, twice].map((address, vout) => ({ address, vout }));
  const txs = new Map([[txid, { txid, outputs }]]) as unknown as ReadonlyMap<string, TxView>;
  const meant = (selection: readonly NodeId[], output: string | null = null) =>
    withSelection('output', null, { picked: { selection, output }, txs });
  const answer = { kind: 'output', outpoint: `${txid}:0` };
  expect(meant([`t:${txid}`, `a:${once}`])).toEqual(answer);
  expect(meant([`a:${once}`, `t:${txid}`])).toEqual(answer);
  const nothing: readonly NodeId[][] = [
    [`t:${txid}`],
    [`a:${once}`],
    [`t:${txid}`, `a:${twice}`],
    [`t:${txid}`, `t:${other}`, `a:${once}`],
    [`t:${txid}`, `a:${once}`, `a:${twice}`],
    [`t:${other}`, `a:${once}`],
  ];
  for (const selection of nothing) expect([selection, meant(selection)]).toEqual([selection, null]);
  expect(meant([`t:${other}`], `${txid}:2`)).toEqual({ kind: 'output', outpoint: `${txid}:2` });
});

test('[UI7] an answer can be submitted once it says enough', () => {
  const [tx, address] = [`t:${'1'.repeat(64)}`, 'a:1AAAAAAAAAAAAAAA'] as const;
  const finding: Extract<Answer, { kind: 'finding' }> = { kind: 'finding', claim: 'paid', text: 'So.', evidence: [tx], confidence: 'high' };
  const tooLittle: readonly (Answer | null)[] = [
    null,
    { kind: 'address-set', addresses: [] },
    { kind: 'path', nodes: [tx] },
    { ...finding, claim: '' },
    { ...finding, text: '  ' },
    { ...finding, evidence: [] },
  ];
  for (const answer of tooLittle) expect([answer, isComplete(answer)]).toEqual([answer, false]);
  expect([isComplete({ kind: 'path', nodes: [tx, address] }), isComplete(finding)]).toEqual([true, true]);
});

test('[UI7] moving an item keeps the rest in order', () => {
  expect(movedItem(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(movedItem(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(movedItem(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});

describe('[UI19] preferences', () => {
  const holding = (text: string | null) => ({ getItem: () => text, setItem: () => undefined });
  const defaults = { theme: 'dark', language: 'en', caseLanguage: null, motion: 'system', singleKeys: true, traineeId: null };

  test('what cannot be read becomes its default, one by one', () => {
    expect(loadPreferences(holding('not json'), '')).toEqual(defaults);
    expect(loadPreferences(holding(null), '')).toEqual(defaults);
    expect(loadPreferences(holding('7'), '')).toEqual(defaults);
    const stored = JSON.stringify({ theme: 'light', language: 'tlh', motion: 4, traineeId: 'cadet-7' });
    expect(loadPreferences(holding(stored), '')).toEqual({ ...defaults, theme: 'light', traineeId: 'cadet-7' });
  });

  test('the language in the page address wins over the stored one, if there is such a language', () => {
    const stored = JSON.stringify({ language: 'en' });
    expect(loadPreferences(holding(stored), '?lang=ar-XB').language).toBe('ar-XB');
    expect(loadPreferences(holding(stored), '?lang=tlh').language).toBe('en');
  });
});
