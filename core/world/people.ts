import type { KeyScriptType } from '../chain/bitcoin/address-script.ts';
import { everydaySat, rounded, savingsSat } from './amounts.ts';
import type { Exchange } from './exchange.ts';
import type { Destination } from './ledger-writer.ts';
import type { RandomStream } from './random-stream.ts';
import { type Period, rhythmicMoment } from './rhythm.ts';
import { someHabits, type Wallet } from './wallet.ts';
import type { World } from './world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Somebody with a wallet and an account at an exchange. */
export interface Person {
  readonly id: string;
  readonly wallet: Wallet;
  readonly exchange: Exchange;
  readonly stream: RandomStream;
  /** What they mostly do. */
  readonly bent: 'shopper' | 'friend' | 'trader' | 'saver';
}

/** Everybody that people may pay. */
export interface Town {
  readonly people: Person[];
  readonly shops: { readonly pay: () => Destination }[];
}

const bents = ['shopper', 'friend', 'trader', 'saver'] as const;
/** Shop, friend, sell at the exchange, buy more, tidy up: how often each is chosen by each bent, per hundred. */
const likings: Record<Person['bent'], readonly number[]> = {
  shopper: [66, 14, 6, 12, 2],
  friend: [26, 52, 8, 12, 2],
  trader: [10, 8, 46, 34, 2],
  saver: [22, 16, 8, 42, 12],
};
const scriptShares: readonly (readonly [KeyScriptType, number])[] = [
  ['p2wpkh', 60],
  ['p2sh-p2wpkh', 16],
  ['p2pkh', 15],
  ['p2tr', 9],
];

export function someScriptType(stream: RandomStream): KeyScriptType {
  const at = stream.weighted(scriptShares.map(([, weight]) => weight));
  return scriptShares[at]?.[0] ?? 'p2wpkh';
}

export const destinationOf = (wallet: Wallet): Destination => ({ wallet, key: wallet.receiveKey() });

/** A customer of an exchange, with a wallet of their own kind. */
export function addPerson(world: World, exchange: Exchange, index: number): Person {
  const id = `${exchange.id}-customer-${index}`;
  const stream = world.stream(`person/${id}`);
  const owner = world.addActor({ id, name: `Private wallet ${index} (${exchange.id})`, role: 'person' });
  const scriptType = someScriptType(stream);
  const wallet = world.wallet({ name: id, owner, scriptType, habits: someHabits(stream, 4) });
  return { id, wallet, exchange, stream, bent: stream.pick(bents) };
}

/** Opening money: one to three withdrawals from the person's exchange before the story period. */
export function planOpening(world: World, person: Person, period: Period): void {
  const { stream, exchange, wallet } = person;
  for (let count = stream.between(1, 2); count > 0; count -= 1) {
    const sat = savingsSat(stream);
    world.agenda.plan(rhythmicMoment(stream, period), () => exchange.request({ to: destinationOf(wallet), sat }));
  }
}

/** Plans one payment of this person somewhere in a period. `isSpend`: never a mere request to the exchange. */
export function planPayment(about: { world: World; town: Town; person: Person }, period: Period, isSpend: boolean): void {
  const { world, person } = about;
  const atMs = rhythmicMoment(person.stream, period);
  world.agenda.plan(atMs, () => act({ ...about, tries: 5, untilMs: period.toMs }, isSpend));
}

interface Doing {
  readonly world: World;
  readonly town: Town;
  readonly person: Person;
  readonly tries: number;
  readonly untilMs: number;
}

function act(doing: Doing, isSpend: boolean): void {
  const { world, person } = doing;
  const { stream, wallet, exchange } = person;
  const weights = likings[person.bent];
  const choice = stream.weighted(isSpend ? weights.map((weight, index) => (index === 3 ? 0 : weight)) : weights);
  if (choice === 3) {
    exchange.request({ to: destinationOf(wallet), sat: savingsSat(stream) });
    return;
  }
  const isDone = choice === 4 ? tidyUp(doing) : spend(doing, choice);
  if (isDone || doing.tries === 0) return;
  // Not enough in the wallet: buy more first and come back to it.
  exchange.request({ to: destinationOf(wallet), sat: savingsSat(stream) + 100_000n });
  const atMs = world.ledger.blockMs + stream.between(8, 30) * hourMs;
  if (atMs < doing.untilMs + dayMs) world.agenda.plan(atMs, () => act({ ...doing, tries: doing.tries - 1 }, isSpend));
}

function spend({ world, town, person }: Doing, choice: number): boolean {
  const { stream, wallet } = person;
  const height = world.ledger.height;
  const balance = wallet.balanceSat(height);
  if (balance < 30_000n) return false;
  const most = balance / 2n;
  const wanted = choice === 2 ? BigInt(rounded(Number(balance / BigInt(stream.between(2, 6))))) : everydaySat(stream);
  const sat = wanted < most ? wanted : most;
  if (sat < 3_000n) return false;
  return world.pay(wallet, [{ to: receiver(town, person, choice), sat }], { stream }) !== null;
}

function receiver(town: Town, person: Person, choice: number): Destination {
  if (choice === 2) return person.exchange.depositOf(person.id);
  if (choice === 0 && town.shops.length > 0) return person.stream.pick(town.shops).pay();
  const other = person.stream.pick(town.people);
  return other === person ? person.exchange.depositOf(person.id) : destinationOf(other.wallet);
}

/** Puts small coins together, as savers do when fees are low. */
function tidyUp({ world, person }: Doing): boolean {
  const { stream, wallet } = person;
  const coins = world.coins(wallet).slice(0, 8);
  if (coins.length < 2) return false;
  return world.sendAll(wallet, destinationOf(wallet), { coins, stream }) !== null;
}
