/** A small case whose exercise asks one question of every kind, and whose papers are hostile. JSON is YAML. */

const names = (id: string, title: string) => ({ id, text: title });

const step = (id: string, kind: string, rest: object) => ({
  id,
  kind,
  title: `Question ${id}`,
  prompt: `What is right about *${id}*?`,
  points: 10,
  tries: 2,
  explain: `Because of **${id}**.`,
  ideal: { text: `Look at ${id}.`, show: ['ransom.tx'] },
  ...rest,
});

/** Every trick by which an author could try to reach the reader's machine. */
const hostileMarkdown = [
  'A mail with tricks.',
  '<script>window.hacked = true;</script>',
  '<img src="x" onerror="window.hacked = true">',
  '![Logo](https://tracker.example/pixel.png)',
  '![Local](file:///etc/passwd)',
  '[Press me](javascript:window.hacked=true)',
  '[A site](https://evil.example/login)',
].join('\n\n');

export const hostileSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload="window.hacked=true"><script>window.hacked=true</script><image href="https://tracker.example/p.png" width="9" height="9"/><rect width="40" height="20" fill="#345"/></svg>';

export const tenKinds = {
  ariadne: 'scenario/1',
  id: 'ten-kinds',
  title: 'Ten kinds of answer',
  summary: 'A payment, and where it went.',
  level: 'foundation',
  skills: ['change-output'],
  minutes: 10,
  languages: ['en'],
  clock: {
    genesis: '2025-01-01T00:00:00Z',
    start: '2025-01-08T00:00:00Z',
    end: '2025-01-24T00:00:00Z',
    opens: 'ransom + 3d',
    'block-interval': '30m',
  },
  actors: {
    victim: { is: 'victim', wallet: 'bitcoin/p2wpkh' },
    gang: { is: 'suspect', wallets: { collect: 'bitcoin/p2pkh', treasury: 'bitcoin/p2tr' } },
    mule: { is: 'suspect' },
    meridian: { is: 'exchange', customers: 6 },
    pool: { is: 'mining-pool' },
  },
  story: [
    { id: 'buy', at: 'day 2 10:12', withdraw: '3 BTC', from: 'meridian', to: 'victim' },
    { id: 'ransom', after: 'buy + 5h', pay: '2.5 BTC', from: 'victim', to: 'gang.collect(note)' },
    {
      id: 'peel',
      after: 'ransom + 1d',
      peel: 'gang.collect',
      hops: '3..4',
      each: '0.1..0.3 BTC',
      every: '1h..3h',
      into: 'meridian.deposit(mule)',
    },
  ],
  noise: { payments: 6, merchants: 1, employers: 1, dusters: 0, rumours: 1, 'look-alikes': { splits: 0, peels: 0, consolidations: 0 } },
  briefing: {
    task: 'Follow the **money**.',
    'legal-frame': 'Under a court order.',
    exhibits: [
      { id: 'mail', kind: 'mail', title: 'The mail', markdown: hostileMarkdown },
      { id: 'photo', kind: 'image', title: 'The photo', markdown: 'Seen on the screen.', image: 'photo.svg', alt: 'A blue card' },
    ],
    known: [{ key: 'note', address: 'ransom.address', role: 'start', text: 'From the note.' }],
  },
  exercise: {
    steps: [
      step('pay', 'transaction', {
        answer: { transaction: 'ransom.tx' },
        hints: [
          { title: 'Where to look', cost: 2, text: 'Look at the **known** address.' },
          { title: 'What to press', cost: 3, text: 'Expand it inwards.' },
        ],
      }),
      step('address', 'address', { answer: { address: 'ransom.address' } }),
      step('change', 'output', { answer: { output: 'ransom.change' } }),
      step('set', 'address-set', { answer: { addresses: ['ransom.address'] } }),
      step('path', 'path', { answer: { path: ['ransom.tx', 'peel.txs'] } }),
      step('amount', 'amount', { answer: { amount: ['ransom.amount'] }, tolerance: '0.01 BTC' }),
      step('choice', 'choice', { choices: [names('yes', 'It is change'), names('no', 'It is a payment')], answer: { choice: 'yes' } }),
      step('order', 'order', {
        choices: [names('first', 'The purchase'), names('second', 'The ransom'), names('third', 'The peel chain')],
        answer: { order: ['first', 'second', 'third'] },
      }),
      step('decide', 'decision', {
        tries: 1,
        choices: [names('ask', 'Ask the exchange'), names('wait', 'Wait')],
        revalues: { wait: { finding: 4 } },
        answer: { decision: 'ask' },
      }),
      step('finding', 'finding', {
        choices: [names('paid', 'The victim paid'), names('not', 'The victim did not pay')],
        answer: { finding: { claim: 'paid', evidence: ['ransom.tx'], confidence: ['moderate', 'high'] } },
      }),
    ],
  },
};
