import { z } from 'zod';
import { pictureNamePattern } from '../ids.ts';
import { byLanguage, textSource as text } from './localized.ts';
import { nameRemedy } from './nearest.ts';

/**
 * The `briefing:` and `exercise:` sections of a scenario source, as an author writes them. Names like `ransom.change` refer to
 * what story events did; they are resolved against the truth when a world is compiled (core/exercise/compile-exercise.ts).
 */

/** The ten kinds of answer (core/case/answer.ts); written again here because the language stands below the case file. */
const stepKinds = ['address', 'output', 'transaction', 'address-set', 'path', 'amount', 'choice', 'order', 'decision', 'finding'] as const;
const confidenceSource = z.enum(['low', 'moderate', 'high']);

const stepIdSource = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,47}$/, { message: 'a step id is lower-case letters, digits and hyphens, 48 at most' });
const choiceIdSource = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/, { message: 'an option id is lower-case letters, digits and hyphens' });
/** A named truth: `event.what` or `actor.addresses`. */
const truthNameSource = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]*(\.[a-zA-Z0-9-]+)+$/, { message: 'expected a name like "ransom.change" or "operator.addresses"' });
const oneOrMoreNames = z.union([truthNameSource, z.array(truthNameSource).min(1)]);

const keySource = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,47}$/, { message: 'a name here is lower-case letters, digits and hyphens, 48 at most' });

export const exhibitSourceSchema = z.strictObject({
  id: keySource,
  kind: z.enum(['mail', 'note', 'statement', 'image', 'document']),
  title: text,
  markdown: text,
  /** File name in the scenario's `media` folder, the same for all languages or one for each. */
  image: byLanguage(
    z.string().regex(pictureNamePattern, {
      message: "expected the name of a picture in the scenario's media folder, ending in .svg, .png, .jpg or .webp",
    }),
  ).optional(),
  alt: text.optional().describe('What the image shows, for those who cannot see it; needed with `image`.'),
});

export const briefingSourceSchema = z.strictObject({
  task: text.describe('What is to be found out.'),
  'legal-frame': text.describe('What the trainee may ask of whom.'),
  exhibits: z.array(exhibitSourceSchema).max(40),
  known: z
    .array(
      z.strictObject({
        key: keySource,
        address: truthNameSource,
        role: z.enum(['start', 'victim', 'reference']),
        text,
      }),
    )
    .min(1),
});

/** `by` names a truth time; with it on every event the order is the order of those times, whatever the seed. */
const orderEventSource = z.union([choiceIdSource, z.strictObject({ event: choiceIdSource, by: truthNameSource })]);

export const answerSourceSchema = z
  .strictObject({
    address: truthNameSource.optional(),
    output: truthNameSource.optional(),
    transaction: truthNameSource.optional(),
    addresses: oneOrMoreNames.optional(),
    path: oneOrMoreNames.optional(),
    amount: oneOrMoreNames.optional(),
    choice: choiceIdSource.optional(),
    decision: choiceIdSource.optional(),
    order: z.array(orderEventSource).min(2).max(20).optional(),
    finding: z
      .strictObject({ claim: choiceIdSource, evidence: z.array(truthNameSource).min(1), confidence: z.array(confidenceSource).min(1) })
      .optional(),
  })
  .refine((answer) => Object.keys(answer).length === 1, { message: 'an answer has exactly one of the answer kinds' });

export const hintSourceSchema = z.strictObject({ title: text, cost: z.int().min(0).max(100).describe('Points.'), text });

