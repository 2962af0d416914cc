import { parseDocument, stringify } from 'yaml';
import { driftwoodText } from './compiled-driftwood.ts';

/** Operation Driftwood with the same story and far less around it, so that a test can afford many seeds. */
export function quietDriftwoodText(): string {
  const document = parseDocument(driftwoodText());
  document.setIn(['clock', 'genesis'], '2025-01-14T00:00:00Z');
  document.setIn(['clock', 'end'], '2025-03-03T00:00:00Z');
  document.setIn(['actors', 'meridian', 'customers'], 14);
  document.setIn(['actors', 'northgate', 'customers'], 10);
  const lookAlikes = { splits: 2, peels: 2, consolidations: 2 };
  document.setIn(['noise'], { payments: 60, merchants: 3, employers: 1, dusters: 1, rumours: 2, 'look-alikes': lookAlikes });
  return document.toString();
}

/** A small scenario of its own: one ransom, one peel chain. Sections given replace the ones here. */
export function scenarioText(sections: Readonly<Record<string, unknown>> = {}): string {
  return stringify({ ...smallScenario, ...sections }, { lineWidth: 0 });
}

const smallScenario = {
  ariadne: 'scenario/1',
  id: 'small',
  title: 'Small case',
  summary: 'A payment and where it went.',
  level: 'foundation',
  skills: ['change-output'],
  minutes: 10,
  languages: ['en'],
  clock: {
    genesis: '2025-01-01T00:00:00Z',
    start: '2025-01-08T00:00:00Z',
    end: '2025-01-24T00:00:00Z',
    opens: 'ransom + 6h',
    'block-interval': '30m',
  },
  actors: {
    victim: { is: 'victim', wallet: 'bitcoin/p2wpkh' },
    gang: { is: 'suspect', wallets: { collect: 'bitcoin/p2pkh', treasury: 'bitcoin/p2tr' } },
    mule: { is: 'suspect' },
    meridian: { is: 'exchange', customers: 12 },
    pool: { is: 'mining-pool' },
  },
  story: [
    { id: 'buy', at: 'day 2 10:12', withdraw: '3 BTC', from: 'meridian', to: 'victim' },
    { id: 'ransom', after: 'buy + 5h', pay: '2.5 BTC', from: 'victim', to: 'gang.collect(note)' },
    {
      id: 'peel',
      after: 'ransom + 1d',
      peel: 'gang.collect',
      hops: '3..5',
      each: '0.1..0.3 BTC',
      every: '1h..3h',
      into: 'meridian.deposit(mule)',
    },
    { id: 'sweep', after: 'peel + 2h', sweep: 'meridian.deposit(mule)' },
    { id: 'rest', after: 'sweep + 1d', consolidate: 'gang.collect', into: 'gang.treasury' },
  ],
  noise: { payments: 20, merchants: 2, employers: 1, dusters: 1, rumours: 1, 'look-alikes': { splits: 1, peels: 1, consolidations: 1 } },
  briefing: {
    task: 'Find it.',
    'legal-frame': 'None.',
    exhibits: [],
    known: [{ key: 'note', address: 'ransom.address', role: 'start', text: 'From the note.' }],
  },
  exercise: {
    steps: [
      {
        id: 'pay',
        kind: 'transaction',
        title: 'Payment',
        prompt: 'Which?',
        points: 5,
        answer: { transaction: 'ransom.tx' },
        explain: 'That one.',
        ideal: { text: 'Look.' },
      },
      {
        id: 'change',
        kind: 'output',
        title: 'Change',
        prompt: 'Which?',
        points: 5,
        answer: { output: 'ransom.change' },
        explain: 'That one.',
        ideal: { text: 'Look.', show: ['ransom.tx'] },
      },
    ],
  },
};
