import { bytesToHex } from '@noble/hashes/utils.js';
import { type AssembledBlock, assembleBlock, coinbaseMaturity, subsidySat } from '../chain/bitcoin/assemble-block.ts';
import type { WalletKey } from '../chain/bitcoin/hd-wallet.ts';
import { type SignedTransaction, signTransaction } from '../chain/bitcoin/sign-transaction.ts';
import { AppError } from '../errors.ts';
import type { HeldCoin, Wallet } from './wallet.ts';

/** Where an output goes: an address and the wallet that holds its key. */
export interface Destination {
  readonly wallet: Wallet;
  readonly key: WalletKey;
}

export interface Draft {
  readonly from: Wallet;
  readonly coins: readonly HeldCoin[];
  readonly outputs: readonly (Destination & { readonly valueSat: bigint })[];
}

/** A transaction that stands in the block being filled. */
export interface WrittenTransaction {
  readonly txid: string;
  readonly txidBytes: Uint8Array;
  readonly atMs: number;
  readonly height: number;
  /** Index of the actor who signed. */
  readonly sender: number;
  readonly outputs: readonly { readonly address: string; readonly valueSat: bigint }[];
}

/** Writes the chain block by block: signs, books every output to its wallet, refuses what a node would refuse. */
export class LedgerWriter {
  readonly blocks: AssembledBlock[] = [];
  /** Actor by address, for every address that has appeared. */
  readonly control = new Map<string, number>();
  readonly #genesisMs: number;
  readonly #intervalMs: number;
  readonly #spent = new Set<string>();
  #pending: SignedTransaction[] = [];
  #feesSat = 0n;
  transactions = 0;

  constructor(genesisMs: number, intervalMs: number) {
    this.#genesisMs = genesisMs;
    this.#intervalMs = intervalMs;
  }

  /** Height of the block being filled. */
  get height(): number {
    return this.blocks.length;
  }

  /** Time in the header of the block being filled: blocks come at exact intervals. */
  get blockMs(): number {
    return this.#genesisMs + this.height * this.#intervalMs;
  }

  write(draft: Draft): WrittenTransaction {
    const { from, coins, outputs } = draft;
    const { version, locksToHeight, sequence } = from.habits;
    const inSat = coins.reduce((sum, coin) => sum + coin.valueSat, 0n);
    const outSat = outputs.reduce((sum, output) => sum + output.valueSat, 0n);
    this.#check(draft, inSat - outSat);
    const signed = signTransaction({
      version,
      // A lock to the tip's height is met by any later block.
      locktime: locksToHeight ? this.height - 1 : 0,
      inputs: coins.map((coin) => ({ coin, sequence })),
      outputs: outputs.map((output) => ({ valueSat: output.valueSat, script: output.key.script })),
    });
    from.remove(coins);
    this.#book(signed, draft);
    this.#pending.push(signed);
    this.#feesSat += inSat - outSat;
    this.transactions += 1;
    return {
      txid: signed.txid,
      txidBytes: signed.txidBytes,
      atMs: this.blockMs,
      height: this.height,
      sender: from.owner,
      outputs: outputs.map((output) => ({ address: output.key.address, valueSat: output.valueSat })),
    };
  }

  /** Closes the block and pays subsidy and fees to `miner`. */
  mine(miner: Destination): void {
    const { height } = this;
    const previous = this.blocks.at(-1);
    const block = assembleBlock({
      height,
      prevHashWire: previous?.hashWire ?? new Uint8Array(32),
      atSeconds: Math.floor(this.blockMs / 1000),
      reward: { script: miner.key.script, feesSat: this.#feesSat },
      txs: this.#pending,
    });
    const valueSat = subsidySat(height) + this.#feesSat;
    this.control.set(miner.key.address, miner.wallet.owner);
    miner.wallet.add({ txid: block.coinbase.txidBytes, vout: 0, valueSat, key: miner.key, spendableFrom: height + coinbaseMaturity });
    this.blocks.push(block);
    this.#pending = [];
    this.#feesSat = 0n;
  }

  #check({ from, coins, outputs }: Draft, feeSat: bigint): void {
    const fault = (what: string) => new AppError('world/invalid-transaction', `Wallet ${from.name} tried ${what}.`, { subject: from.name });
    if (coins.length === 0 || outputs.length === 0) throw fault('a transaction without inputs or outputs');
    if (feeSat < 0n) throw fault('to pay more than it holds');
    for (const output of outputs) if (output.valueSat <= 0n) throw fault('an output of nothing');
    for (const coin of coins) {
      if (coin.spendableFrom > this.height) throw fault('to spend a coin too early');
      const outpoint = `${bytesToHex(coin.txid)}:${coin.vout}`;
      if (this.#spent.has(outpoint)) throw fault('to spend a coin twice');
      this.#spent.add(outpoint);
    }
  }

  #book(signed: SignedTransaction, { from, outputs }: Draft): void {
    outputs.forEach(({ wallet, key, valueSat }, vout) => {
      this.control.set(key.address, wallet.owner);
      // Own change can be spent at once, what others send only when it is confirmed.
      const spendableFrom = wallet === from ? this.height : this.height + 1;
      wallet.add({ txid: signed.txidBytes, vout, valueSat, key, spendableFrom });
    });
  }
}
