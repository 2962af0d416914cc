import { z } from 'zod';

/** What goes over the port of a worker thread that answers requests. Both ends are Ariadne's; the shapes are checked all the same. */
export const threadRequestSchema = z.strictObject({ id: z.int(), method: z.string(), args: z.array(z.unknown()) });

const errorSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  subject: z.string().optional(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export const threadReplySchema = z.discriminatedUnion('ok', [
  z.strictObject({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ id: z.int(), ok: z.literal(false), error: errorSchema }),
]);
