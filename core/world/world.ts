import type { KeyScriptType } from '../chain/bitcoin/address-script.ts';
import type { WalletKey } from '../chain/bitcoin/hd-wallet.ts';
import { Agenda } from './agenda.ts';
import { feeOfAll, feeOfSplit, type Need, type Selection, selectCoins, withCoins, withoutNeedless } from './coin-selection.ts';
import { type Destination, LedgerWriter, type WrittenTransaction } from './ledger-writer.ts';
import { RandomStream } from './random-stream.ts';
import { feeRateAt } from './rhythm.ts';
import { type HeldCoin, Wallet, type WalletHabits } from './wallet.ts';

export interface WorldActor {
  readonly id: string;
  readonly name: string;
  /** The actor's `is:`, or what the noise made it: merchant, employer, person, ... */
  readonly role: string;
}

export interface Payment {
  readonly to: Destination;
  readonly sat: bigint;
}

export interface PayOptions {
  /** Only these coins; all of them, unless the change is to be telling. */
  readonly coins?: readonly HeldCoin[];
  /** No change that a rule of thumb would take for a payment: never a multiple of 1,000 satoshi, and smaller than every input. */
  readonly isChangeTelling?: boolean;
  /** Change goes to an address that was never used, also with a wallet that reuses. */
  readonly stream: RandomStream;
}

/** A written payment and where its outputs ended up. */
export interface Paid {
  readonly tx: WrittenTransaction;
  /** Output index of each payment, in the order given. */
  readonly vouts: readonly number[];
  /** Output index and key of the change; null when there was none. */
  readonly change: { readonly vout: number; readonly key: WalletKey } | null;
}

const bySize = (left: bigint, right: bigint): number => (left < right ? -1 : left > right ? 1 : 0);

/** The state of a world while it is simulated: actors, wallets, what is still to happen, and the chain. */
export class World {
  readonly seed: string;
  readonly agenda = new Agenda();
  readonly ledger: LedgerWriter;
  readonly actors: WorldActor[] = [];

  constructor(seed: string, clock: { genesisMs: number; intervalMs: number }) {
    this.seed = seed;
    this.ledger = new LedgerWriter(clock.genesisMs, clock.intervalMs);
  }

  /** The stream of this name, from its beginning: ask once and keep it. */
  stream(name: string): RandomStream {
    return new RandomStream(this.seed, name);
  }

  /** Index of the new actor. */
  addActor(actor: WorldActor): number {
    return this.actors.push(actor) - 1;
  }

  wallet(options: { name: string; owner: number; scriptType: KeyScriptType; habits: WalletHabits }): Wallet {
    return new Wallet({ seed: this.seed, ...options });
  }

  /** Coins that `wallet` could put into the current block. */
  coins(wallet: Wallet): readonly HeldCoin[] {
    return wallet.spendable(this.ledger.height);
  }

  /** Pays from a wallet as its program would; null when it holds too little. */
  pay(wallet: Wallet, payments: readonly Payment[], options: PayOptions): Paid | null {
    const { stream } = options;
    const need: Need = {
      targetSat: payments.reduce((sum, payment) => sum + payment.sat, 0n),
      scripts: payments.map((payment) => payment.to.key.script),
      // Any script of the wallet's type has the length that matters here.
      changeScript: new Uint8Array(changeScriptBytes[wallet.scriptType]),
      feeRate: feeRateAt(stream, this.ledger.blockMs, wallet.habits.feeTilt),
    };
    const found =
      options.coins === undefined ? selectCoins(this.coins(wallet), need, wallet.habits.selection) : withCoins(options.coins, need);
    const selection = found !== null && options.isChangeTelling === true ? withoutNeedless(found, need) : found;
    return selection === null ? null : this.#write(wallet, payments, { selection, options });
  }

