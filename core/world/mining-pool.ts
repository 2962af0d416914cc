import type { KeyScriptType } from '../chain/bitcoin/address-script.ts';
import type { Exchange } from './exchange.ts';
import type { Destination } from './ledger-writer.ts';
import type { RandomStream } from './random-stream.ts';
import { serviceHabits, type Wallet } from './wallet.ts';
import type { World } from './world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Mines every block to one address, pays its miners once a day in one transaction and sells the rest at the exchanges. */
export class MiningPool {
  readonly id: string;
  readonly wallet: Wallet;
  readonly #world: World;
  readonly #stream: RandomStream;
  #miners: Destination[] = [];

  constructor(world: World, options: { id: string; owner: number; scriptType: KeyScriptType }) {
    this.id = options.id;
    this.#world = world;
    this.#stream = world.stream(`pool/${options.id}`);
    this.wallet = world.wallet({ name: `${options.id}.hot`, owner: options.owner, scriptType: options.scriptType, habits: serviceHabits });
  }

  get address(): Destination {
    return { wallet: this.wallet, key: this.wallet.receiveKey() };
  }

  /** Those who lend the pool their machines, each paid at one address. */
  join(miner: Destination): void {
    this.#miners.push(miner);
  }

  planRounds(exchanges: readonly Exchange[], fromMs: number, toMs: number): void {
    const { agenda } = this.#world;
    const offset = this.#stream.below(60) * 60_000;
    for (let at = fromMs; at < toMs; at += dayMs) {
      agenda.plan(at + 6 * hourMs + offset, () => this.#payMiners());
      exchanges.forEach((exchange, index) => {
        // In the first days everything is sold, so that the exchanges have something to pay out.
        const isDue = at < fromMs + 4 * dayMs || (Math.floor((at - fromMs) / dayMs) + index) % 3 === 0;
        if (isDue) agenda.plan(at + (8 + index) * hourMs + offset, () => this.#sell(exchange));
      });
    }
  }

  #payMiners(): void {
    const miners = this.#stream.shuffled(this.#miners).slice(0, 16);
    const payments = miners.map((to) => ({ to, sat: this.#stream.satBetween(200_000n, 90_000_000n) }));
    if (payments.length > 0) this.#world.pay(this.wallet, payments, { stream: this.#stream });
  }

  #sell(exchange: Exchange): void {
    const coins = this.#world.coins(this.wallet).slice(0, 6);
    this.#world.sendAll(this.wallet, exchange.depositOf(this.id), { coins, stream: this.#stream });
  }
}