const stepSourceObject = z.strictObject({
  id: stepIdSource,
  kind: z.enum(stepKinds).describe('How the question is answered.'),
  title: text,
  prompt: text.describe('The question.'),
  points: z.int().min(0).max(1000).describe('What the right answer is worth.'),
  tries: z.int().min(1).max(5).default(1).describe('How often it may be answered.'),
  hints: z.array(hintSourceSchema).max(6).default([]).describe('Sold one after the other, the first first.'),
  choices: z
    .array(z.strictObject({ id: choiceIdSource, text }))
    .max(20)
    .default([]),
  'choice-order': z
    .enum(['shuffled', 'written'])
    .optional()
    .describe('`shuffled` (default): an order that says nothing. `written`: as listed, for scales.'),
  unit: z.enum(['BTC', 'sat']).optional().describe('Of an amount: in what it is asked; BTC when left out.'),
  /** Of an amount, `0.001 BTC` or `500 sat`: this far from the truth still counts as right. Nothing when left out. */
  tolerance: z
    .string()
    .regex(/^(\d{1,8}(\.\d{1,8})? BTC|\d{1,16} sat)$/, { message: 'expected "0.001 BTC" or "500 sat"' })
    .optional(),
  answer: answerSourceSchema.describe('By the names of what events did; by option ids where the kind has choices.'),
  accept: z.array(answerSourceSchema).default([]).describe('Other answers that are right too.'),
  explain: text.describe('Why, shown once the step is closed.'),
  ideal: z.strictObject({ text, show: z.array(truthNameSource).default([]) }),
  when: z.strictObject({ step: stepIdSource, choice: z.union([choiceIdSource, z.array(choiceIdSource).min(1)]) }).optional(),
  revalues: z.record(choiceIdSource, z.record(stepIdSource, z.int().min(0).max(1000))).default({}),
  /** `2025-02-20T09:00Z`, `split.at`, `split.at + 36h`, or `+ 5d` after the clock of the steps above. */
  'opens-at': z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}Z)?|[a-z][a-zA-Z0-9-]*(\.[a-zA-Z0-9-]+)+( \+ \d{1,4}[dhm])?|\+ ?\d{1,4}[dhm])$/, {
      message: 'expected a date (2025-02-20T09:00Z), a time name (split.at), a time name + 36h, or + 5d',
    })
    .optional(),
});

/** `0.001 BTC` or `500 sat` in satoshi. The schema has checked the form. */
export function toleranceSat(text: string): bigint {
  const [number = '0', unit] = text.split(' ');
  if (unit === 'sat') return BigInt(number);
  const [whole = '0', fraction = ''] = number.split('.');
  return BigInt(whole) * 100_000_000n + BigInt(fraction.padEnd(8, '0'));
}

const answerKeyOfKind = { 'address-set': 'addresses' } as const;
const kindsWithChoices: ReadonlySet<string> = new Set(['choice', 'decision', 'order', 'finding']);

type StepShape = z.infer<typeof stepSourceObject>;
/** `remedy`: where it can be more than what follows from the message. */
type Complain = (path: (string | number)[], message: string, remedy?: string) => void;

function checkAnswers(step: StepShape, complain: Complain): void {
  const wanted = step.kind === 'address-set' ? answerKeyOfKind['address-set'] : step.kind;
  const known = new Set(step.choices.map((choice) => choice.id));
  const check = (answer: StepShape['answer'], path: (string | number)[]) => {
    const [given, second] = Object.keys(answer);
    if (second === undefined && given !== wanted)
      complain(path, `a step of kind "${step.kind}" is answered with "${wanted}", not "${given}"`);
    const events = answer.order?.map((event) => (typeof event === 'string' ? event : event.event)) ?? [];
    const named = [answer.choice, answer.decision, answer.finding?.claim, ...events].filter((id) => id !== undefined);
    for (const id of named) if (!known.has(id)) complain(path, `"${id}" is not among the choices of this step`);
    if (answer.order !== undefined && (events.length !== known.size || new Set(events).size !== known.size)) {
      complain(path, 'an order names every one of the choices once');
    }
    const tied = answer.order?.filter((event) => typeof event !== 'string').length ?? 0;
    if (tied !== 0 && tied !== events.length) complain(path, 'tie every event of an order to a time with "by", or none');
  };
  check(step.answer, ['answer']);
  step.accept.forEach((answer, index) => {
    check(answer, ['accept', index]);
  });
}