  /** Sends all of these coins to one destination; null when the fee would eat them. */
  sendAll(wallet: Wallet, to: Destination, options: { coins: readonly HeldCoin[]; stream: RandomStream }): WrittenTransaction | null {
    const rate = feeRateAt(options.stream, this.ledger.blockMs, wallet.habits.feeTilt);
    const valueSat = this.#total(options.coins) - feeOfAll(options.coins, to.key.script, rate);
    if (options.coins.length === 0 || valueSat <= 1_000n) return null;
    return this.ledger.write({ from: wallet, coins: options.coins, outputs: [{ ...to, valueSat }] });
  }

  /** Shares all of these coins out; `shares` in hundredths of a percent, the last one takes the remainder. Outputs in random order. */
  shareOut(
    wallet: Wallet,
    shares: readonly { to: Destination; share: number }[],
    options: { coins: readonly HeldCoin[]; stream: RandomStream },
  ): { tx: WrittenTransaction; vouts: readonly number[] } | null {
    const scripts = shares.map(({ to }) => to.key.script);
    const rate = feeRateAt(options.stream, this.ledger.blockMs, wallet.habits.feeTilt);
    const totalSat = this.#total(options.coins) - feeOfSplit(options.coins, scripts, rate);
    if (options.coins.length === 0 || totalSat <= 10_000n) return null;
    let left = totalSat;
    const outputs = shares.map(({ to, share }, index) => {
      const valueSat = index === shares.length - 1 ? left : (totalSat * BigInt(share)) / 10_000n;
      left -= valueSat;
      return { ...to, valueSat };
    });
    const order = options.stream.shuffled(outputs.map((_, index) => index));
    const tx = this.ledger.write({ from: wallet, coins: options.coins, outputs: order.flatMap((index) => outputs[index] ?? []) });
    return { tx, vouts: outputs.map((_, index) => order.indexOf(index)) };
  }

  #write(wallet: Wallet, payments: readonly Payment[], about: { selection: Selection; options: PayOptions }): Paid {
    const { selection, options } = about;
    const outputs = payments.map(({ to, sat }) => ({ ...to, valueSat: sat }));
    const changeIndex = selection.changeSat === null ? -1 : outputs.length;
    const changeKey = selection.changeSat === null ? null : wallet.changeKey();
    if (changeKey !== null && selection.changeSat !== null) {
      const isRound = options.isChangeTelling === true && selection.changeSat % 1_000n === 0n;
      outputs.push({ wallet, key: changeKey, valueSat: selection.changeSat - (isRound ? 1n : 0n) });
    }
    const order = this.#order(wallet, outputs, options.stream);
    const tx = this.ledger.write({ from: wallet, coins: selection.coins, outputs: order.flatMap((index) => outputs[index] ?? []) });
    return {
      tx,
      vouts: payments.map((_, index) => order.indexOf(index)),
      change: changeKey === null ? null : { vout: order.indexOf(changeIndex), key: changeKey },
    };
  }

  #order(wallet: Wallet, outputs: readonly { valueSat: bigint; key: WalletKey }[], stream: RandomStream): number[] {
    const indexes = outputs.map((_, index) => index);
    if (wallet.habits.outputOrder === 'shuffled') return stream.shuffled(indexes);
    if (wallet.habits.outputOrder === 'change-last') return indexes;
    // BIP 69: by value, then by script; equal scripts of one transaction do not differ in anything else.
    const value = (index: number) => outputs[index]?.valueSat ?? 0n;
    return indexes.sort(
      (left, right) => bySize(value(left), value(right)) || compareBytes(outputs[left]?.key.script, outputs[right]?.key.script),
    );
  }

  #total(coins: readonly HeldCoin[]): bigint {
    return coins.reduce((sum, coin) => sum + coin.valueSat, 0n);
  }
}

const changeScriptBytes: Record<KeyScriptType, number> = { p2pkh: 25, 'p2sh-p2wpkh': 23, p2wpkh: 22, p2tr: 34 };

function compareBytes(left: Uint8Array = new Uint8Array(0), right: Uint8Array = new Uint8Array(0)): number {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
