import type { SourcePath } from './source-text.ts';
import { eventVerbs } from './story-source.ts';

/** What each key that may not be absent looks like, by its place; `*` stands for a place in a list or a name. Shown where it is missing. */
const examples: Readonly<Record<string, string>> = {
  id: 'driftwood',
  title: '{en: Operation Driftwood, de: Operation Treibholz}',
  summary: '{en: A clinic paid. Find out where the money went.}',
  level: 'foundation',
  skills: '[change-output, co-spend]',
  minutes: '75',
  clock: '{genesis: 2025-01-06T00:00Z, start: 2025-02-10T00:00Z, end: 2025-03-24T00:00Z, opens: 2025-02-20T09:00Z, block-interval: 30m}',
  'clock.genesis': '2025-01-06T00:00Z',
  'clock.start': '2025-02-10T00:00Z',
  'clock.end': '2025-03-24T00:00Z',
  'clock.opens': '2025-02-20T09:00Z',
  'clock.block-interval': '30m',
  actors: '{clinic: {is: victim}, gang: {is: suspect}, meridian: {is: exchange, customers: 20}, pool: {is: mining-pool}}',
  'actors.*.is': 'suspect',
  story: '[{id: buy, at: day 2 10:12, withdraw: 3 BTC, from: meridian, to: clinic}]',
  'story.*.id': 'ransom',
  'story.withdraw.from': 'meridian',
  'story.withdraw.to': 'clinic',
  'story.pay.from': 'clinic',
  'story.pay.to': 'gang.collect(note)',
  'story.split.into': '{operator: 20%, affiliate: 80%}',
  'story.peel.hops': '9..12',
  'story.peel.each': '0.2..0.6 BTC',
  'story.peel.every': '1h..6h',
  'story.peel.into': 'northgate.deposit(mule)',
  'story.consolidate.into': 'gang.treasury',
  'story.empty.into': 'meridian.deposit(mule)',
  'tags.*.on': 'halyard.addresses',
  'tags.*.label': 'Halyard Hosting',
  'tags.*.category': 'hosting',
  'tags.*.source': 'invoice page of the firm (simulated)',
  'tags.*.confidence': 'web_crawl',
  'tags.*.lastmod': '2025-02-01',
  noise: '{payments: 2000, merchants: 20}',
  briefing:
    '{task: Follow the ransom., legal-frame: The ledger is public., exhibits: [], known: [{key: note, address: ransom.address, role: start, text: The address in the note}]}',
  'briefing.task': '{en: Follow the ransom.}',
  'briefing.legal-frame': '{en: The ledger is public.}',
  'briefing.exhibits': '[]',
  'briefing.exhibits.*.id': 'note',
  'briefing.exhibits.*.kind': 'note',
  'briefing.exhibits.*.title': '{en: The note}',
  'briefing.exhibits.*.markdown': '{en: "**your files are driftwood now**"}',
  'briefing.known': '[{key: note, address: ransom.address, role: start, text: The address in the note}]',
  'briefing.known.*.key': 'note',
  'briefing.known.*.address': 'ransom.address',
  'briefing.known.*.role': 'start',
  'briefing.known.*.text': '{en: The address in the note}',
  exercise:
    '{steps: [{id: payment, kind: transaction, title: The payment, prompt: Which one paid?, points: 2, answer: {transaction: ransom.tx}, explain: It paid the note., ideal: {text: Look.}}]}',
  'exercise.steps':
    '[{id: payment, kind: transaction, title: The payment, prompt: Which one paid?, points: 2, answer: {transaction: ransom.tx}, explain: It paid the note., ideal: {text: Look.}}]',
  'exercise.steps.*.id': 'payment',
  'exercise.steps.*.kind': 'transaction',
  'exercise.steps.*.title': '{en: The payment}',
  'exercise.steps.*.prompt': '{en: Pick the transaction that paid the ransom.}',
  'exercise.steps.*.points': '4',
  'exercise.steps.*.answer': '{transaction: ransom.tx}',
  'exercise.steps.*.explain': '{en: It pays the address in the note.}',
  'exercise.steps.*.ideal': '{text: {en: Start from the address in the note.}, show: [ransom.tx]}',
  'exercise.steps.*.ideal.text': '{en: Start from the address in the note.}',
  'exercise.steps.*.hints.*.title': '{en: Where to begin}',
  'exercise.steps.*.hints.*.cost': '1',
  'exercise.steps.*.hints.*.text': '{en: Look at what the address received.}',
  'exercise.steps.*.choices': '[{id: larger, text: The larger output}, {id: smaller, text: The smaller output}]',
  'exercise.steps.*.choices.*.id': 'larger',
  'exercise.steps.*.choices.*.text': '{en: The larger output}',
  'exercise.steps.*.when.step': 'order-first',
  'exercise.steps.*.when.choice': 'larger',
  'exercise.steps.*.finding.claim': 'same-hand',
  'exercise.steps.*.finding.evidence': '[split.tx]',
  'exercise.steps.*.finding.confidence': '[moderate]',
  'exercise.steps.*.order.*.event': 'test',
  'exercise.steps.*.order.*.by': 'ransom.at',
};

/** `minutes: 75`, ready to be written; null where no example is known. `event`: the event of the story that the path leads into. */
export function exampleOf(path: SourcePath, event: object | null): string | null {
  const verb = event === null ? undefined : eventVerbs.find((known) => Object.hasOwn(event, known));
  const place = path.map((part, at) => (typeof part === 'number' || (at === 1 && path[0] === 'actors') ? '*' : part));
  // An answer looks the same as one that is accepted beside it.
  const plain = place.join('.').replace(/\.(answer|accept\.\*)\.(finding|order)/, '.$2');
  const example = examples[plain] ?? (verb === undefined ? undefined : examples[plain.replace('story.*', `story.${verb}`)]);
  return example === undefined ? null : `${path.at(-1)}: ${example}`;
}
