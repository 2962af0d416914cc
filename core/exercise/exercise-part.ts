import { z } from 'zod';
import { answerKinds, answerSchema } from '../case/answer.ts';
import { addressSchema, nodeIdSchema, satSchema, timeMsSchema } from '../ids.ts';
import { localizedSchema } from '../language/localized.ts';

/** The exercise part of a compiled world: questions, never answers. The host sends the renderer what is due of it. */

const stepId = z.string().regex(/^[a-z][a-z0-9-]{0,47}$/);
const choice = z.strictObject({ id: z.string().max(64), text: localizedSchema });

export const exerciseStepSchema = z.strictObject({
  id: stepId,
  kind: z.enum(answerKinds),
  title: localizedSchema,
  prompt: localizedSchema,
  points: z.int().min(0),
  tries: z.int().min(1).max(5),
  hints: z.array(z.strictObject({ title: localizedSchema, cost: z.int().min(0), text: localizedSchema })),
  choices: z.array(choice),
  amount: z.strictObject({ unit: z.enum(['BTC', 'sat']), toleranceSat: satSchema }).nullable(),
  /** The step exists only after one of these choices was submitted in that earlier step; null: always. */
  when: z.strictObject({ step: stepId, choice: z.array(z.string()).min(1) }).nullable(),
  /** Decision: points another step is worth after a choice (`{choice: {stepId: points}}`). */
  revalues: z.record(z.string(), z.record(z.string(), z.int().min(0))),
  /** Opening this step moves the exercise clock here (never backwards); null: stays. */
  clockMs: timeMsSchema.nullable(),
});

export const exercisePartSchema = z.strictObject({
  format: z.literal('ariadne-exercise/1'),
  scenarioId: z.string(),
  gradingVersion: z.literal(1),
  title: localizedSchema,
  story: localizedSchema,
  level: z.string(),
  skills: z.array(z.string()),
  chains: z.array(z.string()),
  estimatedMinutes: z.int(),
  languages: z.array(z.string()),
  startClockMs: timeMsSchema,
  briefing: z.strictObject({
    task: localizedSchema,
    legalFrame: localizedSchema,
    exhibits: z.array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(['mail', 'note', 'statement', 'image', 'document']),
        title: localizedSchema,
        markdown: localizedSchema,
        /** `data:` URL of one picture for all languages, or of one for each. */
        imageDataUrl: localizedSchema.nullable(),
        alt: localizedSchema,
      }),
    ),
    knownAddresses: z.array(
      z.strictObject({ key: z.string(), address: addressSchema, role: z.enum(['start', 'victim', 'reference']), text: localizedSchema }),
    ),
  }),
  steps: z.array(exerciseStepSchema).min(1),
});

/** The exercise's side of the truth part. Opened only by grading and the debrief. */
export const answerKeySchema = z.strictObject({
  steps: z.record(
    stepId,
    z.strictObject({
      answer: answerSchema,
      /** Answers as good as `answer` (an equally right output, a second accepted choice). */
      accept: z.array(answerSchema),
      explanation: localizedSchema,
      /** finding: confidence levels that the evidence supports. Else empty. */
      confidence: z.array(z.enum(['low', 'moderate', 'high'])),
      /** Shown in the ideal path of the debrief. */
      ideal: z.strictObject({ text: localizedSchema, nodes: z.array(nodeIdSchema) }),
    }),
  ),
  /** What a perfect trace accuses, for found, missed, wrongly accused. */
  criminal: z.strictObject({ addresses: z.array(addressSchema), txids: z.array(z.string()) }),
});

export type ExerciseStep = z.infer<typeof exerciseStepSchema>;
export type ExercisePart = z.infer<typeof exercisePartSchema>;
export type AnswerKey = z.infer<typeof answerKeySchema>;
