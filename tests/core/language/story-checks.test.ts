import { describe, expect, it } from 'vitest';
import { editDistance, nearestName } from '../../../core/language/nearest.ts';
import { scenarioText } from '../../support/scenario-builder.ts';
import { problemsOf } from '../../support/scenario-problems.ts';

const good = scenarioText();
const edited = (from: string, to: string): string => {
  expect(good).toContain(from);
  return good.replace(from, to);
};

/** Code and path of every problem of the small scenario with these sections. */
const faultsOf = (sections: Readonly<Record<string, unknown>>): string[] =>
  problemsOf(scenarioText(sections)).map(({ code, path }) => `${code} ${path}`);

const buy = { id: 'buy', at: 'day 2 10:12', withdraw: '3 BTC', from: 'meridian', to: 'victim' };
const ransom = { id: 'ransom', after: 'buy + 5h', pay: '2.5 BTC', from: 'victim', to: 'gang.collect(note)' };
const answered = (step: Readonly<Record<string, unknown>>) => ({
  exercise: {
    steps: [{ id: 'pay', kind: 'transaction', title: 'P', prompt: 'W', points: 5, explain: 'E', ideal: { text: 'L' }, ...step }],
  },
});
const asked = (step: Readonly<Record<string, unknown>>) => answered({ answer: { transaction: 'ransom.tx' }, ...step });

