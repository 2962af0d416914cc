import type { AssembledBlock } from '../chain/bitcoin/assemble-block.ts';
import { prepareForManyKeys } from '../chain/bitcoin/hd-wallet.ts';
import type { Tag } from '../chain/tag.ts';
import { AppError } from '../errors.ts';
import { dayMomentMs } from '../language/check-times.ts';
import type { Scenario } from '../language/scenario.ts';
import type { TruthNames } from '../language/truth-ref.ts';
import { addShop, firmName, openShop, planEmployer, planShop, type Shop } from './businesses.ts';
import { Cast } from './cast.ts';
import type { Exchange } from './exchange.ts';
import { planConsolidation, planDust, planPeel, planSplit } from './look-alikes.ts';
import { addPerson, destinationOf, type Person, planOpening, planPayment, type Town } from './people.ts';
import { compileTags } from './registers.ts';
import { Stage } from './stage.ts';
import { Story } from './story.ts';
import { TruthBook } from './truth-book.ts';
import { World, type WorldActor } from './world.ts';

/** Changes whenever the same source and seed would give other bytes. Part of every world's key. */
export const generatorVersion = '2';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export interface SimulatedWorld {
  readonly blocks: readonly AssembledBlock[];
  readonly transactions: number;
  readonly tags: readonly Tag[];
  readonly names: TruthNames;
  readonly actors: readonly WorldActor[];
  /** Index into `actors` for every address that appears. */
  readonly control: ReadonlyMap<string, number>;
  readonly criminal: { readonly addresses: readonly string[]; readonly txids: readonly string[] };
  /** When the trainee takes the case. */
  readonly opensMs: number;
}

/** Called after every block; throwing from it stops the simulation. */
export type Progress = (done: number, total: number) => void;

/**
 * Simulates the world of a scenario. Pure: same scenario and seed, same world, byte for byte.
 * @throws ScenarioRejected when the story cannot happen with this seed, at the event's place in the source
 */
export function simulate(scenario: Scenario, seed: string, progress: Progress = () => undefined): SimulatedWorld {
  prepareForManyKeys();
  const { genesis, end } = scenario.clock;
  const intervalMs = scenario.clock['block-interval'];
  const world = new World(`${scenario.id}\u0000${seed}`, { genesisMs: genesis, intervalMs });
  const cast = new Cast(world, scenario);
  const truth = new TruthBook();
  const stage = new Stage(world, { scenario, cast, truth });
  const crowd = planNoise(world, scenario, cast);
  new Story(stage).plan();
  const miners = [...cast.pools.values()];
  const total = Math.floor((end - genesis) / intervalMs) + 1;
  const luck = world.stream('mining');
  for (let height = 0; height < total; height += 1) {
    world.agenda.runUntil(world.ledger.blockMs);
    world.ledger.mine(luck.pick(miners).address);
    progress(height + 1, total);
  }
  noteActors({ scenario, world, cast, truth });
  for (const [name, extra] of Object.entries(scenario.names)) truth.setExtra(name, extra);
  return {
    blocks: world.ledger.blocks,
    transactions: world.ledger.transactions,
    tags: compileTags(world, { scenario, cast, truth, shops: crowd.shops, people: crowd.people }),
    names: truth.entries(),
    actors: world.actors,
    control: world.ledger.control,
    criminal: { addresses: criminalAddresses({ scenario, world, cast }), txids: stage.criminalTxids },
    opensMs: openingMs(scenario, stage),
  };
}

interface Crowd {
  readonly people: readonly Person[];
  readonly shops: readonly Shop[];
}

function planNoise(world: World, scenario: Scenario, cast: Cast): Crowd {
  const { genesis, end } = scenario.clock;
  const exchanges = [...cast.exchanges.values()];
  const people = exchanges.flatMap((exchange) => customersOf(world, scenario, exchange));
  const town: Town = { people, shops: [] };
  // Coins exist from the third day on (100 blocks of maturity at half an hour); longer intervals only start later.
  const aliveMs = genesis + Math.max(3 * dayMs, 110 * scenario.clock['block-interval']);
  for (const exchange of exchanges) exchange.planRounds(aliveMs, end);
  for (const pool of cast.pools.values()) pool.planRounds(exchanges, aliveMs - dayMs / 2, end);
  const shops = [...cast.shops.values(), ...noiseShops(world, scenario, exchanges)];
  for (const shop of shops) {
    openShop(town, shop);
    planShop(world, shop, { fromMs: aliveMs + 3 * dayMs, toMs: end });
  }
  joinPool(world, cast, people);
  planPeople({ world, scenario, town, people }, aliveMs + dayMs);
  if (people.length > 0) planLookAlikes(world, scenario, { exchanges, people, fromMs: aliveMs + 4 * dayMs });
  planEmployers(world, scenario, { exchanges, people, period: { fromMs: aliveMs + 4 * dayMs, toMs: end } });
  return { people, shops };
}

function customersOf(world: World, scenario: Scenario, exchange: Exchange): Person[] {
  const source = scenario.actors[exchange.id];
  const count = source?.is === 'exchange' ? source.customers : 0;
  return Array.from({ length: count }, (_, index) => addPerson(world, exchange, index + 1));
}

