import { dayMomentMs } from '../language/check-times.ts';
import { type EventOf, type PartySource, readParty } from '../language/story-source.ts';
import { formatBtc } from '../money.ts';
import type { Exchange } from './exchange.ts';
import { startPeel } from './peel-chain.ts';
import type { RandomStream } from './random-stream.ts';
import type { Scene, Stage } from './stage.ts';

/** Lets the story happen in a world: each event at its time, each truth noted under its name. */
export class Story {
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  plan(): void {
    const { agenda } = this.#stage.world;
    this.#stage.scenario.story.forEach((event, index) => {
      const scene = { event, index, stream: this.#stage.world.stream(`story/${event.id}`) };
      const moment = event.at ?? event.after;
      if (moment === undefined) return;
      if (event.verb === 'sweep') this.#stage.cast.exchanges.get(event.sweep.actor)?.hold(event.sweep.label ?? '');
      const run = () => this.#run(scene);
      if (moment.is === 'instant') agenda.plan(moment.atMs, run);
      else if (moment.is === 'day') agenda.plan(dayMomentMs(this.#stage.scenario.clock.start, moment), run);
      else this.#stage.whenEnded(moment.event, (doneMs) => agenda.plan(doneMs + moment.delayMs, run));
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
        return startPeel(this.#stage, { ...scene, event });
      case 'consolidate':
        return this.#gather({ ...scene, event }, { from: [event.consolidate].flat(), into: event.into, output: 'output' });
      case 'empty':
        return this.#gather({ ...scene, event }, { from: [event.empty], into: event.into, output: 'payment' });
      case 'sweep':
        return this.#planSweep({ ...scene, event });
    }
  }

  #withdraw(scene: Scene<EventOf<'withdraw'>>): void {
    const { event, stream } = scene;
    const exchange = this.#stage.cast.exchanges.get(event.from.actor);
    const to = this.#stage.cast.destinationOf(event.to);
    const sat = typedSat(stream, event.withdraw);
    let isPaid = false;
    exchange?.request({
      to,
      sat,
      whenPaid: (paid, index) => {
        isPaid = true;
        this.#stage.notePayment(scene, { tx: paid.tx, vout: paid.vouts[index] ?? 0, address: to.key.address, sat });
        this.#stage.finish(scene, paid.tx.atMs);
      },
    });
    if (exchange === undefined) return;
    // Just before the next ordinary payout, so that the withdrawal leaves together with those of other customers.
    this.#stage.world.agenda.plan(exchange.nextPayoutMs(this.#stage.world.ledger.blockMs) - 1, () => {
      exchange.payOut();
      if (!isPaid) throw this.#stage.fault(scene, `the hot wallet of "${event.from.actor}" holds too little for ${formatBtc(sat)}`);
    });
  }

