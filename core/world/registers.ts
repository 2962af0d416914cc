import type { Tag } from '../chain/tag.ts';
import type { Scenario } from '../language/scenario.ts';
import { confidenceLevels, type TagSource } from '../language/scenario-source.ts';
import type { Shop } from './businesses.ts';
import type { Cast } from './cast.ts';
import type { Person } from './people.ts';
import type { TruthBook } from './truth-book.ts';
import type { World } from './world.ts';

/** Kinds of services that pool their customers' money. */
const pooledCategories = new Set([
  'exchange',
  'wallet_service',
  'mining_service',
  'mixing_service',
  'payment_processor',
  'gambling',
  'market',
]);

/** Register level from which a tag names a service that expansion stops at. */
const serviceLevel = 50;

interface Claim extends Omit<TagSource, 'on' | 'actor'> {
  readonly address: string;
  readonly actor: string | null;
}

function tag(claim: Claim): Tag {
  const confidenceLevel = confidenceLevels[claim.confidence];
  const isService = pooledCategories.has(claim.category) && confidenceLevel >= serviceLevel;
  const { address, label, category, source, confidence, actor, lastmod } = claim;
  return { address, label, category, source, confidence, confidenceLevel, actor, lastmod, isService };
}

const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** What an investigator finds in the registers: services that say who they are, shops that somebody noted, and rumours. */
export function compileTags(
  world: World,
  about: {
    readonly scenario: Scenario;
    readonly cast: Cast;
    readonly shops: readonly Shop[];
    readonly people: readonly Person[];
    readonly truth: TruthBook;
  },
): Tag[] {
  const { scenario, cast } = about;
  const lastmod = day(scenario.clock.start);
  const seen = (address: string) => world.ledger.control.has(address);
  const tags = [...serviceTags(cast, { scenario, lastmod }), ...shopTags(world, about.shops, lastmod), ...rumours(world, about)];
  return [...tags, ...scenarioTags(scenario, about.truth)].filter((one) => seen(one.address));
}

function serviceTags(cast: Cast, { scenario, lastmod }: { scenario: Scenario; lastmod: string }): Tag[] {
  const claim = (id: string, address: string, rest: { label: string; category: string }) => {
    const source = `${rest.label}: published by the service (simulated)`;
    return tag({ address, ...rest, source, confidence: 'service_data', actor: id, lastmod });
  };
  const nameOf = (id: string) => scenario.actors[id]?.name ?? id;
  const exchanges = [...cast.exchanges].flatMap(([id, exchange]) => [
    claim(id, exchange.hotAddress.key.address, { label: `${nameOf(id)} hot wallet`, category: 'exchange' }),
    claim(id, exchange.cold.receiveKey().address, { label: `${nameOf(id)} cold wallet`, category: 'exchange' }),
  ]);
  const pools = [...cast.pools].map(([id, pool]) => claim(id, pool.address.key.address, { label: nameOf(id), category: 'mining_service' }));
  return [...exchanges, ...pools];
}

/** Shops that reuse one address print it on their site; half of them have been noted. */
function shopTags(world: World, shops: readonly Shop[], lastmod: string): Tag[] {
  const stream = world.stream('registers/shops');
  return shops
    .filter((shop) => shop.wallet.habits.reusesAddress)
    .filter(() => stream.chance(1, 2))
    .map((shop) => {
      const source = 'payment page of the shop, collected by a crawler (simulated)';
      const address = shop.wallet.receiveKey().address;
      return tag({ address, label: shop.name, category: 'shop', source, confidence: 'web_crawl', actor: shop.id, lastmod });
    });
}

const rumourKinds = [
  { label: 'scam?', category: 'scam', source: 'forum post, one user, no evidence (simulated)', confidence: 'web_crawl' },
  { label: 'ransomware wallet', category: 'ransomware', source: 'anonymous report, not checked (simulated)', confidence: 'unknown' },
  { label: 'donation page', category: 'donation', source: 'archived web page (simulated)', confidence: 'web_crawl' },
  {
    label: 'mixer output (guess)',
    category: 'mixing_service',
    source: 'clustering by a third party, method unknown (simulated)',
    confidence: 'heuristic',
  },
] as const;

/** Low-confidence claims about people who did nothing: a tag is a claim, not a proof. */
function rumours(world: World, about: { scenario: Scenario; people: readonly Person[] }): Tag[] {
  const stream = world.stream('registers/rumours');
  const { scenario, people } = about;
  const known = people.filter((person) => person.wallet.habits.reusesAddress);
  const lastmod = day(scenario.clock.start);
  return stream
    .shuffled(known)
    .slice(0, scenario.noise.rumours)
    .map((person) => tag({ ...stream.pick(rumourKinds), address: person.wallet.receiveKey().address, actor: null, lastmod }));
}

function scenarioTags(scenario: Scenario, truth: TruthBook): Tag[] {
  return scenario.tags.flatMap((source) => {
    const ref = truth.get(source.on);
    const addresses = ref?.is === 'address' ? [ref.address] : ref?.is === 'addresses' ? ref.addresses : [];
    return addresses.map((address) => tag({ ...source, address, actor: source.actor ?? null }));
  });
}