function noiseShops(world: World, scenario: Scenario, exchanges: readonly Exchange[]): Shop[] {
  return Array.from({ length: scenario.noise.merchants }, (_, index) => {
    const exchange = exchanges[index % exchanges.length] as Exchange;
    return addShop(world, { id: `shop-${index + 1}`, name: firmName(index), exchange });
  });
}

function joinPool(world: World, cast: Cast, people: readonly Person[]): void {
  const stream = world.stream('pool-members');
  for (const pool of cast.pools.values()) {
    for (const person of stream.shuffled(people).slice(0, 24)) pool.join(destinationOf(person.wallet));
  }
}

/** Everybody spends at least once in the story period; the other payments fall to the busy ones. */
function planPeople(about: { world: World; scenario: Scenario; town: Town; people: readonly Person[] }, firstMs: number): void {
  const { world, scenario, town, people } = about;
  const { start, end } = scenario.clock;
  if (people.length === 0) return;
  const busy = people.map((person) => person.stream.pick([1, 1, 1, 1, 2, 2, 3, 5, 9] as const));
  const opening = { fromMs: firstMs, toMs: Math.max(start - dayMs, firstMs + 2 * dayMs) };
  for (const person of people) planOpening(world, person, opening);
  const early = { fromMs: firstMs + 4 * dayMs, toMs: start };
  const choose = world.stream('who-pays');
  const someone = () => people[choose.weighted(busy)] as Person;
  const before = Math.floor(scenario.noise.payments / 6);
  if (early.fromMs + dayMs < early.toMs) {
    for (let count = 0; count < before; count += 1) planPayment({ world, town, person: someone() }, early, false);
  }
  const period = { fromMs: start, toMs: end - 6 * hourMs };
  people.slice(0, scenario.noise.payments).forEach((person) => {
    planPayment({ world, town, person }, period, true);
  });
  for (let count = people.length; count < scenario.noise.payments; count += 1)
    planPayment({ world, town, person: someone() }, period, false);
}

function planLookAlikes(
  world: World,
  scenario: Scenario,
  about: { exchanges: readonly Exchange[]; people: readonly Person[]; fromMs: number },
): void {
  const { splits, peels, consolidations } = scenario.noise['look-alikes'];
  const period = { fromMs: about.fromMs, toMs: scenario.clock.end };
  const setting = (index: number) => ({
    world,
    people: about.people,
    period,
    exchange: about.exchanges[index % about.exchanges.length] as Exchange,
  });
  for (let index = 1; index <= splits; index += 1) planSplit(setting(index), index);
  for (let index = 1; index <= peels; index += 1) planPeel(setting(index), index);
  for (let index = 1; index <= consolidations; index += 1) planConsolidation(setting(index), index);
  for (let index = 1; index <= scenario.noise.dusters; index += 1) planDust(setting(index), index);
}

function planEmployers(
  world: World,
  scenario: Scenario,
  about: { exchanges: readonly Exchange[]; people: readonly Person[]; period: { fromMs: number; toMs: number } },
): void {
  for (let index = 0; index < scenario.noise.employers; index += 1) {
    const exchange = about.exchanges[index % about.exchanges.length] as Exchange;
    const firm = { id: `employer-${index + 1}`, name: `${firmName(index + 60)} Works`, exchange, people: about.people };
    planEmployer(world, firm, about.period);
  }
}

function noteActors(about: { scenario: Scenario; world: World; cast: Cast; truth: TruthBook }): void {
  const { scenario, world, cast, truth } = about;
  const byOwner = new Map<number, string[]>();
  for (const [address, owner] of world.ledger.control) byOwner.set(owner, [...(byOwner.get(owner) ?? []), address]);
  for (const id of Object.keys(scenario.actors)) {
    const index = cast.indexes.get(id);
    const addresses = index === undefined ? [] : (byOwner.get(index) ?? []);
    truth.set(`${id}.addresses`, { is: 'addresses', addresses });
    const hot = cast.exchanges.get(id)?.hotAddress ?? cast.pools.get(id)?.address;
    if (hot !== undefined) truth.set(`${id}.hot`, { is: 'address', address: hot.key.address });
  }
}

/** Addresses that suspects hold, and deposit addresses that exchanges gave them. */
function criminalAddresses({ scenario, world, cast }: { scenario: Scenario; world: World; cast: Cast }): string[] {
  const suspects = Object.entries(scenario.actors).filter(([, actor]) => actor.is === 'suspect');
  const indexes = new Set(suspects.map(([id]) => cast.indexes.get(id)));
  const held = [...world.ledger.control].filter(([, owner]) => indexes.has(owner)).map(([address]) => address);
  const deposits = suspects.flatMap(([id]) => [...cast.exchanges.values()].map((exchange) => exchange.depositOf(id).key.address));
  return [...held, ...deposits.filter((address) => world.ledger.control.has(address))];
}

function openingMs(scenario: Scenario, stage: Stage): number {
  const { opens, start } = scenario.clock;
  if (opens.is === 'instant') return opens.atMs;
  if (opens.is === 'day') return dayMomentMs(start, opens);
  const doneMs = stage.ends.get(opens.event);
  if (doneMs === undefined)
    throw new AppError('world/unfinished', `"${opens.event}" did not happen before the world ended.`, { subject: opens.event });
  return doneMs + opens.delayMs;
}
