import { z } from 'zod';
import {
  afterSource,
  amountRangeSource,
  countRangeSource,
  durationRangeSource,
  eventIdPattern,
  momentSource,
  percentSource,
} from './quantities.ts';

/** Somebody's wallet or address as an author writes it. */
export interface PartySource {
  /** As written, for messages and as a key. */
  readonly text: string;
  readonly actor: string;
  /** Name of the wallet; null = the actor's only or first one. `deposit` on an exchange = the customer's deposit address. */
  readonly wallet: string | null;
  /** One address of the wallet, the same wherever the label is the same; on `deposit`: the customer. */
  readonly label: string | null;
}

const partyPattern = /^([a-z][a-z0-9-]*)(?:\.([a-z][a-z0-9-]*))?(?:\(([a-z][a-z0-9-]*)\))?$/;

/** The party in `gang`, `gang.collect`, `gang.collect(kestrel)`, `northgate.deposit(mule)`; null when it is none of these. */
export function readParty(text: string): PartySource | null {
  const match = partyPattern.exec(text.trim());
  if (match === null) return null;
  return { text: text.trim(), actor: match[1] ?? '', wallet: match[2] ?? null, label: match[3] ?? null };
}

/** What an editor needs to help with a party. */
const partyHelp = {
  description: "Somebody: an actor, one of its wallets, one address of a wallet, or a customer's deposit address.",
  pattern: String.raw`^\s*[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?(\([a-z][a-z0-9-]*\))?\s*$`,
  examples: ['gang', 'gang.collect', 'gang.collect(kestrel)', 'northgate.deposit(mule)'],
};

const partySource = z
  .string()
  .meta({ id: 'party', ...partyHelp })
  .transform((text, context): PartySource => {
    const party = readParty(text);
    if (party !== null) return party;
    const message = 'expected somebody: "gang", "gang.collect", "gang.collect(kestrel)" or "northgate.deposit(mule)"';
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  });

/** Keys are parties, checked where the actors are known: a record's keys cannot carry a transform. */
const sharesSource = z.record(z.string(), percentSource).refine((shares) => Object.keys(shares).length >= 2, {
  message: 'expected at least two receivers with a share each',
});
const weightsSource = z.union([
  z.string().meta({ id: 'receiver', description: partyHelp.description, examples: partyHelp.examples }),
  z.record(z.string(), z.int().min(1).max(1000)),
]);

const timing = {
  id: z.string().regex(eventIdPattern, { message: 'an event id is lower-case words of letters, digits and hyphens, joined by full stops' }),
  at: momentSource.optional(),
  after: afterSource.optional(),
};

/** What each verb needs. The verb is the key that names the event's kind. */
export const eventSchemas = {
  withdraw: z
    .strictObject({ ...timing, withdraw: amountRangeSource, from: partySource, to: partySource })
    .describe(
      "A customer takes coins out of an exchange: paid from its hot wallet in the next payout, together with other customers' withdrawals.",
    ),
  pay: z
    .strictObject({ ...timing, pay: amountRangeSource, from: partySource, to: partySource })
    .describe('One payment with change back to the payer.'),
  split: z
    .strictObject({ ...timing, split: partySource, into: sharesSource })
    .describe('Everything at a wallet or address in one transaction, shared out.'),
  peel: z
    .strictObject({
      ...timing,
      peel: partySource,
      hops: countRangeSource,
      each: amountRangeSource,
      every: durationRangeSource,
      into: weightsSource,
    })
    .describe('One coin spent hop after hop: a payment, and the rest to a new one-time address.'),
  consolidate: z
    .strictObject({ ...timing, consolidate: z.union([partySource, z.array(partySource).min(1)]), into: partySource })
    .describe('Everything at one or more wallets of one actor into one output.'),
  empty: z
    .strictObject({ ...timing, empty: partySource, into: partySource })
    .describe('Everything at a wallet or address to somebody else, in one output.'),
  sweep: z
    .strictObject({ ...timing, sweep: partySource })
    .describe("The exchange collects a customer's deposit address, with others that are due, into its hot wallet."),
} as const;

export type EventVerb = keyof typeof eventSchemas;
export const eventVerbs = Object.keys(eventSchemas) as readonly EventVerb[];

type Parsed = { [V in EventVerb]: { readonly verb: V } & z.infer<(typeof eventSchemas)[V]> }[EventVerb];
export type StoryEvent = Parsed;
export type EventOf<V extends EventVerb> = Extract<StoryEvent, { verb: V }>;
