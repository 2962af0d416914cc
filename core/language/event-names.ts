import type { Scenario } from './scenario.ts';
import { type EventVerb, readParty, type StoryEvent } from './story-source.ts';
import type { TruthRef } from './truth-ref.ts';

export type NameKind = TruthRef['is'];
export type NameKinds = ReadonlyMap<string, NameKind>;

/** The truths every event of a verb gives, after its id. A simulated world holds exactly these. */
const namesOfVerb: Record<EventVerb, Record<string, NameKind>> = {
  withdraw: { tx: 'transaction', payment: 'output', address: 'address', amount: 'amount' },
  pay: {
    tx: 'transaction',
    payment: 'output',
    change: 'output',
    'change-address': 'address',
    address: 'address',
    amount: 'amount',
  },
  split: { tx: 'transaction', amount: 'amount' },
  peel: {
    txs: 'transactions',
    first: 'transaction',
    last: 'transaction',
    peels: 'outputs',
    deposits: 'outputs',
    deposited: 'amount',
    start: 'output',
    end: 'output',
    'end-address': 'address',
    amount: 'amount',
    done: 'time',
  },
  consolidate: { tx: 'transaction', output: 'output', address: 'address', amount: 'amount' },
  empty: { tx: 'transaction', payment: 'output', address: 'address', amount: 'amount' },
  sweep: { tx: 'transaction', sweep: 'transaction', address: 'address', output: 'output', amount: 'amount' },
};

/** Receivers of a split that get names of their own: the output `split.operator`, its address `split.operator-address`. */
export const splitReceivers = (event: Extract<StoryEvent, { verb: 'split' }>): string[] =>
  Object.keys(event.into).map((text) => readParty(text)?.actor ?? text);

function eventNames(event: StoryEvent): [string, NameKind][] {
  const names: [string, NameKind][] = [
    [`${event.id}.at`, 'time'],
    ...Object.entries(namesOfVerb[event.verb]).map(([name, kind]): [string, NameKind] => [`${event.id}.${name}`, kind]),
  ];
  if (event.verb === 'split') {
    for (const actor of splitReceivers(event)) names.push([`${event.id}.${actor}`, 'output'], [`${event.id}.${actor}-address`, 'address']);
  }
  return names;
}

const kindOfSet: Partial<Record<NameKind, NameKind>> = {
  address: 'addresses',
  addresses: 'addresses',
  transaction: 'transactions',
  transactions: 'transactions',
  output: 'outputs',
  outputs: 'outputs',
};

/** Every truth name that a scenario's world will have, with what it stands for. Extra names that refer to nothing are left out. */
export function staticNames(scenario: Pick<Scenario, 'actors' | 'story' | 'names'>): NameKinds {
  const kinds = new Map<string, NameKind>(scenario.story.flatMap(eventNames));
  for (const [id, actor] of Object.entries(scenario.actors)) {
    kinds.set(`${id}.addresses`, 'addresses');
    if (actor.is === 'exchange' || actor.is === 'mining-pool') kinds.set(`${id}.hot`, 'address');
  }
  for (const [name, extra] of Object.entries(scenario.names)) {
    const kind = extraKind(extra, kinds);
    if (kind !== undefined) kinds.set(name, kind);
  }
  return kinds;
}

function extraKind(extra: Scenario['names'][string], kinds: NameKinds): NameKind | undefined {
  if ('same-as' in extra) return kinds.get(extra['same-as']);
  if ('sum' in extra) return extra.sum.every((name) => kinds.get(name) === 'amount') ? 'amount' : undefined;
  const sets = extra.all.map((name) => kindOfSet[kinds.get(name) ?? 'time']);
  return sets.every((kind) => kind !== undefined && kind === sets[0]) ? sets[0] : undefined;
}
