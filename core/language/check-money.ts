import { formatBtc, satPerBtc } from '../money.ts';
import { walletNames } from './check-parties.ts';
import type { Complaints } from './complaints.ts';
import type { Scenario } from './scenario.ts';
import type { SourcePath } from './source-text.ts';
import { type PartySource, readParty, type StoryEvent } from './story-source.ts';

/** What these checks look at. */
type Checked = Pick<Scenario, 'actors' | 'story'>;

/** Room for fees and change in one story transaction, satoshi. Actual fees are far below. */
const feeRoomSat = 20_000n;

/** More than any story moves. */
const forgivenSat = 1_000_000n * satPerBtc;

/** The most an actor of the story can hold, by wallet and by label, if every amount falls out at its largest. */
class Purses {
  readonly #scenario: Checked;
  readonly #most = new Map<string, bigint>();

  constructor(scenario: Checked) {
    this.#scenario = scenario;
  }

  /** Actors whose money comes from the noise (exchanges, pools, shops) are never short of it. */
  isBottomless(party: PartySource): boolean {
    const actor = this.#scenario.actors[party.actor];
    return actor === undefined || !['victim', 'suspect', 'person'].includes(actor.is);
  }

  add(party: PartySource, sat: bigint): void {
    for (const key of new Set([this.#wallet(party), this.#address(party)])) this.#most.set(key, (this.#most.get(key) ?? 0n) + sat);
  }

  take(party: PartySource, sat: bigint): void {
    const key = party.label === null ? this.#wallet(party) : this.#address(party);
    this.#most.set(key, this.holds(party) - sat);
    if (party.label !== null) this.#most.set(this.#wallet(party), (this.#most.get(this.#wallet(party)) ?? 0n) - sat);
  }

  holds(party: PartySource): bigint {
    return this.#most.get(party.label === null ? this.#wallet(party) : this.#address(party)) ?? 0n;
  }

  /** After a complaint: what follows from the shortage is not complained about again. */
  forgive(party: PartySource): void {
    for (const key of [this.#wallet(party), this.#address(party)]) this.#most.set(key, forgivenSat);
  }

  #wallet(party: PartySource): string {
    const actor = this.#scenario.actors[party.actor];
    return `${party.actor}.${party.wallet ?? (actor === undefined ? '' : (walletNames(actor)[0] ?? ''))}`;
  }

  #address(party: PartySource): string {
    return party.label === null ? this.#wallet(party) : `${this.#wallet(party)}(${party.label})`;
  }
}

interface Ledger {
  readonly purses: Purses;
  readonly complaints: Complaints;
}

/** Takes `sat` from a party, or everything when null; the amount taken. Complains when even the most it can hold is too little. */
function spend(party: PartySource, sat: bigint | null, { path, ledger }: { path: SourcePath; ledger: Ledger }): bigint {
  const { purses, complaints } = ledger;
  if (purses.isBottomless(party)) return sat ?? 0n;
  const most = purses.holds(party);
  const need = (sat ?? 0n) + feeRoomSat;
  if (most < need) {
    const message =
      sat === null
        ? `"${party.text}" holds at most ${formatBtc(most)} here, nothing that could be sent`
        : `"${party.text}" cannot afford this: it holds at most ${formatBtc(most)} and needs ${formatBtc(sat)} and a fee`;
    purses.forgive(party);
    complaints.add(path, { code: 'language/cannot-afford', message, remedy: 'let money arrive there in an event above, or send less' });
  }
  const held = purses.holds(party);
  const taken = sat ?? held;
  purses.take(party, taken);
  return taken;
}

function follow(event: StoryEvent, path: SourcePath, ledger: Ledger): void {
  const { purses } = ledger;
  const at = (key: string) => ({ path: [...path, key], ledger });
  const receive = (text: string, sat: bigint) => {
    const party = readParty(text);
    if (party !== null) purses.add(party, sat);
  };
  switch (event.verb) {
    case 'withdraw':
      purses.add(event.to, event.withdraw.to);
      return;
    case 'pay':
      spend(event.from, event.pay.from, at('pay'));
      purses.add(event.to, event.pay.to);
      return;
    case 'split': {
      const total = spend(event.split, null, at('split'));
      for (const [text, share] of Object.entries(event.into)) receive(text, (total * BigInt(share)) / 10_000n);
      return;
    }
    case 'peel': {
      // Each hop keeps more than it gives, so after the last one at least as much as the last peel is left.
      const least = event.each.from * BigInt(event.hops.from + 1);
      spend(event.peel, least, at('peel'));
      const into = typeof event.into === 'string' ? [event.into] : Object.keys(event.into);
      for (const text of into) receive(text, event.each.to * BigInt(event.hops.to));
      return;
    }
    case 'consolidate':
      for (const party of [event.consolidate].flat()) purses.add(event.into, spend(party, null, at('consolidate')));
      return;
    case 'empty':
      purses.add(event.into, spend(event.empty, null, at('empty')));
      return;
    case 'sweep':
      return;
  }
}

/** An actor who cannot afford a payment however the dice fall. What falls short only on some seeds is found when a world is simulated. */
export function checkMoney(scenario: Checked, complaints: Complaints): void {
  const ledger = { purses: new Purses(scenario), complaints };
  scenario.story.forEach((event, index) => {
    follow(event, ['story', index], ledger);
  });
}
