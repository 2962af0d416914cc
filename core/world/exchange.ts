import type { KeyScriptType } from '../chain/bitcoin/address-script.ts';
import type { Destination, WrittenTransaction } from './ledger-writer.ts';
import type { RandomStream } from './random-stream.ts';
import { type HeldCoin, habitKinds, serviceHabits, type Wallet } from './wallet.ts';
import type { Paid, World } from './world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const payoutEveryMs = 3 * hourMs;
const sweepEveryMs = 12 * hourMs;
/** From the first payout to the first sweep. */
const sweepDelayMs = 5 * hourMs;
/** Outputs of one payout and inputs of one sweep at most. */
const payoutMax = 40;
const sweepMax = 60;

interface Withdrawal {
  readonly to: Destination;
  readonly sat: bigint;
  readonly whenPaid?: (paid: Paid, index: number) => void;
}

/**
 * A custodial exchange: every customer gets a deposit address whose key the exchange holds; deposits are swept into one hot address
 * twice a day; withdrawals are paid from there in batches every few hours; what the hot wallet does not need goes to cold storage.
 */
export class Exchange {
  readonly id: string;
  readonly owner: number;
  readonly hot: Wallet;
  readonly cold: Wallet;
  readonly #world: World;
  readonly #deposits: Wallet;
  readonly #stream: RandomStream;
  #queue: Withdrawal[] = [];
  #firstPayoutMs = 0;
  /** Deposit addresses that wait for a sweep of the story. */
  readonly #held = new Set<string>();

  constructor(world: World, options: { id: string; owner: number; hot: KeyScriptType; deposits: KeyScriptType }) {
    const { id, owner } = options;
    this.id = id;
    this.owner = owner;
    this.#world = world;
    this.#stream = world.stream(`exchange/${id}`);
    this.hot = world.wallet({ name: `${id}.hot`, owner, scriptType: options.hot, habits: serviceHabits });
    this.cold = world.wallet({ name: `${id}.cold`, owner, scriptType: 'p2tr', habits: serviceHabits });
    const habits = { ...habitKinds.service, reusesAddress: false, feeTilt: 90 };
    this.#deposits = world.wallet({ name: `${id}.deposits`, owner, scriptType: options.deposits, habits });
  }

  get hotAddress(): Destination {
    return { wallet: this.hot, key: this.hot.receiveKey() };
  }

  /** The deposit address of one customer, the same every time. */
  depositOf(customer: string): Destination {
    return { wallet: this.#deposits, key: this.#deposits.labelledKey(customer) };
  }

  /** Asks for a withdrawal in the next payout. */
  request(withdrawal: Withdrawal): void {
    this.#queue.push(withdrawal);
  }

  /** Keeps a customer's deposits out of ordinary sweeps, as a compliance review would. */
  hold(customer: string): void {
    this.#held.add(this.depositOf(customer).key.address);
  }

  /** When the next payout after a moment is due. */
  nextPayoutMs(afterMs: number): number {
    return nextRound(this.#firstPayoutMs, payoutEveryMs, afterMs);
  }

  /** When the next sweep after a moment is due. */
  nextSweepMs(afterMs: number): number {
    return nextRound(this.#firstPayoutMs + sweepDelayMs, sweepEveryMs, afterMs);
  }

  /** Plans payouts, sweeps and transfers to cold storage over the whole period. */
  planRounds(fromMs: number, toMs: number): void {
    const { agenda } = this.#world;
    const offset = this.#stream.below(60) * 60_000;
    const first = fromMs + offset;
    this.#firstPayoutMs = first;
    for (let at = first; at < toMs; at += payoutEveryMs) agenda.plan(at, () => this.payOut());
    for (let at = first + sweepDelayMs; at < toMs; at += sweepEveryMs) agenda.plan(at, () => void this.sweep());
    for (let at = first + 9 * dayMs; at < toMs; at += 7 * dayMs) agenda.plan(at, () => this.#toCold());
  }

  /** Pays what is asked for, as far as the hot wallet reaches. */
  payOut(): void {
    while (this.#queue.length > 0) {
      const batch = this.#queue.slice(0, payoutMax);
      const payments = batch.map(({ to, sat }) => ({ to, sat }));
      const paid = this.#world.pay(this.hot, payments, { stream: this.#stream });
      if (paid === null) return;
      this.#queue = this.#queue.slice(batch.length);
      batch.forEach((withdrawal, index) => {
        withdrawal.whenPaid?.(paid, index);
      });
    }
  }

  /** Collects deposits into the hot wallet: those that are due, and with `customer` that customer's whether held or not. */
  sweep(customer?: string): WrittenTransaction | null {
    const wanted = customer === undefined ? null : this.depositOf(customer).key.address;
    if (wanted !== null) this.#held.delete(wanted);
    const free = this.#world.coins(this.#deposits).filter((coin) => !this.#held.has(coin.key.address));
    const isWanted = (coin: HeldCoin) => coin.key.address === wanted;
    const coins = [...free.filter(isWanted), ...free.filter((coin) => !isWanted(coin))].slice(0, sweepMax);
    return this.#world.sendAll(this.#deposits, this.hotAddress, { coins, stream: this.#stream });
  }

  #toCold(): void {
    const balance = this.hot.balanceSat(this.#world.ledger.height);
    const surplus = balance - 60_000_000_000n;
    if (surplus <= 1_000_000_000n) return;
    const to = { wallet: this.cold, key: this.cold.receiveKey() };
    this.#world.pay(this.hot, [{ to, sat: surplus - (surplus % 100_000_000n) }], { stream: this.#stream });
  }
}

/** The first of the rounds `firstMs`, `firstMs + everyMs`, ... after a moment. */
const nextRound = (firstMs: number, everyMs: number, afterMs: number): number =>
  firstMs + Math.max(0, Math.floor((afterMs - firstMs) / everyMs) + 1) * everyMs;
