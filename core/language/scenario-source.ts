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
  /** The one wallet of an actor that has no need for several. */
  wallet: walletSource.optional(),
  wallets: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, { message: 'a wallet name is lower-case letters, digits and hyphens' }), walletSource)
    .optional(),
};

const exchangeSource = z.strictObject({
  is: z.literal('exchange'),
  ...wallets,
  /** People with an account here; each is an actor of the world. */
  customers: z.int().min(0).max(5000).default(0),
  /** Script type of the deposit addresses. */
  deposits: walletSource.default('bitcoin/p2wpkh'),
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
  /** Truth name of one or more addresses. */
  on: truthName,
  label: z.string().min(1).max(120),
  category: z.string().regex(/^[a-z][a-z_]*$/, { message: 'expected a concept like exchange, shop or ransomware' }),
  source: z.string().min(1).max(200),
  confidence: z.enum(Object.keys(confidenceLevels) as (keyof typeof confidenceLevels)[]),
  actor: z.string().max(80).optional(),
  /** Day on which somebody made the claim. */
  lastmod: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { message: 'expected a day like 2025-02-20' }),
});

export const extraNameSchema = z.union([
  z.strictObject({ 'same-as': truthName }),
  /** The sum of amounts. */
  z.strictObject({ sum: z.array(truthName).min(2) }),
  /** The union of addresses, transactions or outputs. */
  z.strictObject({ all: z.array(truthName).min(2) }),
]);

const noiseSourceSchema = z.strictObject({
  /** Payments that people make in the story period; services, look-alikes and the story come on top. */
  payments: z.int().min(0).max(50_000).default(0),
  /** Shops beside those of the story. */
  merchants: z.int().min(0).max(500).default(0),
  /** Firms that pay wages once a week. */
  employers: z.int().min(0).max(200).default(0),
  /** Senders of tiny unasked-for outputs. */
  dusters: z.int().min(0).max(10).default(0),
  /** Wrong or unproven claims about innocent addresses, of low confidence, in the register of tags. */
  rumours: z.int().min(0).max(50).default(0),
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
  ariadne: z.literal('scenario/1'),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,47}$/, { message: 'an id is lower-case letters, digits and hyphens, 48 at most' }),
  title: textSource,
  /** One or two sentences for the library card. */
  summary: textSource,
  level: z.enum(['foundation', 'intermediate', 'advanced']),
  skills: z.array(z.enum(skills)).refine((list) => new Set(list).size === list.length, { message: 'a skill is named once' }),
  minutes: z.int().min(1).max(1000),
  languages: z.array(languageTagSchema).min(1).default(['en']),
  clock: z.strictObject({
    /** The world's first block. */
    genesis: instantSource,
    /** Where the story period begins: day 1. */
    start: instantSource,
    /** No block after it. */
    end: instantSource,
    /** When the trainee takes the case. */
    opens: anyMomentSource,
    'block-interval': durationSource,
  }),
  actors: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, { message: 'an actor id is lower-case letters, digits and hyphens' }),
    actorSourceSchema,
  ),
  story: z.array(z.record(z.string(), z.unknown())).min(1).max(500),
  names: z.record(truthName, extraNameSchema).default({}),
  tags: z.array(tagSourceSchema).max(500).default([]),
  noise: noiseSourceSchema,
  briefing: briefingSourceSchema,
  exercise: exerciseSourceSchema,
});

export type ActorSource = z.infer<typeof actorSourceSchema>;
export type TagSource = z.infer<typeof tagSourceSchema>;
export type ExtraName = z.infer<typeof extraNameSchema>;
export type ScenarioSource = z.infer<typeof scenarioSourceSchema>;
