import type { KeyScriptType } from '../chain/bitcoin/address-script.ts';
import type { Exchange } from './exchange.ts';
import { destinationOf, type Person, someScriptType, type Town } from './people.ts';
import type { RandomStream } from './random-stream.ts';
import type { Period } from './rhythm.ts';
import { someHabits, type Wallet } from './wallet.ts';
import type { World } from './world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const firstWords = [
  'Saltmarsh',
  'Lantern',
  'Copper',
  'Harbour',
  'Juniper',
  'Quarry',
  'Orchard',
  'Beacon',
  'Thistle',
  'Anchor',
  'Willow',
  'Granite',
];
const trades = ['Books', 'Bikes', 'Coffee', 'Records', 'Garden', 'Tools', 'Games', 'Ceramics', 'Outdoor', 'Print', 'Optics', 'Tea'];

/** A made-up firm's name, the same for the same number, different for the first 144. */
export const firmName = (index: number): string =>
  `${firstWords[index % firstWords.length]} ${trades[(index + Math.floor(index / firstWords.length)) % trades.length]}`;

interface Firm {
  readonly id: string;
  readonly name: string;
  readonly exchange: Exchange;
  readonly scriptType?: KeyScriptType;
}

export interface Shop {
  readonly id: string;
  readonly name: string;
  readonly wallet: Wallet;
  readonly exchange: Exchange;
  readonly stream: RandomStream;
}

/** A shop: a new address per sale, or one address for all; collects its coins and sells them about once a week. */
export function addShop(world: World, firm: Firm, role = 'merchant'): Shop {
  const stream = world.stream(`shop/${firm.id}`);
  const owner = world.addActor({ id: firm.id, name: firm.name, role });
  const scriptType = firm.scriptType ?? someScriptType(stream);
  const wallet = world.wallet({ name: firm.id, owner, scriptType, habits: someHabits(stream, 5) });
  return { id: firm.id, name: firm.name, wallet, exchange: firm.exchange, stream };
}

export function planShop(world: World, shop: Shop, { fromMs, toMs }: Period): void {
  const { stream } = shop;
  const every = stream.between(5, 9) * dayMs;
  for (let at = fromMs + stream.below(7 * 24) * hourMs; at < toMs; at += every) {
    const isSale = stream.chance(3, 4);
    world.agenda.plan(at, () => {
      const coins = world.coins(shop.wallet).slice(0, 25);
      if (coins.length < 2) return;
      const to = isSale ? shop.exchange.depositOf(shop.id) : destinationOf(shop.wallet);
      world.sendAll(shop.wallet, to, { coins, stream });
    });
  }
}

export const openShop = (town: Town, shop: Shop): void => {
  town.shops.push({ pay: () => destinationOf(shop.wallet) });
};

/** Pays wages every Friday in one transaction; buys the coins the day before. */
export function planEmployer(
  world: World,
  firm: Firm & { readonly people: readonly Person[] },
  period: { fromMs: number; toMs: number },
): void {
  const stream = world.stream(`employer/${firm.id}`);
  const owner = world.addActor({ id: firm.id, name: firm.name, role: 'employer' });
  const wallet = world.wallet({ name: firm.id, owner, scriptType: someScriptType(stream), habits: someHabits(stream, 3) });
  const staff = stream.shuffled(firm.people).slice(0, stream.between(5, 14));
  const wages = staff.map(() => stream.satBetween(400_000n, 2_400_000n));
  const payrollSat = wages.reduce((sum, wage) => sum + wage, 0n);
  for (let at = nextFriday(period.fromMs); at < period.toMs; at += 7 * dayMs) {
    const buyMs = at - dayMs + stream.between(8, 12) * hourMs;
    const payMs = at + stream.between(7, 16) * hourMs;
    world.agenda.plan(buyMs, () =>
      firm.exchange.request({ to: destinationOf(wallet), sat: payrollSat + stream.satBetween(60_000n, 400_000n) }),
    );
    world.agenda.plan(payMs, () => {
      const payments = staff.map((person, index) => ({ to: destinationOf(person.wallet), sat: wages[index] ?? 400_000n }));
      world.pay(wallet, payments, { stream });
    });
  }
}

/** Midnight UTC of the first Friday after the day of `fromMs`. */
function nextFriday(fromMs: number): number {
  const day = Math.floor(fromMs / dayMs) * dayMs + dayMs;
  return day + ((5 - new Date(day).getUTCDay() + 7) % 7) * dayMs;
}
