import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/case/answer.ts';
import type { Entry } from '../../../core/case/entry.ts';
import { compareAccusations } from '../../../core/exercise/accusations.ts';
import { gradeLog } from '../../../core/exercise/grade-log.ts';
import { revealActs } from '../../../core/exercise/next-acts.ts';
import { address, begin, entryFor, keyOf, logOf, options, part, stateOf, step, submitAll, txid } from './build-exercise.ts';

const node = (name: string) => `a:${address(name)}` as const;
const exercise = part([
  step({ id: 'one', kind: 'address', tries: 3 }),
  step({ id: 'all', kind: 'address-set' }),
  step({ id: 'way', kind: 'path' }),
  step({ id: 'report', kind: 'finding', choices: options('x', 'y') }),
]);
const key = keyOf(
  {
    one: entryFor({ kind: 'address', address: address('boss') }),
    all: entryFor({ kind: 'address-set', addresses: [address('boss'), address('mule')] }),
    way: entryFor({ kind: 'path', nodes: [`t:${txid('1')}`] }),
    report: entryFor({ kind: 'finding', claim: 'x', text: '', evidence: [`t:${txid('1')}`], confidence: 'low' }, { confidence: ['low'] }),
  },
  { addresses: ['boss', 'mule', 'hidden'].map(address), txids: ['1', '2', '3', '4'].map(txid) },
);
const one = (name: string): Answer => ({ kind: 'address', address: address(name) });

describe('found, missed, wrongly accused', () => {
  it('[EX11] counts marks, last answers and evidence; transactions also by standing on the graph or in a path', () => {
    const answers: (readonly [string, Answer])[] = [
      ['one', one('clerk')],
      ['one', one('boss')],
      ['all', { kind: 'address-set', addresses: [address('boss'), address('mule'), address('shop')] }],
      ['all', { kind: 'address-set', addresses: [address('mule'), address('shop')] }],
      ['way', { kind: 'path', nodes: [`t:${txid('1')}`] }],
      ['report', { kind: 'finding', claim: 'x', text: '', evidence: [`t:${txid('2')}`], confidence: 'low' }],
    ];
    const work: Entry['payload'][] = [
      { type: 'graph.add', nodes: [`t:${txid('3')}`, `t:${txid('9')}`, node('bystander')] },
      { type: 'mark.set', nodes: [node('bystander')], mark: 'suspect' },
      { type: 'mark.set', nodes: [node('note')], mark: 'victim' },
    ];
    const payloads = [...submitAll(exercise, key, answers), ...work];
    expect(compareAccusations(stateOf(payloads), gradeLog(logOf(payloads), exercise, key), key)).toEqual({
      found: [node('boss'), node('mule'), `t:${txid('1')}`, `t:${txid('2')}`, `t:${txid('3')}`],
      missed: [],
      beyond: [node('hidden'), `t:${txid('4')}`],
      wronglyAccused: [node('bystander'), node('shop')],
    });
  });
});

describe('what the exercise led to, and what lies beyond', () => {
  const forked = part([
    step({ id: 'fork', kind: 'decision', tries: 1, choices: options('east', 'west') }),
    step({ id: 'east', kind: 'address', tries: 1, when: { step: 'fork', choice: ['east'] } }),
    step({ id: 'west', kind: 'address-set', tries: 1, when: { step: 'fork', choice: ['west'] } }),
    step({ id: 'coin', kind: 'output', tries: 1 }),
  ]);
  const forkedKey = keyOf(
    {
      fork: entryFor({ kind: 'decision', choice: 'east' }),
      east: entryFor(one('boss'), { accept: [one('twin')] }),
      west: entryFor({ kind: 'address-set', addresses: [address('mule'), address('boss')] }),
      coin: entryFor(
        { kind: 'output', outpoint: `${txid('1')}:0` },
        { ideal: { text: 'how', nodes: [node('note'), node('stop'), `t:${txid('2')}`] } },
      ),
    },
    { addresses: ['note', 'boss', 'twin', 'mule', 'stop', 'treasury'].map(address), txids: ['1', '2', '3'].map(txid) },
  );
  const compare = (payloads: Entry['payload'][]) =>
    compareAccusations(stateOf(payloads), gradeLog(logOf(payloads), forked, forkedKey), forkedKey);
  const coin = (digit: string): Answer => ({ kind: 'output', outpoint: `${txid(digit)}:0` });
  const answered = (answers: (readonly [string, Answer])[]) => compare(submitAll(forked, forkedKey, answers));
  const treasuries = [node('treasury'), `t:${txid('3')}`] as const;

  it('[EX11] every step answered right leaves nothing missed, also by an answer that is as good, and names coins by their transaction', () => {
    const told = answered([
      ['fork', { kind: 'decision', choice: 'east' }],
      ['east', one('twin')],
      ['coin', coin('1')],
    ]);
    expect(told.found).toEqual([node('twin'), `t:${txid('1')}`]);
    expect(told.missed).toEqual([]);
    expect(told.beyond).toEqual([node('note'), node('boss'), node('mule'), node('stop'), treasuries[0], `t:${txid('2')}`, treasuries[1]]);
  });

  it('[EX11] of a step answered wrong what it names is missed, and what its ideal path shows that was never in sight', () => {
    const told = answered([
      ['fork', { kind: 'decision', choice: 'east' }],
      ['east', one('clerk')],
      ['coin', coin('9')],
    ]);
    expect(told.missed).toEqual([node('boss'), node('stop'), `t:${txid('1')}`, `t:${txid('2')}`]);
    expect(told.beyond).toEqual([node('note'), node('twin'), node('mule'), ...treasuries]);
    expect(told.wronglyAccused).toEqual([node('clerk')]);
  });

  it('[EX11] the way not chosen is beyond, and so are both when the decision is given up; a step given up is missed', () => {
    const giveUp = (payloads: Entry['payload'][], stepId: string) => [...payloads, ...revealActs(stateOf(payloads), forked, stepId)];
    const west = submitAll(forked, forkedKey, [['fork', { kind: 'decision', choice: 'west' }]]);
    const given = compare(giveUp(giveUp(west, 'west'), 'coin'));
    expect(given.missed).toEqual([node('boss'), node('mule'), node('stop'), `t:${txid('1')}`, `t:${txid('2')}`]);
    expect(given.beyond).toEqual([node('note'), node('twin'), ...treasuries]);
    const neither = compare(giveUp(giveUp(begin(forked), 'fork'), 'coin'));
    expect(neither.missed).toEqual([node('stop'), `t:${txid('1')}`, `t:${txid('2')}`]);
    expect(neither.beyond).toEqual([node('note'), node('boss'), node('twin'), node('mule'), ...treasuries]);
  });

  it('[EX11] what a step names is missed while it stands unaccused on the graph; the four lists share nothing and hold all that is criminal', () => {
    const wrong = submitAll(forked, forkedKey, [
      ['fork', { kind: 'decision', choice: 'east' }],
      ['east', one('clerk')],
      ['coin', coin('9')],
    ]);
    const told = compare([...wrong, { type: 'graph.add', nodes: [node('boss'), node('stop'), node('treasury')] }]);
    expect(told.missed).toEqual([node('boss'), `t:${txid('1')}`, `t:${txid('2')}`]);
    expect(told.beyond).toEqual([node('note'), node('twin'), node('mule'), node('stop'), ...treasuries]);
    const criminal = [...forkedKey.criminal.addresses.map((held) => `a:${held}`), ...forkedKey.criminal.txids.map((id) => `t:${id}`)];
    expect([...told.found, ...told.missed, ...told.beyond].sort()).toEqual(criminal.sort());
  });
});
