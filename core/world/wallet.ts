import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { KeyScriptType } from '../chain/bitcoin/address-script.ts';
import { HdWallet, type KeyChain, type WalletKey } from '../chain/bitcoin/hd-wallet.ts';
import type { Coin } from '../chain/bitcoin/spend.ts';
import type { RandomStream } from './random-stream.ts';

/** How a wallet program behaves: its fingerprint. */
export interface WalletHabits {
  readonly version: 1 | 2;
  /** Sets the lock time to the current height against fee sniping, as several wallets do. */
  readonly locksToHeight: boolean;
  readonly sequence: number;
  readonly outputOrder: 'change-last' | 'shuffled' | 'sorted';
  readonly selection: 'oldest' | 'largest' | 'closest';
  /** Gives everybody the same receiving address. */
  readonly reusesAddress: boolean;
  /** Percent of the going fee rate. */
  readonly feeTilt: number;
}

/** A coin of a wallet and the height from which it may be spent. */
export interface HeldCoin extends Coin {
  readonly spendableFrom: number;
}

/** Fingerprints of wallet programs. Sequence below 0xfffffffe signals replace-by-fee (BIP 125); a lock time needs one below 0xffffffff. */
export const habitKinds = {
  desktop: { version: 2, locksToHeight: true, sequence: 0xfffffffd, outputOrder: 'shuffled', selection: 'closest' },
  phone: { version: 2, locksToHeight: false, sequence: 0xfffffffd, outputOrder: 'change-last', selection: 'oldest' },
  sorter: { version: 1, locksToHeight: true, sequence: 0xfffffffe, outputOrder: 'sorted', selection: 'oldest' },
  old: { version: 1, locksToHeight: false, sequence: 0xffffffff, outputOrder: 'change-last', selection: 'largest' },
  service: { version: 2, locksToHeight: false, sequence: 0xffffffff, outputOrder: 'change-last', selection: 'largest' },
} as const satisfies Record<string, Partial<WalletHabits>>;

/** A private wallet program, chosen by chance. */
export function someHabits(stream: RandomStream, reusePerTen: number): WalletHabits {
  const kind = stream.pick(['desktop', 'phone', 'phone', 'sorter', 'old'] as const);
  return { ...habitKinds[kind], reusesAddress: stream.chance(reusePerTen, 10), feeTilt: stream.between(80, 180) };
}

export const serviceHabits: WalletHabits = { ...habitKinds.service, reusesAddress: true, feeTilt: 120 };

/** Keys, coins and habits of one wallet. Only LedgerWriter adds and removes coins. */
export class Wallet {
  /** Index of the actor who controls it. */
  readonly owner: number;
  readonly name: string;
  readonly scriptType: KeyScriptType;
  readonly habits: WalletHabits;
  readonly #seed: string;
  #hd: HdWallet | null = null;
  readonly #next: [number, number] = [0, 0];
  readonly #labelled = new Map<string, WalletKey>();
  #coins: HeldCoin[] = [];

  constructor(options: { seed: string; name: string; owner: number; scriptType: KeyScriptType; habits: WalletHabits }) {
    this.#seed = options.seed;
    this.name = options.name;
    this.owner = options.owner;
    this.scriptType = options.scriptType;
    this.habits = options.habits;
  }

  /** An address to be paid at: always the same for those who reuse, else a new one each time. */
  receiveKey(): WalletKey {
    return this.habits.reusesAddress ? this.labelledKey('') : this.#newKey(0);
  }

  /** The one address that bears this label; made when first asked for. */
  labelledKey(label: string): WalletKey {
    const known = this.#labelled.get(label);
    if (known !== undefined) return known;
    const key = this.#newKey(0);
    this.#labelled.set(label, key);
    return key;
  }

  /** Change goes to a new address, with a reusing wallet back to its own. */
  changeKey(): WalletKey {
    return this.habits.reusesAddress ? this.labelledKey('') : this.#newKey(1);
  }

  /** Coins that may go into a block at this height, in the order they came. */
  spendable(height: number): readonly HeldCoin[] {
    return this.#coins.filter((coin) => coin.spendableFrom <= height);
  }

  balanceSat(height: number): bigint {
    return this.spendable(height).reduce((sum, coin) => sum + coin.valueSat, 0n);
  }

  add(coin: HeldCoin): void {
    this.#coins.push(coin);
  }

  remove(spent: readonly Coin[]): void {
    const gone = new Set<Coin>(spent);
    this.#coins = this.#coins.filter((coin) => !gone.has(coin));
  }

  #newKey(chain: KeyChain): WalletKey {
    this.#hd ??= new HdWallet(sha256(utf8ToBytes(`ariadne/wallet\u0000${this.#seed}\u0000${this.name}`)), this.scriptType);
    const index = this.#next[chain];
    this.#next[chain] += 1;
    return this.#hd.keyAt(chain, index);
  }
}
