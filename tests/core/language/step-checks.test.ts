import { describe, expect, it, test } from 'vitest';
import { scenarioText } from '../../support/scenario-builder.ts';
import { problemsOf } from '../../support/scenario-problems.ts';

const texts = { title: 'T', prompt: 'P', points: 5, explain: 'E', ideal: { text: 'L' } };
type Step = Readonly<Record<string, unknown>>;
const scenario = (steps: readonly Step[], sections: Readonly<Record<string, unknown>> = {}) =>
  scenarioText(
    JSON.parse(JSON.stringify({ ...sections, exercise: { steps: steps.map((step) => ({ ...texts, ...step })) } })) as object as Record<
      string,
      unknown
    >,
  );
const faultsOf = (steps: readonly Step[], sections: Readonly<Record<string, unknown>> = {}): string[] =>
  problemsOf(scenario(steps, sections)).map(({ code, path }) => `${code.replace('language/', '')} ${path.replace('exercise.steps.', '')}`);

const options = (...ids: string[]) => ids.map((id) => ({ id, text: id }));
const pay = { id: 'pay', kind: 'transaction', answer: { transaction: 'ransom.tx' } };
const fork = { id: 'fork', kind: 'decision', choices: options('east', 'west'), answer: { decision: 'east' } };
const when = (choice: string | string[]) => ({ when: { step: 'fork', choice } });

describe('[LG23] a tolerance is smaller than the amount', () => {
  const amount = (tolerance: string | undefined, name: string | string[] = 'ransom.amount', more: Step = {}) => [
    { id: 'sum', kind: 'amount', tolerance, answer: { amount: name }, ...more },
  ];
  const wide = ['tolerance-too-wide 0.tolerance'];

  test.each<[string, readonly Step[], readonly string[]]>([
    ['none', amount(undefined), []],
    ['smaller by a satoshi', amount('249999999 sat'), []],
    ['as large', amount('2.5 BTC'), wide],
    ['larger', amount('30 BTC'), wide],
    ['of a sum, smaller', amount('3 BTC', ['ransom.amount', 'buy.amount']), []],
    ['of a sum, as large', amount('5.5 BTC', ['ransom.amount', 'buy.amount']), wide],
    ['of one of two that are right', amount('2.5 BTC', ['ransom.amount', 'buy.amount'], { accept: [{ amount: 'ransom.amount' }] }), wide],
    ['of what the story does not tell beforehand', amount('2.5 BTC', 'peel.deposited'), []],
  ])('%s', (_what, steps, faults) => expect(faultsOf(steps)).toEqual(faults));

  it('counts the smallest an amount can fall out, also under another name', () => {
    const story = [
      { id: 'buy', at: 'day 2 10:12', withdraw: '3 BTC', from: 'meridian', to: 'victim' },
      { id: 'ransom', after: 'buy + 5h', pay: '1..2.5 BTC', from: 'victim', to: 'gang.collect(note)' },
    ];
    const names = { 'ransom.other': { 'same-as': 'ransom.amount' }, 'ransom.both': { sum: ['ransom.other', 'buy.amount'] } };
    const sections = { story, names };
    expect(faultsOf(amount('0.99 BTC', 'ransom.other'), sections)).toEqual([]);
    expect(faultsOf(amount('1 BTC', 'ransom.other'), sections)).toEqual(wide);
    expect(faultsOf(amount('3.99 BTC', 'ransom.both'), sections)).toEqual([]);
    expect(faultsOf(amount('4 BTC', 'ransom.both'), sections)).toEqual(wide);
    const circle = { 'ransom.other': { 'same-as': 'ransom.both' }, 'ransom.both': { 'same-as': 'ransom.other' } };
    expect(faultsOf(amount('1 BTC', 'ransom.other'), { story, names: circle })).not.toContain(wide[0]);
  });
});

describe('[LG24] every step can earn something on some way', () => {
  test.each<[string, readonly Step[], readonly string[]]>([
    ['a step worth 0', [{ ...pay, points: 0 }], ['worth-nothing 0.points']],
    [
      'a decision may be worth 0',
      [
        { ...fork, points: 0 },
        { ...pay, ...when('east') },
      ],
      [],
    ],
    [
      '0 until a decision raises it',
      [
        { ...fork, revalues: { west: { pay: 3 } } },
        { ...pay, points: 0 },
      ],
      [],
    ],
    ['0 after one option only', [{ ...fork, revalues: { west: { pay: 0 } } }, pay], []],
    [
      '0 after every option',
      [{ ...fork, revalues: { west: { pay: 0 }, east: { pay: 0 } } }, pay, { ...pay, id: 'b', ...when('east') }],
      ['worth-nothing 1.points'],
    ],
    [
      '0 after the only option that opens it',
      [
        { ...fork, revalues: { west: { pay: 0 } } },
        { ...pay, ...when('west') },
      ],
      ['worth-nothing 1.points'],
    ],
    [
      'raised only where it is not on the way',
      [
        { ...fork, revalues: { east: { pay: 4 } } },
        { ...pay, points: 0, ...when('west') },
      ],
      ['no-effect 0.revalues.east.pay', 'worth-nothing 1.points'],
    ],
    ['a path of one address', [{ id: 'way', kind: 'path', answer: { path: 'ransom.address' } }], ['path-too-short 0.answer.path']],
    [
      'an accepted path of one output',
      [{ id: 'way', kind: 'path', answer: { path: 'peel.txs' }, accept: [{ path: ['peel.end'] }] }],
      ['path-too-short 0.accept.0.path'],
    ],
    ['a path of two', [{ id: 'way', kind: 'path', answer: { path: ['ransom.tx', 'peel.first'] } }], []],
  ])('%s', (_what, steps, faults) => expect(faultsOf(steps)).toEqual(faults));
});

describe('[LG25] a decision decides something', () => {
  test.each<[string, readonly Step[], readonly string[]]>([
    ['nothing below asks for it', [fork, pay], ['no-consequence 0.kind']],
    ['nothing below at all', [pay, fork], ['no-consequence 1.kind']],
    ['the same step whatever is chosen', [fork, { ...pay, ...when(['east', 'west']) }], ['no-consequence 0.kind']],
    ['the same worth whatever is chosen', [{ ...fork, revalues: { east: { pay: 3 }, west: { pay: 3 } } }, pay], ['no-consequence 0.kind']],
    ['the worth that the step has anyway', [{ ...fork, revalues: { east: { pay: 5 } } }, pay], ['no-consequence 0.kind']],
    ['a step for one option', [fork, { ...pay, ...when('west') }], []],
    ['another worth for one option', [{ ...fork, revalues: { east: { pay: 3 } } }, pay], []],
    [
      'a worth that is never asked for',
      [
        { ...fork, revalues: { east: { pay: 3 } } },
        { ...pay, ...when('west') },
      ],
      ['no-effect 0.revalues.east.pay'],
    ],
  ])('%s', (_what, steps, faults) => expect(faultsOf(steps)).toEqual(faults));
});
