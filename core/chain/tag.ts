import { z } from 'zod';
import { addressSchema } from '../ids.ts';

/** An attribution tag: somebody's claim about an address, with its source. Field names and confidence ids follow GraphSense TagPacks. */
export const tagSchema = z.strictObject({
  address: addressSchema,
  label: z.string(),
  /** Concept: exchange, mining_service, shop, mixing_service, ransomware, donation, user ... */
  category: z.string(),
  /** Where the tag comes from, in words. */
  source: z.string(),
  /** TagPack confidence id, e.g. `service_data`, and its level 0..100. */
  confidence: z.string(),
  confidenceLevel: z.int().min(0).max(100),
  actor: z.string().nullable(),
  lastmod: z.string(),
  /** Custodial or pooled: following money through it says nothing about its customers. */
  isService: z.boolean(),
});

export type Tag = z.infer<typeof tagSchema>;
