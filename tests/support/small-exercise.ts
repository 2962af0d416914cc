import { compileScenario } from '../../core/pack/compile-scenario.ts';
import type { CompiledWorld } from '../../core/pack/parts.ts';
import { scenarioText } from './scenario-builder.ts';

const ideal = { text: 'Look at the payment.' };

/** A case of five questions: two tries, hints to buy, a decision that opens a further step, an amount. */
export const smallExercise = {
  steps: [
    {
      id: 'pay',
      kind: 'transaction',
      title: 'Payment',
      prompt: 'Which transaction paid the note?',
      points: 8,
      tries: 2,
      hints: [
        { title: 'Where to look', cost: 2, text: 'At the address of the note.' },
        { title: 'How', cost: 1, text: 'Expand it inward.' },
      ],
      answer: { transaction: 'ransom.tx' },
      explain: 'It pays the address of the note.',
      ideal,
    },
    {
      id: 'next',
      kind: 'decision',
      title: 'What next',
      prompt: 'Whom do you write to?',
      points: 2,
      choices: [
        { id: 'exchange', text: 'The exchange' },
        { id: 'wait', text: 'Nobody yet' },
      ],
      answer: { decision: 'exchange' },
      explain: 'Records are kept for a while only.',
      ideal,
    },
    {
      id: 'sum',
      kind: 'amount',
      title: 'Sum',
      prompt: 'How much was paid?',
      points: 4,
      'opens-at': '+ 3d',
      answer: { amount: 'ransom.amount' },
      explain: 'The output to the note.',
      ideal,
    },
    {
      id: 'extra',
      kind: 'output',
      title: 'Change',
      prompt: 'Which output is the change?',
      points: 6,
      when: { step: 'next', choice: 'exchange' },
      answer: { output: 'ransom.change' },
      explain: 'The other output.',
      ideal: { ...ideal, show: ['ransom.tx'] },
    },
  ],
};

export const smallScenario = (sections: Readonly<Record<string, unknown>> = {}): string =>
  scenarioText({ exercise: smallExercise, ...sections });

let compiled: CompiledWorld | null = null;

/** The small case compiled with seed 1, once a test process. */
export function smallWorld(): CompiledWorld {
  compiled ??= compileScenario({ text: smallScenario(), fileName: 'small.yaml', seed: '1', media: new Map() });
  return compiled;
}

/** The small case with one exhibit more, a picture of its media folder. */
export const illustratedScenario = (image: string): string =>
  smallScenario({
    id: 'illustrated',
    briefing: {
      task: 'Follow the money.',
      'legal-frame': 'The ledger is public.',
      exhibits: [{ id: 'desk', kind: 'image', title: 'The desk', markdown: 'As it was found.', image, alt: 'A desk.' }],
      known: [{ key: 'note', address: 'ransom.address', role: 'start', text: 'The address in the note.' }],
    },
  });
