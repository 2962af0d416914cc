import { dayMomentMs } from '../language/check-times.ts';
import { type ScenarioProblem, ScenarioRejected } from '../language/problem.ts';
import type { Scenario } from '../language/scenario.ts';
import { type EventOf, type PartySource, readParty, type StoryEvent } from '../language/story-source.ts';
import { formatBtc } from '../money.ts';
import type { Cast } from './cast.ts';
import type { WrittenTransaction } from './ledger-writer.ts';
import { drawPeel, drawTurns } from './peel-plan.ts';
import type { RandomStream } from './random-stream.ts';
import type { TruthBook } from './truth-book.ts';
import type { HeldCoin, Wallet } from './wallet.ts';
import type { World } from './world.ts';

interface Scene<E extends StoryEvent = StoryEvent> {
  readonly event: E;
  readonly index: number;
  readonly stream: RandomStream;
}

/** Lets the story happen in a world: each event at its time, each truth noted under its name. */
export class Story {
  /** Transactions that a perfect trace accuses: a suspect paid, or was paid by somebody who is none. */
  readonly criminalTxids: string[] = [];
  /** End of each event, by id, once it has happened. */
  readonly ends = new Map<string, number>();
  readonly #world: World;
  readonly #scenario: Scenario;
  readonly #cast: Cast;
  readonly #truth: TruthBook;
  readonly #waiting = new Map<string, ((doneMs: number) => void)[]>();

  constructor(world: World, options: { scenario: Scenario; cast: Cast; truth: TruthBook }) {
    this.#world = world;
    this.#scenario = options.scenario;
    this.#cast = options.cast;
    this.#truth = options.truth;
  }

  plan(): void {
    const { agenda } = this.#world;
    this.#scenario.story.forEach((event, index) => {
      const scene = { event, index, stream: this.#world.stream(`story/${event.id}`) };
      const moment = event.at ?? event.after;
      if (moment === undefined) return;
      if (event.verb === 'sweep') this.#cast.exchanges.get(event.sweep.actor)?.hold(event.sweep.label ?? '');
      const run = () => this.#run(scene);
      if (moment.is === 'instant') agenda.plan(moment.atMs, run);
      else if (moment.is === 'day') agenda.plan(dayMomentMs(this.#scenario.clock.start, moment), run);
      else {
        const waiting = this.#waiting.get(moment.event) ?? [];
        this.#waiting.set(moment.event, [...waiting, (doneMs) => agenda.plan(doneMs + moment.delayMs, run)]);
      }
    });
  }

  #run(scene: Scene): void {
    const { event } = scene;
    switch (event.verb) {
      case 'withdraw':
        return this.#withdraw({ ...scene, event });
      case 'pay':
        return this.#pay({ ...scene, event });
      case 'split':
        return this.#split({ ...scene, event });
      case 'peel':
        return this.#startPeel({ ...scene, event });
      case 'consolidate':
        return this.#gather({ ...scene, event }, { from: [event.consolidate].flat(), into: event.into, output: 'output' });
      case 'empty':
        return this.#gather({ ...scene, event }, { from: [event.empty], into: event.into, output: 'payment' });
      case 'sweep':
        return this.#sweep({ ...scene, event });
    }
  }

