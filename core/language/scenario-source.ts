import { z } from 'zod';
import { keyScriptTypes } from '../chain/bitcoin/address-script.ts';
import { briefingSourceSchema, exerciseSourceSchema } from './exercise-source.ts';
import { languageTagSchema, textSource } from './localized.ts';
import { anyMomentSource, durationSource, instantSource } from './quantities.ts';
import { skills } from './skills.ts';

/** The sections of a scenario source. Events of the story are parsed by their verb (story-source.ts). */

const walletSource = z.enum(keyScriptTypes.map((type) => `bitcoin/${type}` as const));
const wallets = {
  name: z.string().min(1).max(80).optional(),
  wallet: walletSource.optional().describe('The one wallet of an actor that has no need for several.'),
  wallets: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, { message: 'a wallet name is lower-case letters, digits and hyphens' }), walletSource)
    .optional(),
};

const exchangeSource = z.strictObject({
  is: z.literal('exchange'),
  ...wallets,
  customers: z.int().min(0).max(5000).default(0).describe('People with an account here; each is an actor of the world.'),
  deposits: walletSource.default('bitcoin/p2wpkh').describe('Script type of the deposit addresses.'),
});

export const actorSourceSchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('victim'), ...wallets }),
  z.strictObject({ is: z.literal('suspect'), ...wallets }),
  z.strictObject({ is: z.literal('person'), ...wallets }),
  /** A shop or firm of the story; the noise brings customers to it. */
  z.strictObject({ is: z.literal('merchant'), ...wallets }),
  exchangeSource,
  z.strictObject({ is: z.literal('mining-pool'), ...wallets }),
]);

/** GraphSense TagPack confidence ids and their levels. */
export const confidenceLevels = {
  override: 100,
  ownership: 100,
  ledger_immanent: 100,
  manual_transaction: 90,
  service_api: 70,
  forensic_investigation: 70,
  authority_data: 60,
  trusted_provider: 50,
  service_data: 50,
  forensic: 50,
  untrusted_transaction: 40,
  web_crawl: 20,
  heuristic: 10,
  unknown: 5,
} as const;

const truthName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]*(\.[a-zA-Z0-9-]+)+$/, { message: 'expected a name like "ransom.change" or "operator.addresses"' });

export const tagSourceSchema = z.strictObject({
  on: truthName.describe('Name of one or more addresses.'),
  label: z.string().min(1).max(120),
  category: z.string().regex(/^[a-z][a-z_]*$/, { message: 'expected a concept like exchange, shop or ransomware' }),
  source: z.string().min(1).max(200),
  confidence: z.enum(Object.keys(confidenceLevels) as (keyof typeof confidenceLevels)[]),
  actor: z.string().max(80).optional(),
  lastmod: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { message: 'expected a day like 2025-02-20' })
    .describe('Day on which somebody made the claim.'),
});

export const extraNameSchema = z.union([
  z.strictObject({ 'same-as': truthName }),
  /** The sum of amounts. */
  z.strictObject({ sum: z.array(truthName).min(2) }),
  /** The union of addresses, transactions or outputs. */
  z.strictObject({ all: z.array(truthName).min(2) }),
]);

const noiseSourceSchema = z.strictObject({
  payments: z
    .int()
    .min(0)
    .max(50_000)
    .default(0)
    .describe('Payments that people make in the story period; services, look-alikes and the story come on top.'),
  merchants: z.int().min(0).max(500).default(0).describe('Shops beside those of the story.'),
  employers: z.int().min(0).max(200).default(0).describe('Firms that pay wages once a week.'),
  dusters: z.int().min(0).max(10).default(0).describe('Senders of tiny unasked-for outputs.'),
  rumours: z
    .int()
    .min(0)
    .max(50)
    .default(0)
    .describe('Wrong or unproven claims about innocent addresses, of low confidence, in the register of tags.'),
  /** Innocent transactions of each suspicious shape. */
  'look-alikes': z
    .strictObject({
      splits: z.int().min(0).max(200).default(0),
      peels: z.int().min(0).max(200).default(0),
      consolidations: z.int().min(0).max(500).default(0),
    })
    .default({ splits: 0, peels: 0, consolidations: 0 }),
});

export const scenarioSourceSchema = z.strictObject({
  ariadne: z.literal('scenario/1').describe('The format of this text.'),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,47}$/, { message: 'an id is lower-case letters, digits and hyphens, 48 at most' }),
  title: textSource.describe('Name of the case, as on its card.'),
  summary: textSource.describe('One or two sentences for the library card.'),
  level: z.enum(['foundation', 'intermediate', 'advanced']).describe('For whom it is.'),
  skills: z.array(z.enum(skills)).refine((list) => new Set(list).size === list.length, { message: 'a skill is named once' }),
  minutes: z.int().min(1).max(1000).describe('How long it takes, about.'),
  languages: z.array(languageTagSchema).min(1).default(['en']).describe('Every text is there in each of them.'),
  clock: z.strictObject({
    genesis: instantSource.describe("The world's first block."),
    start: instantSource.describe('Where the story period begins: day 1.'),
    end: instantSource.describe('No block after it.'),
    opens: anyMomentSource.describe('When the trainee takes the case.'),
    'block-interval': durationSource.describe('Time from block to block.'),
  }),
  actors: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, { message: 'an actor id is lower-case letters, digits and hyphens' }),
    actorSourceSchema,
  ),
  story: z.array(z.record(z.string(), z.unknown())).min(1).max(500).describe('What happens, event by event.'),
  names: z
    .record(truthName, extraNameSchema)
    .default({})
    .describe('Further names for what events did: the same, a sum, or all of several.'),
  tags: z.array(tagSourceSchema).max(500).default([]).describe('What the registers claim about addresses, true or not.'),
  noise: noiseSourceSchema.describe('Everything that happens beside the story.'),
  briefing: briefingSourceSchema.describe('What the trainee is given at the start.'),
  exercise: exerciseSourceSchema.describe('What the trainee is asked.'),
});

export type ActorSource = z.infer<typeof actorSourceSchema>;
export type TagSource = z.infer<typeof tagSourceSchema>;
export type ExtraName = z.infer<typeof extraNameSchema>;
export type ScenarioSource = z.infer<typeof scenarioSourceSchema>;
