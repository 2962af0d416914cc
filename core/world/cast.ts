import type { KeyScriptType } from '../chain/bitcoin/address-script.ts';
import { walletNames } from '../language/check-parties.ts';
import type { Scenario } from '../language/scenario.ts';
import type { ActorSource } from '../language/scenario-source.ts';
import type { PartySource } from '../language/story-source.ts';
import { addShop, type Shop } from './businesses.ts';
import { Exchange } from './exchange.ts';
import type { Destination } from './ledger-writer.ts';
import { MiningPool } from './mining-pool.ts';
import { destinationOf } from './people.ts';
import { habitKinds, type Wallet } from './wallet.ts';
import type { World } from './world.ts';

/** `bitcoin/p2wpkh` without its chain. */
const scriptTypeOf = (wallet: string): KeyScriptType => wallet.slice('bitcoin/'.length) as KeyScriptType;

function walletType(source: ActorSource, name: string): KeyScriptType {
  return scriptTypeOf(source.wallets?.[name] ?? source.wallet ?? 'bitcoin/p2wpkh');
}

/** The actors that a scenario names, with their wallets. */
export class Cast {
  readonly exchanges = new Map<string, Exchange>();
  readonly pools = new Map<string, MiningPool>();
  readonly shops = new Map<string, Shop>();
  /** Wallets of victims, suspects and persons by `actor.wallet`. */
  readonly #wallets = new Map<string, Wallet>();
  readonly #firstWallet = new Map<string, Wallet>();
  /** Index of each actor. */
  readonly indexes = new Map<string, number>();

  constructor(world: World, scenario: Scenario) {
    const entries = Object.entries(scenario.actors);
    // Shops sell at an exchange, so exchanges come first.
    for (const [id, source] of entries) if (source.is === 'exchange') this.#addExchange(world, id, source);
    for (const [id, source] of entries) if (source.is !== 'exchange') this.#add(world, id, source);
  }

  #addExchange(world: World, id: string, source: Extract<ActorSource, { is: 'exchange' }>): void {
    const owner = world.addActor({ id, name: source.name ?? id, role: source.is });
    this.indexes.set(id, owner);
    const types = { hot: walletType(source, walletNames(source)[0] ?? 'main'), deposits: scriptTypeOf(source.deposits) };
    this.exchanges.set(id, new Exchange(world, { id, owner, ...types }));
  }

  #add(world: World, id: string, source: ActorSource): void {
    const name = source.name ?? id;
    const first = walletNames(source)[0] ?? 'main';
    if (source.is === 'merchant') {
      const exchange = [...this.exchanges.values()][0];
      if (exchange === undefined) return;
      const shop = addShop(world, { id, name, exchange, scriptType: walletType(source, first) });
      this.shops.set(id, shop);
      this.indexes.set(id, shop.wallet.owner);
      return;
    }
    const owner = world.addActor({ id, name, role: source.is });
    this.indexes.set(id, owner);
    if (source.is === 'mining-pool') {
      this.pools.set(id, new MiningPool(world, { id, owner, scriptType: walletType(source, first) }));
      return;
    }
    const stream = world.stream(`story-actor/${id}`);
    const habits = { ...habitKinds[stream.pick(['desktop', 'phone'] as const)], reusesAddress: false, feeTilt: 120 };
    for (const walletName of walletNames(source)) {
      const wallet = world.wallet({ name: `${id}.${walletName}`, owner, scriptType: walletType(source, walletName), habits });
      this.#wallets.set(`${id}.${walletName}`, wallet);
      if (walletName === first) this.#firstWallet.set(id, wallet);
    }
  }

  /** The wallet a party spends from; null for services, which do not spend at the story's word. */
  walletOf(party: PartySource): Wallet | null {
    if (party.wallet === null) return this.#firstWallet.get(party.actor) ?? this.shops.get(party.actor)?.wallet ?? null;
    return this.#wallets.get(`${party.actor}.${party.wallet}`) ?? this.shops.get(party.actor)?.wallet ?? null;
  }

  /** Where a party is paid. */
  destinationOf(party: PartySource): Destination {
    const exchange = this.exchanges.get(party.actor);
    if (exchange !== undefined) return party.wallet === 'deposit' ? exchange.depositOf(party.label ?? '') : exchange.hotAddress;
    const pool = this.pools.get(party.actor);
    if (pool !== undefined) return pool.address;
    const wallet = this.walletOf(party);
    // The language checked every party against the actors this cast was made from.
    if (wallet === null) throw new RangeError(`nobody is called ${party.text}`);
    return party.label === null ? destinationOf(wallet) : { wallet, key: wallet.labelledKey(party.label) };
  }
}
