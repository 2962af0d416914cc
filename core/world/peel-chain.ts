import { bytesToHex } from '@noble/hashes/utils.js';
import { type EventOf, type PartySource, readParty } from '../language/story-source.ts';
import { formatBtc } from '../money.ts';
import { drawPeel, drawTurns } from './peel-plan.ts';
import type { Scene, Stage } from './stage.ts';
import type { HeldCoin, Wallet } from './wallet.ts';

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

/** Spends the largest coin of a wallet hop after hop. */
export function startPeel(stage: Stage, scene: Scene<EventOf<'peel'>>): void {
  const { event, stream } = scene;
  const wallet = stage.walletOf(scene, event.peel);
  const carrier = largest(stage.coinsOf(event.peel, wallet));
  if (carrier === undefined) throw stage.fault(scene, `there is nothing at "${event.peel.text}" to peel from`);
  const into = typeof event.into === 'string' ? { [event.into]: 1 } : event.into;
  const receivers = Object.keys(into).flatMap((text) => readParty(text) ?? []);
  const turns = drawTurns(stream, Object.values(into), stream.between(event.hops.from, event.hops.to));
  const chain: PeelChain = { scene, wallet, receivers, turns, hops: [], deposits: [], peeledSat: 0n, depositedSat: 0n };
  stage.note(scene, 'start', { is: 'output', outpoint: `${bytesToHex(carrier.txid)}:${carrier.vout}` });
  hop(stage, chain, carrier);
}

function hop(stage: Stage, chain: PeelChain, carrier: HeldCoin): void {
  const { scene, wallet, turns, receivers } = chain;
  const at = chain.hops.length;
  const { event, stream } = scene;
  const party = receivers[turns[at] ?? 0];
  const sat = drawPeel(stream, carrier.valueSat, { each: event.each, hopsLeft: turns.length - at - 1 });
  const isTooSmall = `the carrier of hop ${at + 1} (${formatBtc(carrier.valueSat)}) is too small for this chain`;
  if (party === undefined || sat === null) throw stage.fault(scene, isTooSmall);
  const to = stage.cast.destinationOf(party);
  const paid = stage.world.pay(wallet, [{ to, sat }], { stream, coins: [carrier], isChangeTelling: true });
  if (paid?.change == null) throw stage.fault(scene, isTooSmall);
  const peel = `${paid.tx.txid}:${paid.vouts[0]}`;
  const isDeposit = party.wallet === 'deposit';
  const next: PeelChain = {
    ...chain,
    hops: [...chain.hops, { txid: paid.tx.txid, peel }],
    deposits: isDeposit ? [...chain.deposits, peel] : chain.deposits,
    peeledSat: chain.peeledSat + sat,
    depositedSat: chain.depositedSat + (isDeposit ? sat : 0n),
  };
  stage.accuse(event.peel, [party], paid.tx);
  const { change, tx } = paid;
  if (at === 0) stage.note(scene, 'at', { is: 'time', atMs: tx.atMs });
  if (at === turns.length - 1) {
    endPeel(stage, next, { outpoint: `${tx.txid}:${change.vout}`, address: change.key.address, doneMs: tx.atMs });
    return;
  }
  const following = stage.world.coins(wallet).find((coin) => coin.key === change.key);
  const waitMs = stream.between(event.every.from / 60_000, event.every.to / 60_000) * 60_000;
  // At least a minute after the block's time, so the next hop stands in a later block: no two hops share one.
  if (following !== undefined) stage.world.agenda.plan(tx.atMs + waitMs, () => hop(stage, next, following));
}

function endPeel(stage: Stage, chain: PeelChain, end: { outpoint: string; address: string; doneMs: number }): void {
  const { scene, hops } = chain;
  stage.note(scene, 'txs', { is: 'transactions', txids: hops.map((hop) => hop.txid) });
  stage.note(scene, 'first', { is: 'transaction', txid: hops[0]?.txid ?? '' });
  stage.note(scene, 'last', { is: 'transaction', txid: hops.at(-1)?.txid ?? '' });
  stage.note(scene, 'peels', { is: 'outputs', outpoints: hops.map((hop) => hop.peel) });
  stage.note(scene, 'deposits', { is: 'outputs', outpoints: [...chain.deposits] });
  stage.note(scene, 'amount', { is: 'amount', sat: chain.peeledSat.toString() });
  stage.note(scene, 'deposited', { is: 'amount', sat: chain.depositedSat.toString() });
  stage.note(scene, 'end', { is: 'output', outpoint: end.outpoint });
  stage.note(scene, 'end-address', { is: 'address', address: end.address });
  stage.note(scene, 'done', { is: 'time', atMs: end.doneMs });
  stage.release(scene, end.doneMs);
}

/** The coin of most value, the earliest of equals. */
const largest = (coins: readonly HeldCoin[]): HeldCoin | undefined =>
  coins.reduce<HeldCoin | undefined>((best, coin) => (best !== undefined && best.valueSat >= coin.valueSat ? best : coin), undefined);