function checkStep(step: StepShape, complain: Complain): void {
  const needsChoices = kindsWithChoices.has(step.kind);
  if (needsChoices && step.choices.length < 2) complain(['choices'], `a step of kind "${step.kind}" needs at least two choices`);
  if (!needsChoices && step.choices.length > 0) complain(['choices'], `a step of kind "${step.kind}" has no choices`);
  if (new Set(step.choices.map((choice) => choice.id)).size !== step.choices.length) complain(['choices'], 'two choices have the same id');
  if (step.kind === 'decision' && step.tries !== 1) complain(['tries'], 'a decision is final: it has one try');
  if (step.kind !== 'decision' && Object.keys(step.revalues).length > 0)
    complain(['revalues'], 'only a decision changes what steps are worth');
  for (const choice of Object.keys(step.revalues)) {
    if (!step.choices.some((known) => known.id === choice))
      complain(['revalues', choice], `"${choice}" is not among the choices of this step`);
  }
  for (const key of ['unit', 'tolerance'] as const) {
    if (step[key] !== undefined && step.kind !== 'amount') complain([key], `only a step of kind "amount" has a ${key}`);
  }
  if (step['choice-order'] !== undefined && !needsChoices)
    complain(['choice-order'], `a step of kind "${step.kind}" has no choices to order`);
  checkAnswers(step, complain);
}

export const stepSourceSchema = stepSourceObject.superRefine((step, context) => {
  checkStep(step, (path, message) => context.addIssue({ code: 'custom', path, message }));
});

function checkReferences(steps: readonly StepShape[], complain: Complain): void {
  steps.forEach((step, index) => {
    const earlier = steps.slice(0, index);
    if (earlier.some((other) => other.id === step.id)) complain([index, 'id'], `another step is already called "${step.id}"`);
    if (step.when !== undefined)
      checkWhen(step.when, earlier, (path, message, remedy) => complain([index, 'when', ...path], message, remedy));
    for (const [choice, values] of Object.entries(step.revalues)) {
      for (const id of Object.keys(values)) {
        const later = steps.slice(index + 1).some((other) => other.id === id);
        const valid = steps.slice(index + 1).map((other) => other.id);
        if (!later) complain([index, 'revalues', choice, id], `"${id}" is not a step below this decision`, nameRemedy(id, valid));
      }
    }
  });
}

function checkWhen(when: NonNullable<StepShape['when']>, earlier: readonly StepShape[], complain: Complain): void {
  const decision = earlier.find((step) => step.id === when.step);
  if (decision?.kind !== 'decision') {
    const valid = earlier.filter((step) => step.kind === 'decision').map((step) => step.id);
    const remedy = valid.length === 0 ? 'put a step of kind "decision" above this one' : nameRemedy(when.step, valid);
    complain(['step'], `"${when.step}" is not a decision above this step`, remedy);
    return;
  }
  const ids = typeof when.choice === 'string' ? [when.choice] : when.choice;
  for (const id of ids) {
    const valid = decision.choices.map((choice) => choice.id);
    if (!valid.includes(id)) complain(['choice'], `"${id}" is not among the choices of "${when.step}"`, nameRemedy(id, valid));
  }
}

export const exerciseSourceSchema = z.strictObject({
  steps: z
    .array(stepSourceSchema)
    .min(1)
    .max(60)
    .superRefine((steps, context) => {
      checkReferences(steps, (path, message, remedy) =>
        context.addIssue({ code: 'custom', path, message, ...(remedy === undefined ? {} : { params: { remedy } }) }),
      );
    }),
});

export type BriefingSource = z.infer<typeof briefingSourceSchema>;
export type ExerciseSource = z.infer<typeof exerciseSourceSchema>;
export type StepSource = z.infer<typeof stepSourceSchema>;
export type AnswerSource = z.infer<typeof answerSourceSchema>;