  #withdraw(scene: Scene<EventOf<'withdraw'>>): void {
    const { event, stream } = scene;
    const exchange = this.#cast.exchanges.get(event.from.actor);
    const to = this.#cast.destinationOf(event.to);
    const sat = typedSat(stream, event.withdraw);
    let isPaid = false;
    exchange?.request({
      to,
      sat,
      whenPaid: (paid, index) => {
        isPaid = true;
        this.#notePayment(scene, { tx: paid.tx, vout: paid.vouts[index] ?? 0, address: to.key.address, sat });
        this.#finish(scene, paid.tx.atMs);
      },
    });
    // The story does not wait for the next round of payouts: this one is run for it.
    exchange?.payOut();
    if (!isPaid) throw this.#fault(scene, `the hot wallet of "${event.from.actor}" holds too little for ${formatBtc(sat)}`);
  }

  #pay(scene: Scene<EventOf<'pay'>>): void {
    const { event, stream } = scene;
    const wallet = this.#walletOf(scene, event.from);
    const to = this.#cast.destinationOf(event.to);
    const sat = typedSat(stream, event.pay);
    const coins = event.from.label === null ? {} : { coins: this.#coinsOf(event.from, wallet) };
    const paid = this.#world.pay(wallet, [{ to, sat }], { stream, isChangeUneven: true, ...coins });
    if (paid === null) {
      const holds = formatBtc(wallet.balanceSat(this.#world.ledger.height));
      throw this.#fault(scene, `"${event.from.text}" holds ${holds}, too little for ${formatBtc(sat)} and a fee`);
    }
    if (paid.change === null) throw this.#fault(scene, `paying ${formatBtc(sat)} leaves "${event.from.text}" no change`);
    this.#notePayment(scene, { tx: paid.tx, vout: paid.vouts[0] ?? 0, address: to.key.address, sat });
    this.#note(scene, 'change', { is: 'output', outpoint: `${paid.tx.txid}:${paid.change.vout}` });
    this.#note(scene, 'change-address', { is: 'address', address: paid.change.key.address });
    this.#accuse(event.from, [event.to], paid.tx);
    this.#finish(scene, paid.tx.atMs);
  }

  #split(scene: Scene<EventOf<'split'>>): void {
    const { event, stream } = scene;
    const wallet = this.#walletOf(scene, event.split);
    const receivers = Object.entries(event.into).flatMap(([text, share]) => {
      const party = readParty(text);
      return party === null ? [] : [{ party, share, to: this.#cast.destinationOf(party) }];
    });
    const shared = this.#world.shareOut(wallet, receivers, { stream, coins: this.#coinsOf(event.split, wallet) });
    if (shared === null) throw this.#fault(scene, `there is nothing at "${event.split.text}" to split`);
    const { tx, vouts } = shared;
    this.#note(scene, 'tx', { is: 'transaction', txid: tx.txid });
    const totalSat = tx.outputs.reduce((sum, output) => sum + output.valueSat, 0n);
    this.#note(scene, 'amount', { is: 'amount', sat: totalSat.toString() });
    receivers.forEach(({ party, to }, index) => {
      this.#note(scene, party.actor, { is: 'output', outpoint: `${tx.txid}:${vouts[index]}` });
      this.#note(scene, `${party.actor}-address`, { is: 'address', address: to.key.address });
    });
    this.#accuse(
      event.split,
      receivers.map(({ party }) => party),
      tx,
    );
    this.#finish(scene, tx.atMs);
  }

  #startPeel(scene: Scene<EventOf<'peel'>>): void {
    const { event, stream } = scene;
    const wallet = this.#walletOf(scene, event.peel);
    const coins = [...this.#coinsOf(event.peel, wallet)].sort((left, right) => (left.valueSat < right.valueSat ? 1 : -1));
    const [carrier] = coins;
    if (carrier === undefined) throw this.#fault(scene, `there is nothing at "${event.peel.text}" to peel from`);
    const into = typeof event.into === 'string' ? { [event.into]: 1 } : event.into;
    const receivers = Object.keys(into).flatMap((text) => readParty(text) ?? []);
    const turns = drawTurns(stream, Object.values(into), stream.between(event.hops.from, event.hops.to));
    const chain: PeelChain = { scene, wallet, receivers, turns, hops: [], deposits: [], peeledSat: 0n, depositedSat: 0n };
    this.#note(scene, 'start', { is: 'output', outpoint: `${hexOf(carrier)}:${carrier.vout}` });
    this.#hop(chain, carrier, 0);
  }

  #hop(chain: PeelChain, carrier: HeldCoin, at: number): void {
    const { scene, wallet, turns, receivers } = chain;
    const { event, stream } = scene;
    const party = receivers[turns[at] ?? 0];
    const sat = drawPeel(stream, carrier.valueSat, { each: event.each, hopsLeft: turns.length - at - 1 });
    const isTooSmall = `the carrier of hop ${at + 1} (${formatBtc(carrier.valueSat)}) is too small for this chain`;
    if (party === undefined || sat === null) throw this.#fault(scene, isTooSmall);
    const to = this.#cast.destinationOf(party);
    const paid = this.#world.pay(wallet, [{ to, sat }], { stream, coins: [carrier], isChangeUneven: true });
    if (paid?.change == null) throw this.#fault(scene, isTooSmall);
    const peel = `${paid.tx.txid}:${paid.vouts[0]}`;
    const isDeposit = party.wallet === 'deposit';
    const next: PeelChain = {
      ...chain,
      hops: [...chain.hops, { txid: paid.tx.txid, peel }],
      deposits: isDeposit ? [...chain.deposits, peel] : chain.deposits,
      peeledSat: chain.peeledSat + sat,
      depositedSat: chain.depositedSat + (isDeposit ? sat : 0n),
    };
    this.#accuse(event.peel, [party], paid.tx);
    const { change, tx } = paid;
    if (at === 0) this.#note(scene, 'at', { is: 'time', atMs: tx.atMs });
    if (at === turns.length - 1) {
      this.#endPeel(next, { outpoint: `${tx.txid}:${change.vout}`, address: change.key.address, doneMs: tx.atMs });
      return;
    }
    const following = this.#world.coins(wallet).find((coin) => coin.key === change.key);
    const waitMs = stream.between(event.every.from / 60_000, event.every.to / 60_000) * 60_000;
    // At least a minute after the block's time, so the next hop stands in a later block: no two hops share one.
    if (following !== undefined) this.#world.agenda.plan(tx.atMs + waitMs, () => this.#hop(next, following, at + 1));
  }

  #endPeel(chain: PeelChain, end: { outpoint: string; address: string; doneMs: number }): void {
    const { scene, hops } = chain;
    this.#note(scene, 'txs', { is: 'transactions', txids: hops.map((hop) => hop.txid) });
    this.#note(scene, 'first', { is: 'transaction', txid: hops[0]?.txid ?? '' });
    this.#note(scene, 'last', { is: 'transaction', txid: hops.at(-1)?.txid ?? '' });
    this.#note(scene, 'peels', { is: 'outputs', outpoints: hops.map((hop) => hop.peel) });
    this.#note(scene, 'deposits', { is: 'outputs', outpoints: [...chain.deposits] });
    this.#note(scene, 'amount', { is: 'amount', sat: chain.peeledSat.toString() });
    this.#note(scene, 'deposited', { is: 'amount', sat: chain.depositedSat.toString() });
    this.#note(scene, 'end', { is: 'output', outpoint: end.outpoint });
    this.#note(scene, 'end-address', { is: 'address', address: end.address });
    this.#note(scene, 'done', { is: 'time', atMs: end.doneMs });
    this.#release(scene, end.doneMs);
  }

  /** Everything of one or more wallets of one actor into one output. */
  #gather(scene: Scene, about: { from: readonly PartySource[]; into: PartySource; output: 'output' | 'payment' }): void {
    const wallets = about.from.map((party) => ({ party, wallet: this.#walletOf(scene, party) }));
    const coins = wallets.flatMap(({ party, wallet }) => this.#coinsOf(party, wallet));
    const [first] = wallets;
    const to = this.#cast.destinationOf(about.into);
    const tx = first === undefined ? null : this.#world.sendAll(first.wallet, to, { coins, stream: scene.stream });
    if (tx === null) throw this.#fault(scene, `there is nothing at "${about.from.map((party) => party.text).join(', ')}" to send`);
    for (const { wallet } of wallets) wallet.remove(coins);
    const sat = tx.outputs[0]?.valueSat ?? 0n;
    this.#note(scene, 'tx', { is: 'transaction', txid: tx.txid });
    this.#note(scene, about.output, { is: 'output', outpoint: `${tx.txid}:0` });
    this.#note(scene, 'address', { is: 'address', address: to.key.address });
    this.#note(scene, 'amount', { is: 'amount', sat: sat.toString() });
    for (const party of about.from.slice(0, 1)) this.#accuse(party, [about.into], tx);
    this.#finish(scene, tx.atMs);
  }

  #sweep(scene: Scene<EventOf<'sweep'>>): void {
    const { event } = scene;
    const exchange = this.#cast.exchanges.get(event.sweep.actor);
    const customer = event.sweep.label ?? '';
    const deposit = exchange?.depositOf(customer);
    const height = this.#world.ledger.height;
    const coins = deposit?.wallet.spendable(height).filter((coin) => coin.key === deposit.key) ?? [];
    const tx = coins.length === 0 ? null : (exchange?.sweep(customer) ?? null);
    if (tx === null || deposit === undefined) throw this.#fault(scene, `nothing has arrived at "${event.sweep.text}"`);
    this.#note(scene, 'tx', { is: 'transaction', txid: tx.txid });
    this.#note(scene, 'sweep', { is: 'transaction', txid: tx.txid });
    this.#note(scene, 'address', { is: 'address', address: deposit.key.address });
    this.#note(scene, 'output', { is: 'output', outpoint: `${tx.txid}:0` });
    this.#note(scene, 'amount', { is: 'amount', sat: coins.reduce((sum, coin) => sum + coin.valueSat, 0n).toString() });
    this.#finish(scene, tx.atMs);
  }

  #walletOf(scene: Scene, party: PartySource): Wallet {
    const wallet = this.#cast.walletOf(party);
    if (wallet === null) throw this.#fault(scene, `"${party.text}" is a service and spends only what its customers ask for`);
    return wallet;
  }

  #coinsOf(party: PartySource, wallet: Wallet): readonly HeldCoin[] {
    const coins = this.#world.coins(wallet);
    if (party.label === null) return coins;
    const key = wallet.labelledKey(party.label);
    return coins.filter((coin) => coin.key === key);
  }

  #notePayment(scene: Scene, payment: { tx: WrittenTransaction; vout: number; address: string; sat: bigint }): void {
    this.#note(scene, 'tx', { is: 'transaction', txid: payment.tx.txid });
    this.#note(scene, 'payment', { is: 'output', outpoint: `${payment.tx.txid}:${payment.vout}` });
    this.#note(scene, 'address', { is: 'address', address: payment.address });
    this.#note(scene, 'amount', { is: 'amount', sat: payment.sat.toString() });
  }

  #note(scene: Scene, name: string, ref: Parameters<TruthBook['set']>[1]): void {
    this.#truth.set(`${scene.event.id}.${name}`, ref);
  }

  #accuse(payer: PartySource, receivers: readonly PartySource[], tx: WrittenTransaction): void {
    const isSuspect = (party: PartySource) => this.#scenario.actors[party.actor]?.is === 'suspect';
    if (isSuspect(payer) || receivers.some(isSuspect)) this.criminalTxids.push(tx.txid);
  }

  #finish(scene: Scene, atMs: number): void {
    this.#note(scene, 'at', { is: 'time', atMs });
    this.#release(scene, atMs);
  }

  #release(scene: Scene, doneMs: number): void {
    this.ends.set(scene.event.id, doneMs);
    for (const start of this.#waiting.get(scene.event.id) ?? []) start(doneMs);
  }

  #fault(scene: Scene, message: string): ScenarioRejected {
    const place = this.#scenario.text.locate(['story', scene.index]);
    const problem: ScenarioProblem = {
      code: 'world/impossible',
      line: place?.line ?? null,
      column: place?.column ?? null,
      path: `story.${scene.index}`,
      message: `"${scene.event.id}" cannot happen: ${message}`,
      remedy: 'let more money arrive before it, ask for less, or move it to a later time',
    };
    return new ScenarioRejected(this.#scenario.fileName, [problem]);
  }
}

interface PeelChain {
  readonly scene: Scene<EventOf<'peel'>>;
  readonly wallet: Wallet;
  readonly receivers: readonly PartySource[];
  /** Receiver of each hop. */
  readonly turns: readonly number[];
  readonly hops: readonly { readonly txid: string; readonly peel: string }[];
  readonly deposits: readonly string[];
  readonly peeledSat: bigint;
  readonly depositedSat: bigint;
}

const hexOf = (coin: HeldCoin): string => Array.from(coin.txid, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** An amount out of a range; a range is drawn in whole thousandths of a bitcoin, as people agree on amounts. */
function typedSat(stream: RandomStream, range: { from: bigint; to: bigint }): bigint {
  if (range.from === range.to) return range.from;
  const drawn = stream.satBetween(range.from, range.to);
  const typed = drawn - (drawn % 100_000n);
  return typed < range.from ? range.from : typed;
}
