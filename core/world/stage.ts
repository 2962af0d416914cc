import { type ScenarioProblem, ScenarioRejected } from '../language/problem.ts';
import type { Scenario } from '../language/scenario.ts';
import type { PartySource, StoryEvent } from '../language/story-source.ts';
import type { TruthRef } from '../language/truth-ref.ts';
import type { Cast } from './cast.ts';
import type { WrittenTransaction } from './ledger-writer.ts';
import type { RandomStream } from './random-stream.ts';
import type { TruthBook } from './truth-book.ts';
import type { HeldCoin, Wallet } from './wallet.ts';
import type { World } from './world.ts';

/** One event of the story while it happens. */
export interface Scene<E extends StoryEvent = StoryEvent> {
  readonly event: E;
  readonly index: number;
  readonly stream: RandomStream;
}

/** What every kind of event needs: who has what, what is noted as true, whom it incriminates, and what waits for its end. */
export class Stage {
  readonly world: World;
  readonly scenario: Scenario;
  readonly cast: Cast;
  /** Transactions that a perfect trace accuses: a suspect paid, or was paid by somebody who is none. */
  readonly criminalTxids: string[] = [];
  /** End of each event, by id, once it has happened. */
  readonly ends = new Map<string, number>();
  readonly #truth: TruthBook;
  readonly #waiting = new Map<string, ((doneMs: number) => void)[]>();

  constructor(world: World, options: { scenario: Scenario; cast: Cast; truth: TruthBook }) {
    this.world = world;
    this.scenario = options.scenario;
    this.cast = options.cast;
    this.#truth = options.truth;
  }

  /** Calls `start` when an event has ended. */
  whenEnded(eventId: string, start: (doneMs: number) => void): void {
    this.#waiting.set(eventId, [...(this.#waiting.get(eventId) ?? []), start]);
  }

  walletOf(scene: Scene, party: PartySource): Wallet {
    const wallet = this.cast.walletOf(party);
    if (wallet === null) throw this.fault(scene, `"${party.text}" is a service and spends only what its customers ask for`);
    return wallet;
  }

  coinsOf(party: PartySource, wallet: Wallet): readonly HeldCoin[] {
    const coins = this.world.coins(wallet);
    if (party.label === null) return coins;
    const key = wallet.labelledKey(party.label);
    return coins.filter((coin) => coin.key === key);
  }

  notePayment(scene: Scene, payment: { tx: WrittenTransaction; vout: number; address: string; sat: bigint }): void {
    this.note(scene, 'tx', { is: 'transaction', txid: payment.tx.txid });
    this.note(scene, 'payment', { is: 'output', outpoint: `${payment.tx.txid}:${payment.vout}` });
    this.note(scene, 'address', { is: 'address', address: payment.address });
    this.note(scene, 'amount', { is: 'amount', sat: payment.sat.toString() });
  }

  note(scene: Scene, name: string, ref: TruthRef): void {
    this.#truth.set(`${scene.event.id}.${name}`, ref);
  }

  accuse(payer: PartySource, receivers: readonly PartySource[], tx: WrittenTransaction): void {
    const isSuspect = (party: PartySource) => this.scenario.actors[party.actor]?.is === 'suspect';
    if (isSuspect(payer) || receivers.some(isSuspect)) this.criminalTxids.push(tx.txid);
  }

  finish(scene: Scene, atMs: number): void {
    this.note(scene, 'at', { is: 'time', atMs });
    this.release(scene, atMs);
  }

  release(scene: Scene, doneMs: number): void {
    this.ends.set(scene.event.id, doneMs);
    for (const start of this.#waiting.get(scene.event.id) ?? []) start(doneMs);
  }

  fault(scene: Scene, message: string): ScenarioRejected {
    const place = this.scenario.text.locate(['story', scene.index]);
    const problem: ScenarioProblem = {
      code: 'world/impossible',
      line: place?.line ?? null,
      column: place?.column ?? null,
      path: `story.${scene.index}`,
      message: `"${scene.event.id}" cannot happen: ${message}`,
      remedy: 'let more money arrive before it, ask for less, or move it to a later time',
    };
    return new ScenarioRejected(this.scenario.fileName, [problem]);
  }
}
