import type { Complaints } from './complaints.ts';
import type { Scenario } from './scenario.ts';
import type { ActorSource } from './scenario-source.ts';
import type { SourcePath } from './source-text.ts';
import { type PartySource, readParty, type StoryEvent } from './story-source.ts';

/** What these checks look at. */
type Checked = Pick<Scenario, 'actors' | 'story'>;

/** Wallet names of an actor; the first is meant when none is named. */
export function walletNames(actor: ActorSource): string[] {
  const several = Object.keys(actor.wallets ?? {});
  return several.length > 0 ? several : ['main'];
}

interface Mention {
  readonly party: PartySource;
  readonly path: SourcePath;
}

/** Everybody an event mentions, with the place. */
function mentions(event: StoryEvent, path: SourcePath): Mention[] {
  const written = (texts: readonly string[], at: SourcePath) =>
    texts.flatMap((text): Mention[] => {
      const party = readParty(text);
      return party === null ? [{ party: { text, actor: text, wallet: null, label: null }, path: at }] : [{ party, path: at }];
    });
  switch (event.verb) {
    case 'withdraw':
    case 'pay':
      return [
        { party: event.from, path: [...path, 'from'] },
        { party: event.to, path: [...path, 'to'] },
      ];
    case 'split':
      return [{ party: event.split, path: [...path, 'split'] }, ...written(Object.keys(event.into), [...path, 'into'])];
    case 'peel': {
      const into = typeof event.into === 'string' ? [event.into] : Object.keys(event.into);
      return [{ party: event.peel, path: [...path, 'peel'] }, ...written(into, [...path, 'into'])];
    }
    case 'consolidate':
      return [
        ...[event.consolidate].flat().map((party) => ({ party, path: [...path, 'consolidate'] })),
        { party: event.into, path: [...path, 'into'] },
      ];
    case 'empty':
      return [
        { party: event.empty, path: [...path, 'empty'] },
        { party: event.into, path: [...path, 'into'] },
      ];
    case 'sweep':
      return [{ party: event.sweep, path: [...path, 'sweep'] }];
  }
}

function checkMention({ party, path }: Mention, scenario: Checked, complaints: Complaints): void {
  const ids = Object.keys(scenario.actors);
  const actor = Object.hasOwn(scenario.actors, party.actor) ? scenario.actors[party.actor] : undefined;
  if (actor === undefined) {
    complaints.unknown(path, { what: 'actor', written: party.actor, valid: ids });
    return;
  }
  if (actor.is === 'exchange' && party.wallet === 'deposit') {
    const isKnown = party.label !== null && Object.hasOwn(scenario.actors, party.label);
    if (!isKnown) complaints.unknown(path, { what: 'customer', written: party.label ?? '', valid: ids });
    return;
  }
  const wallets = walletNames(actor);
  if (party.wallet !== null && !wallets.includes(party.wallet)) {
    complaints.unknown(path, { what: `wallet of ${party.actor}`, written: party.wallet, valid: wallets });
  }
}

function checkRole(event: StoryEvent, path: SourcePath, { scenario, complaints }: { scenario: Checked; complaints: Complaints }): void {
  const isExchange = (id: string) => scenario.actors[id]?.is === 'exchange';
  const exchanges = Object.keys(scenario.actors).filter(isExchange);
  const complain = (party: PartySource, at: string, what: string) => {
    if (!Object.hasOwn(scenario.actors, party.actor)) return;
    const remedy = exchanges.length === 0 ? 'add an actor that "is: exchange"' : `exchanges of this scenario: ${exchanges.join(', ')}`;
    complaints.add([...path, at], { code: 'language/wrong-actor', message: `"${party.text}" is not ${what}`, remedy });
  };
  if (event.verb === 'withdraw' && !isExchange(event.from.actor)) complain(event.from, 'from', 'an exchange to withdraw from');
  if (event.verb !== 'sweep') return;
  const isDeposit = isExchange(event.sweep.actor) && event.sweep.wallet === 'deposit';
  if (!isDeposit) complain(event.sweep, 'sweep', 'a deposit address of an exchange');
}

function checkConsolidation(event: StoryEvent, path: SourcePath, complaints: Complaints): void {
  if (event.verb !== 'consolidate') return;
  const owners = new Set([event.consolidate].flat().map((party) => party.actor));
  if (owners.size === 1) return;
  complaints.add([...path, 'consolidate'], {
    code: 'language/several-owners',
    message: `one wallet owner signs a consolidation, but this one names ${[...owners].join(' and ')}`,
    remedy: 'consolidate wallets of one actor',
  });
}

/** Actors, wallets, customers and roles that the story mentions, and what actors declare. */
export function checkParties(scenario: Checked, complaints: Complaints): void {
  const { actors, story } = scenario;
  for (const [id, actor] of Object.entries(actors)) {
    if (actor.wallet === undefined || actor.wallets === undefined) continue;
    complaints.add(['actors', id], {
      code: 'language/two-ways',
      message: `"${id}" has both "wallet" and "wallets"`,
      remedy: 'keep "wallet" for one wallet or "wallets" for several',
    });
  }
  for (const role of ['exchange', 'mining-pool'] as const) {
    if (Object.values(actors).some((actor) => actor.is === role)) continue;
    const message = `the world needs at least one actor that "is: ${role}": its money comes from there`;
    complaints.add(['actors'], {
      code: 'language/missing-actor',
      message,
      remedy: `add one, e.g. "${role === 'exchange' ? 'meridian' : 'pool'}: {is: ${role}}"`,
    });
  }
  const seen = new Set<string>();
  story.forEach((event, index) => {
    const path = ['story', index];
    if (seen.has(event.id)) {
      complaints.add([...path, 'id'], {
        code: 'language/duplicate-id',
        message: `another event is already called "${event.id}"`,
        remedy: 'give this one another id',
      });
    }
    seen.add(event.id);
    for (const mention of mentions(event, path)) checkMention(mention, scenario, complaints);
    checkRole(event, path, { scenario, complaints });
    checkConsolidation(event, path, complaints);
    checkShares(event, path, complaints);
  });
}

function checkShares(event: StoryEvent, path: SourcePath, complaints: Complaints): void {
  if (event.verb !== 'split') return;
  const total = Object.values(event.into).reduce((sum, share) => sum + share, 0);
  if (total === 10_000) return;
  complaints.add([...path, 'into'], {
    code: 'language/bad-shares',
    message: `the shares add up to ${total / 100}%, expected 100%`,
    remedy: 'change the shares so that they add up to 100%',
  });
}
