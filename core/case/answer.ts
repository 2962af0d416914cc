import { z } from 'zod';
import { addressSchema, nodeIdSchema, outpointSchema, satSchema, txidSchema } from '../ids.ts';

export const confidenceSchema = z.enum(['low', 'moderate', 'high']);

/** What a trainee can answer, one shape per kind of step. Everything is picked in the workspace; only a finding holds prose. */
export const answerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('address'), address: addressSchema }),
  z.strictObject({ kind: z.literal('output'), outpoint: outpointSchema }),
  z.strictObject({ kind: z.literal('transaction'), txid: txidSchema }),
  z.strictObject({ kind: z.literal('address-set'), addresses: z.array(addressSchema).max(2000) }),
  /** Node ids in the order the money moves; addresses and transactions may alternate or addresses may be left out. */
  z.strictObject({ kind: z.literal('path'), nodes: z.array(nodeIdSchema).max(400) }),
  z.strictObject({ kind: z.literal('amount'), sat: satSchema }),
  z.strictObject({ kind: z.literal('choice'), choice: z.string().max(64) }),
  /** Event ids of the step, earliest first. */
  z.strictObject({ kind: z.literal('order'), events: z.array(z.string().max(64)).max(20) }),
  z.strictObject({ kind: z.literal('decision'), choice: z.string().max(64) }),
  z.strictObject({
    kind: z.literal('finding'),
    /** id of the claim chosen from the step's list; `text` is the trainee's own wording, kept for the report and never graded by machine. */
    claim: z.string().max(64),
    text: z.string().max(4000),
    evidence: z.array(nodeIdSchema).max(200),
    confidence: confidenceSchema,
  }),
]);

export type Answer = z.infer<typeof answerSchema>;
export type AnswerKind = Answer['kind'];
export type Confidence = z.infer<typeof confidenceSchema>;
export const answerKinds = [
  'address',
  'output',
  'transaction',
  'address-set',
  'path',
  'amount',
  'choice',
  'order',
  'decision',
  'finding',
] as const satisfies readonly AnswerKind[];