  #pay(scene: Scene<EventOf<'pay'>>): void {
    const { event, stream } = scene;
    const wallet = this.#stage.walletOf(scene, event.from);
    const to = this.#stage.cast.destinationOf(event.to);
    const sat = typedSat(stream, event.pay);
    const coins = event.from.label === null ? {} : { coins: this.#stage.coinsOf(event.from, wallet) };
    const paid = this.#stage.world.pay(wallet, [{ to, sat }], { stream, isChangeTelling: true, ...coins });
    if (paid === null) {
      const holds = formatBtc(wallet.balanceSat(this.#stage.world.ledger.height));
      throw this.#stage.fault(scene, `"${event.from.text}" holds ${holds}, too little for ${formatBtc(sat)} and a fee`);
    }
    if (paid.change === null) throw this.#stage.fault(scene, `paying ${formatBtc(sat)} leaves "${event.from.text}" no change`);
    this.#stage.notePayment(scene, { tx: paid.tx, vout: paid.vouts[0] ?? 0, address: to.key.address, sat });
    this.#stage.note(scene, 'change', { is: 'output', outpoint: `${paid.tx.txid}:${paid.change.vout}` });
    this.#stage.note(scene, 'change-address', { is: 'address', address: paid.change.key.address });
    this.#stage.accuse(event.from, [event.to], paid.tx);
    this.#stage.finish(scene, paid.tx.atMs);
  }

  #split(scene: Scene<EventOf<'split'>>): void {
    const { event, stream } = scene;
    const wallet = this.#stage.walletOf(scene, event.split);
    const receivers = Object.entries(event.into).flatMap(([text, share]) => {
      const party = readParty(text);
      return party === null ? [] : [{ party, share, to: this.#stage.cast.destinationOf(party) }];
    });
    const shared = this.#stage.world.shareOut(wallet, receivers, { stream, coins: this.#stage.coinsOf(event.split, wallet) });
    if (shared === null) throw this.#stage.fault(scene, `there is nothing at "${event.split.text}" to split`);
    const { tx, vouts } = shared;
    this.#stage.note(scene, 'tx', { is: 'transaction', txid: tx.txid });
    const totalSat = tx.outputs.reduce((sum, output) => sum + output.valueSat, 0n);
    this.#stage.note(scene, 'amount', { is: 'amount', sat: totalSat.toString() });
    receivers.forEach(({ party, to }, index) => {
      this.#stage.note(scene, party.actor, { is: 'output', outpoint: `${tx.txid}:${vouts[index]}` });
      this.#stage.note(scene, `${party.actor}-address`, { is: 'address', address: to.key.address });
    });
    this.#stage.accuse(
      event.split,
      receivers.map(({ party }) => party),
      tx,
    );
    this.#stage.finish(scene, tx.atMs);
  }

  /** Everything of one or more wallets of one actor into one output. */
  #gather(scene: Scene, about: { from: readonly PartySource[]; into: PartySource; output: 'output' | 'payment' }): void {
    const wallets = about.from.map((party) => ({ party, wallet: this.#stage.walletOf(scene, party) }));
    const coins = wallets.flatMap(({ party, wallet }) => this.#stage.coinsOf(party, wallet));
    const [first] = wallets;
    const to = this.#stage.cast.destinationOf(about.into);
    const tx = first === undefined ? null : this.#stage.world.sendAll(first.wallet, to, { coins, stream: scene.stream });
    if (tx === null) throw this.#stage.fault(scene, `there is nothing at "${about.from.map((party) => party.text).join(', ')}" to send`);
    for (const { wallet } of wallets) wallet.remove(coins);
    const sat = tx.outputs[0]?.valueSat ?? 0n;
    this.#stage.note(scene, 'tx', { is: 'transaction', txid: tx.txid });
    this.#stage.note(scene, about.output, { is: 'output', outpoint: `${tx.txid}:0` });
    this.#stage.note(scene, 'address', { is: 'address', address: to.key.address });
    this.#stage.note(scene, 'amount', { is: 'amount', sat: sat.toString() });
    for (const party of about.from.slice(0, 1)) this.#stage.accuse(party, [about.into], tx);
    this.#stage.finish(scene, tx.atMs);
  }

  /** Just before the next ordinary sweep, so that the deposits are collected together with those of other customers. */
  #planSweep(scene: Scene<EventOf<'sweep'>>): void {
    const exchange = this.#stage.cast.exchanges.get(scene.event.sweep.actor);
    if (exchange === undefined) return;
    this.#stage.world.agenda.plan(exchange.nextSweepMs(this.#stage.world.ledger.blockMs) - 1, () => this.#sweep(scene, exchange));
  }

  #sweep(scene: Scene<EventOf<'sweep'>>, exchange: Exchange): void {
    const { event } = scene;
    const customer = event.sweep.label ?? '';
    const deposit = exchange.depositOf(customer);
    const height = this.#stage.world.ledger.height;
    const coins = deposit.wallet.spendable(height).filter((coin) => coin.key === deposit.key);
    const tx = coins.length === 0 ? null : exchange.sweep(customer);
    if (tx === null) throw this.#stage.fault(scene, `nothing has arrived at "${event.sweep.text}"`);
    this.#stage.note(scene, 'tx', { is: 'transaction', txid: tx.txid });
    this.#stage.note(scene, 'sweep', { is: 'transaction', txid: tx.txid });
    this.#stage.note(scene, 'address', { is: 'address', address: deposit.key.address });
    this.#stage.note(scene, 'output', { is: 'output', outpoint: `${tx.txid}:0` });
    this.#stage.note(scene, 'amount', { is: 'amount', sat: coins.reduce((sum, coin) => sum + coin.valueSat, 0n).toString() });
    this.#stage.finish(scene, tx.atMs);
  }
}

/** An amount out of a range; a range is drawn in whole thousandths of a bitcoin, as people agree on amounts. */
function typedSat(stream: RandomStream, range: { from: bigint; to: bigint }): bigint {
  if (range.from === range.to) return range.from;
  const drawn = stream.satBetween(range.from, range.to);
  const typed = drawn - (drawn % 100_000n);
  return typed < range.from ? range.from : typed;
}
