import { z } from 'zod';
import { satSchema, timeMsSchema } from '../ids.ts';

/** Which transactions an expansion brings; everything left out is counted. */
export const expandFilterSchema = z.strictObject({
  /** By the value a transaction moves through the expanded node. */
  minSat: satSchema.optional(),
  maxSat: satSchema.optional(),
  fromMs: timeMsSchema.optional(),
  toMs: timeMsSchema.optional(),
  /** Largest n transactions by the value moved through the expanded node; ties by ledger order. */
  top: z.int().min(1).max(500).optional(),
});

export type ExpandFilter = z.infer<typeof expandFilterSchema>;
