import { compileScenario } from '../../core/pack/compile-scenario.ts';
import type { CompiledWorld } from '../../core/pack/parts.ts';
import { smallScenario } from './small-exercise.ts';

const options = (...ids: readonly string[]) => ids.map((id) => ({ id, text: `option ${id}` }));

function step(id: string, kind: string, more: Readonly<Record<string, unknown>>) {
  const texts = { title: `title of ${id}`, prompt: `prompt of ${id}`, explain: `explanation of ${id}` };
  return {
    id,
    kind,
    points: 8,
    tries: kind === 'decision' ? 1 : 2,
    ideal: { text: `ideal of ${id}`, show: ['ransom.tx'] },
    ...texts,
    ...more,
  };
}

/** A step of every kind on the small case; what is asked of a decision is also asked behind one of its options. */
export const everyKind = [
  step('pay', 'transaction', {
    answer: { transaction: 'ransom.tx' },
    hints: [{ title: 'Where to look', cost: 2, text: 'At the address of the note.' }],
  }),
  step('next', 'decision', { choices: options('exchange', 'wait', 'neither'), answer: { decision: 'exchange' } }),
  step('extra', 'output', {
    when: { step: 'next', choice: ['exchange', 'neither'] },
    answer: { output: 'ransom.change' },
    accept: [{ output: 'ransom.payment' }],
  }),
  step('sum', 'amount', { 'opens-at': '+ 3d', answer: { amount: 'ransom.amount' } }),
  step('who', 'address', { answer: { address: 'sweep.address' } }),
  step('all', 'address-set', { answer: { addresses: 'gang.addresses' } }),
  step('way', 'path', { answer: { path: 'peel.txs' } }),
  step('which', 'choice', { choices: options('meridian', 'pool', 'nobody'), answer: { choice: 'meridian' } }),
  step('row', 'order', {
    choices: options('paid', 'peeled', 'swept'),
    answer: {
      order: [
        { event: 'paid', by: 'ransom.at' },
        { event: 'peeled', by: 'peel.at' },
        { event: 'swept', by: 'sweep.at' },
      ],
    },
  }),
  step('report', 'finding', {
    choices: options('gang', 'pool', 'victim'),
    answer: { finding: { claim: 'gang', evidence: ['ransom.tx', 'rest.tx'], confidence: ['moderate'] } },
  }),
];

let compiled: CompiledWorld | null = null;

/** The small case with a step of every kind, compiled once a test process. */
export function everyKindWorld(): CompiledWorld {
  const text = smallScenario({ exercise: { steps: everyKind } });
  compiled ??= compileScenario({ text, fileName: 'small.yaml', seed: '1', media: new Map() });
  return compiled;
}
