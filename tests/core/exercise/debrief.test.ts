import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/case/answer.ts';
import type { Entry } from '../../../core/case/entry.ts';
import { compareAccusations } from '../../../core/exercise/debrief.ts';
import { gradeLog } from '../../../core/exercise/grade-log.ts';
import { address, entryFor, keyOf, logOf, options, part, stateOf, step, submitAll, txid } from './build-exercise.ts';

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
      missed: [node('hidden'), `t:${txid('4')}`],
      wronglyAccused: [node('bystander'), node('shop')],
    });
  });
});
