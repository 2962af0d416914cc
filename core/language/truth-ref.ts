import { z } from 'zod';
import { addressSchema, outpointSchema, satSchema, timeMsSchema, txidSchema } from '../ids.ts';

/** A named truth: what a story block did, under the name an author refers to (`ransom.change`). */
export const truthRefSchema = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('address'), address: addressSchema }),
  z.strictObject({ is: z.literal('addresses'), addresses: z.array(addressSchema) }),
  z.strictObject({ is: z.literal('transaction'), txid: txidSchema }),
  z.strictObject({ is: z.literal('transactions'), txids: z.array(txidSchema) }),
  z.strictObject({ is: z.literal('output'), outpoint: outpointSchema }),
  z.strictObject({ is: z.literal('outputs'), outpoints: z.array(outpointSchema) }),
  z.strictObject({ is: z.literal('amount'), sat: satSchema }),
  z.strictObject({ is: z.literal('time'), atMs: timeMsSchema }),
]);
export type TruthRef = z.infer<typeof truthRefSchema>;
export type TruthNames = Readonly<Record<string, TruthRef>>;