describe('what a source says, and what is made of it', () => {
  it.each(['id', 'title', 'summary', 'level', 'skills', 'minutes', 'clock', 'actors', 'story', 'noise', 'briefing', 'exercise'])(
    '[LG1] needs the section "%s"',
    (section) => expect(faultsOf({ [section]: undefined })).toEqual([`language/missing ${section}`]),
  );

  it('[LG2] what follows from a fault is not complained about', () => {
    const onward = { id: 'onward', after: 'ransom + 1d', pay: '2 BTC', from: 'gang.collect(note)', to: 'mule' };
    expect(faultsOf({ story: [buy, { ...ransom, to: 'gang.colect(note)' }, onward] })).toEqual(['language/unknown-name story.1.to']);
  });

  it.each([
    ['minutes: 10', 'minutes: ten', 'found "ten", expected a number'],
    ['minutes: 10', 'minutes: 0', 'found the number "0", expected at least 1'],
    ['level: foundation', 'level: basic', 'found "basic", expected "foundation" or "intermediate" or "advanced"'],
  ])('[LG3] of %s written %s says what was found and what was expected', (from, to, message) => {
    expect(problemsOf(edited(from, to)).map((problem) => problem.message)).toEqual([message]);
  });

  it('[LG6] a handful of aliases is read, more than fifty are not', () => {
    const aliases = (count: number) => `${good}anchors: [&a 1, ${Array<string>(count).fill('*a').join(', ')}]\n`;
    expect(problemsOf(aliases(40))).toMatchObject([{ code: 'language/unknown-key' }]);
    expect(problemsOf(aliases(60))).toMatchObject([{ code: 'language/alias' }]);
  });

  it.each<[string, (levels: number) => string]>([
    ['brackets', (levels) => `${good}deep: ${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}\n`],
    ['narrow sections', (levels) => `${good}${Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}k:\n`).join('')}`],
    ['wide sections', (levels) => `${good}${Array.from({ length: levels }, (_, at) => `${'    '.repeat(at)}k:\n`).join('')}`],
    ['dashes', (levels) => `${good}k:\n  ${'- '.repeat(levels - 1)}x\n`],
    [
      'lists of sections',
      (levels) => `${good}k:\n${Array.from({ length: (levels - 1) / 2 }, (_, at) => `${'  '.repeat(at)}- k:\n`).join('')}`,
    ],
  ])('[LG6] sixty levels of %s are read, more are not', (_what, nested) => {
    expect(problemsOf(nested(59))).toMatchObject([{ code: 'language/unknown-key' }]);
    expect(problemsOf(nested(63))).toMatchObject([{ code: 'language/too-deep', line: expect.any(Number) }]);
  });

  it('[LG9] the nearest name counts inserts, deletes, replacements and swaps of neighbours; of equals the first', () => {
    const distances = [
      ['ransom', 'ransom', 0],
      ['ransom', 'ranssom', 1],
      ['ransom', 'ranom', 1],
      ['ransom', 'ranzom', 1],
      ['ransom', 'arnsmo', 2],
      ['', 'abc', 3],
    ] as const;
    for (const [left, right, edits] of distances) {
      expect([left, right, editDistance(left, right), editDistance(right, left)]).toEqual([left, right, edits, edits]);
    }
    expect(nearestName('cat', ['bat', 'hat'])).toBe('bat');
    expect(nearestName('arnsmo', ['random', 'ransom'])).toBe('ransom');
    expect(nearestName('zebra', ['ransom'])).toBeNull();
  });
});

describe('what a story may say', () => {
  it('[LG10] events lie between four days after the first block and the end, the opening in the story period', () => {
    const at = (moment: string) => faultsOf({ story: [{ ...buy, at: moment }, ransom] });
    expect(at('day -2 00:00')).toEqual([]);
    expect(at('day -3 23:59')).toEqual(['language/outside-period story.0.at']);
    const clock = { genesis: '2025-01-01T00:00:00Z', start: '2025-01-08T00:00:00Z', end: '2025-01-24T00:00:00Z', 'block-interval': '30m' };
    const timed = (changed: Readonly<Record<string, unknown>>) =>
      faultsOf({ clock: { ...clock, opens: 'ransom + 6h', ...changed }, story: [buy, ransom] });
    expect(timed({ start: '2025-01-05T00:00:00Z' })).toEqual([]);
    expect(timed({ start: '2025-01-04T23:00:00Z' })).toContain('language/time-backwards clock.start');
    expect(timed({ opens: '2025-01-24T00:00:00Z' })).toEqual(['language/outside-period clock.opens']);
    expect(timed({ opens: '2025-01-07T23:59:00Z' })).toEqual(['language/outside-period clock.opens']);
  });

  it('[LG11] the most an actor can hold counts, less than the fee is too little, and what went out of one address left its wallet', () => {
    const paying = (withdraw: string, pay: string, more: readonly unknown[] = []) =>
      faultsOf({ story: [{ ...buy, withdraw }, { ...ransom, pay }, ...more] });
    expect(paying('2..3 BTC', '2.5 BTC')).toEqual([]);
    expect(paying('3 BTC', '2.5..3.5 BTC')).toEqual([]);
    expect(paying('3 BTC', '3 BTC')).toEqual(['language/cannot-afford story.1.pay']);
    const onward = { id: 'onward', after: 'ransom + 1d', pay: '2 BTC', from: 'gang.collect(note)', to: 'mule' };
    const rest = (pay: string) => ({ id: 'rest', after: 'onward + 1d', pay, from: 'gang.collect', to: 'mule' });
    expect(paying('3 BTC', '2.5 BTC', [onward, rest('0.4 BTC')])).toEqual([]);
    expect(paying('3 BTC', '2.5 BTC', [onward, rest('1 BTC')])).toEqual(['language/cannot-afford story.3.pay']);
  });

  const tag = { label: 'L', category: 'shop', source: 'S', confidence: 'web_crawl', lastmod: '2025-01-09' };
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['tags', { tags: [{ ...tag, on: 'ransom.adress' }] }, 'language/unknown-name tags.0.on'],
    ['tags, another kind', { tags: [{ ...tag, on: 'ransom.tx' }] }, 'language/wrong-truth tags.0.on'],
    ['accepted answers', asked({ accept: [{ transaction: 'ransom.txx' }] }), 'language/unknown-name exercise.steps.0.accept.0.transaction'],
    ['ideal paths', asked({ ideal: { text: 'L', show: ['ransom.txx'] } }), 'language/unknown-name exercise.steps.0.ideal.show.0'],
    ['opening times', asked({ 'opens-at': 'ransom.tx + 1d' }), 'language/wrong-truth exercise.steps.0.opens-at'],
    ['sums', { names: { 'a.b': { sum: ['ransom.amount', 'ransom.tx'] } } }, 'language/wrong-truth names.a.b.sum.1'],
    ['aliases', { names: { 'a.b': { 'same-as': 'ransom.txx' } } }, 'language/unknown-name names.a.b.same-as'],
    ['unions', { names: { 'a.b': { all: ['ransom.tx', 'ransom.amount'] } } }, 'language/wrong-truth names.a.b.all.1'],
    ['mixed unions', { names: { 'a.b': { all: ['ransom.tx', 'ransom.address'] } } }, 'language/wrong-truth names.a.b'],
    ['amounts', answered({ kind: 'amount', answer: { amount: 'ransom.tx' } }), 'language/wrong-truth exercise.steps.0.answer.amount'],
  ])('[LG12] names in %s are names of the story, of a kind that fits', (_where, sections, fault) => {
    expect(faultsOf(sections)).toEqual([fault]);
  });

  it.each([
    ['20%', '80%', []],
    ['20%', '80.01%', ['language/bad-shares story.2.into']],
    ['20%', '79.99%', ['language/bad-shares story.2.into']],
  ])('[LG13] shares of %s and %s', (first, second, faults) => {
    const split = { id: 'split', after: 'ransom + 1d', split: 'gang.collect', into: { 'gang.treasury': first, mule: second } };
    expect(faultsOf({ story: [buy, ransom, split] })).toEqual(faults);
  });

  it('[LG14] who may do what: deposits are swept, one owner signs, there is an exchange, a wallet is named in one way', () => {
    const event = (more: Readonly<Record<string, unknown>>) => [buy, ransom, { id: 'more', after: 'ransom + 1d', ...more }];
    expect(faultsOf({ story: event({ sweep: 'gang.collect' }) })).toEqual(['language/wrong-actor story.2.sweep']);
    expect(faultsOf({ story: event({ sweep: 'meridian' }) })).toEqual(['language/wrong-actor story.2.sweep']);
    const consolidate = ['gang.collect', 'victim'];
    expect(faultsOf({ story: event({ consolidate, into: 'gang.treasury' }) })).toEqual(['language/several-owners story.2.consolidate']);
    const actors = {
      victim: { is: 'victim' },
      gang: { is: 'suspect', wallets: { collect: 'bitcoin/p2pkh' } },
      meridian: { is: 'exchange' },
      pool: { is: 'mining-pool' },
    };
    expect(faultsOf({ actors, story: [buy, ransom] })).toEqual([]);
    const both = { is: 'suspect', wallet: 'bitcoin/p2wpkh', wallets: { collect: 'bitcoin/p2pkh' } };
    expect(faultsOf({ actors: { ...actors, gang: both }, story: [buy, ransom] })).toEqual(['language/two-ways actors.gang']);
    const nobody = { ...actors, meridian: { is: 'person' } };
    expect(faultsOf({ actors: nobody, story: [buy, ransom] })).toEqual([
      'language/missing-actor actors',
      'language/wrong-actor story.0.from',
    ]);
  });
});
