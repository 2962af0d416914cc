import type { Exchange } from './exchange.ts';
import type { Destination } from './ledger-writer.ts';
import { destinationOf, type Person, someScriptType } from './people.ts';
import type { RandomStream } from './random-stream.ts';
import { type Period, rhythmicMoment } from './rhythm.ts';
import { habitKinds, type Wallet } from './wallet.ts';
import type { World } from './world.ts';

/**
 * Innocent business in every suspicious shape, so that a shape alone never proves anything: partners who share a revenue 80/20, agencies
 * that pay one contractor after another out of one coin, savers who put their coins together.
 */
interface Setting {
  readonly world: World;
  readonly exchange: Exchange;
  readonly people: readonly Person[];
  readonly period: Period;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface Actor {
  readonly wallet: Wallet;
  readonly stream: RandomStream;
}

function newActor(world: World, about: { id: string; name: string; role: string }): Actor {
  const stream = world.stream(`look-alike/${about.id}`);
  const owner = world.addActor(about);
  const habits = { ...habitKinds[stream.pick(['desktop', 'phone'] as const)], reusesAddress: false, feeTilt: 110 };
  return { stream, wallet: world.wallet({ name: about.id, owner, scriptType: someScriptType(stream), habits }) };
}

/** Some moment that leaves `roomMs` until the period ends. */
const moment = (stream: RandomStream, period: Setting['period'], roomMs: number): number =>
  rhythmicMoment(stream, { fromMs: period.fromMs, toMs: Math.max(period.fromMs + dayMs, period.toMs - roomMs) });

/** Coins from the exchange, then what is done with them once they are there. */
function fund(setting: Setting, actor: Actor, options: { sat: bigint; atMs: number; thenMs: number; then: () => void }): void {
  const { world, exchange } = setting;
  world.agenda.plan(options.atMs, () => {
    const whenPaid = () => world.agenda.plan(world.ledger.blockMs + options.thenMs, options.then);
    exchange.request({ to: destinationOf(actor.wallet), sat: options.sat, whenPaid });
  });
}

const ratios = [8_000, 8_000, 8_000, 7_000, 7_500, 8_500] as const;

/** Two partners share what came in. */
export function planSplit(setting: Setting, index: number): void {
  const { world, people, period } = setting;
  const actor = newActor(world, { id: `partners-${index}`, name: `Partnership ${index}`, role: 'business' });
  const { stream, wallet } = actor;
  const share = stream.pick(ratios);
  const [first, second] = [stream.pick(people), stream.pick(people)];
  const then = () => {
    const shares = [
      { to: destinationOf(first.wallet), share: 10_000 - share },
      { to: destinationOf(second.wallet), share },
    ];
    world.shareOut(wallet, shares, { coins: world.coins(wallet), stream });
  };
  fund(setting, actor, {
    sat: stream.satBetween(8_000_000n, 900_000_000n),
    atMs: moment(stream, period, 5 * dayMs),
    thenMs: stream.between(4, 72) * hourMs,
    then,
  });
}

/** One contractor after another, each paid from what the payment before left over. */
export function planPeel(setting: Setting, index: number): void {
  const { world, people, period } = setting;
  const actor = newActor(world, { id: `agency-${index}`, name: `Agency ${index}`, role: 'business' });
  const { stream, wallet } = actor;
  const hops = stream.between(5, 12);
  const each = Array.from({ length: hops }, () => BigInt(stream.between(4, 60)) * 1_000_000n);
  const sumSat = each.reduce((sum, sat) => sum + sat, 0n);
  const hop = (at: number) => {
    const sat = each[at];
    if (sat === undefined) return;
    const paid = world.pay(wallet, [{ to: contractor(stream, people), sat }], { stream, coins: world.coins(wallet).slice(0, 1) });
    if (paid !== null) world.agenda.plan(world.ledger.blockMs + stream.between(30, 400) * 60_000, () => hop(at + 1));
  };
  const sat = sumSat + stream.satBetween(70_000_000n, 260_000_000n);
  fund(setting, actor, { sat, atMs: moment(stream, period, 7 * dayMs), thenMs: stream.between(2, 30) * hourMs, then: () => hop(0) });
}

/** Contractors give their own address or the deposit address of their account. */
function contractor(stream: RandomStream, people: readonly Person[]): Destination {
  const person = stream.pick(people);
  return stream.chance(1, 3) ? person.exchange.depositOf(person.id) : destinationOf(person.wallet);
}

/** A saver buys several times and later puts everything into one output. */
export function planConsolidation(setting: Setting, index: number): void {
  const { world, exchange, period } = setting;
  const actor = newActor(world, { id: `saver-${index}`, name: `Saver ${index}`, role: 'person' });
  const { stream, wallet } = actor;
  const firstMs = moment(stream, period, 16 * dayMs);
  const buys = stream.between(2, 5);
  for (let buy = 0; buy < buys; buy += 1) {
    const sat = stream.satBetween(3_000_000n, 120_000_000n);
    world.agenda.plan(firstMs + buy * stream.between(20, 60) * hourMs, () => exchange.request({ to: destinationOf(wallet), sat }));
  }
  world.agenda.plan(firstMs + stream.between(11, 15) * dayMs, () => {
    world.sendAll(wallet, destinationOf(wallet), { coins: world.coins(wallet), stream });
  });
}

/** Sprays tiny outputs over addresses that were in use, to see later what is spent with them. */
export function planDust(setting: Setting, index: number): void {
  const { world, people, period } = setting;
  const actor = newActor(world, { id: `duster-${index}`, name: `Dust sender ${index}`, role: 'spammer' });
  const { stream, wallet } = actor;
  const spray = () => {
    const reached = stream.shuffled(people.filter((person) => person.wallet.habits.reusesAddress)).slice(0, stream.between(20, 35));
    const payments = reached.map((person) => ({
      to: destinationOf(person.wallet),
      sat: BigInt(stream.pick([547, 600, 777, 888] as const)),
    }));
    if (payments.length > 0) world.pay(wallet, payments, { stream });
  };
  const atMs = moment(stream, period, 20 * dayMs);
  fund(setting, actor, { sat: 3_000_000n, atMs, thenMs: 6 * hourMs, then: spray });
  world.agenda.plan(atMs + 9 * dayMs, spray);
}
