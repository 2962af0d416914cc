import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { AppError } from '../../core/errors.ts';

/**
 * The language of investigators' scripts: what to look at and which rule to apply, never an id of a chain. A rule stores what it
 * finds under a name (`let`); later rules and the answer use that name. The known addresses of the briefing are the only way in.
 */

const variable = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, { message: 'a name is lower-case letters, digits and hyphens' });
const phrase = z.string().min(1).max(120);

export const ruleSchema = z
  .strictObject({
    let: variable.optional(),
    /** Known address of the briefing, by its key. */
    known: z.string().optional(),
    /** Transactions with an output to the address; transactions that spend from it. Puts them on the graph. */
    paying: variable.optional(),
    spending: variable.optional(),
    /** What a transaction spends and what it makes. */
    'inputs-of': variable.optional(),
    'outputs-of': variable.optional(),
    /** Some of a list. `to`: paid to one of these addresses; `not`: none of these. */
    where: z
      .strictObject({
        from: variable,
        to: variable.optional(),
        'not-to': variable.optional(),
        not: variable.optional(),
        unspent: z.boolean().optional(),
      })
      .optional(),
    /** One of a list. `only` fails when there is more than one; largest and smallest go by value (to `to`, where given). */
    pick: z
      .strictObject({ from: variable, by: z.enum(['largest', 'smallest', 'earliest', 'latest', 'only']), to: variable.optional() })
      .optional(),
    /** The output that every one of these change heuristics which applies cannot rule out; fails unless it is a single one. */
    'change-of': z.strictObject({ transaction: variable, heuristics: z.array(z.string()).min(1) }).optional(),
    'spender-of': variable.optional(),
    'maker-of': variable.optional(),
    /** Address of an output, or the addresses of outputs. */
    'address-of': variable.optional(),
    sum: variable.optional(),
    /** Share of an output in all its transaction pays out, in percent. */
    'share-of': variable.optional(),
    /** From an output on: one input, two outputs, the larger one carries on. Ends where that shape ends. */
    'peel-chain-from': variable.optional(),
    part: z.strictObject({ of: variable, take: z.enum(['transactions', 'peels', 'carriers', 'end']) }).optional(),
    /** The address that most of the outputs pay; ties by value. */
    'gathering-address': variable.optional(),
    /** How many transactions an output's money has gone through so far, along the larger output each time. */
    'hops-of': variable.optional(),
    'co-spent-with': variable.optional(),
    /** Label of the most reliable service tag of an address. */
    'service-tag-of': variable.optional(),
    /** Addresses of all of these; outputs of all of these. */
    union: z.array(variable).min(1).optional(),
    join: z.array(variable).min(1).optional(),
    /** How many addresses two lists share. */
    overlap: z.tuple([variable, variable]).optional(),
    /** Marks on the graph; needs no `let`. */
    mark: z.strictObject({ of: variable, as: z.enum(['suspect', 'victim', 'cleared']) }).optional(),
  })
  .superRefine((rule, context) => {
    const verbs = Object.keys(rule).filter((key) => key !== 'let');
    if (verbs.length !== 1)
      context.addIssue({ code: 'custom', message: `a rule does one thing; this one has ${verbs.length} (${verbs.join(', ')})` });
    if (verbs[0] !== 'mark' && rule.let === undefined)
      context.addIssue({ code: 'custom', message: 'a rule that finds something keeps it: give it a "let"' });
  });

/** An option of a step chosen by what was found, never by its id. */
export const optionRuleSchema = z
  .strictObject({
    /** Whose text stands in this text that was found (a tag's label). */
    'named-in': variable.optional(),
    /** Whose text begins with the number nearest to this one. */
    'nearest-number': variable.optional(),
    /** Of options recognised by a phrase, the one with the most found for it; `none`: when nothing was found for any. */
    most: z.strictObject({ of: z.array(z.strictObject({ phrase, weight: variable })).min(1), none: phrase.optional() }).optional(),
  })
  .refine((rule) => Object.keys(rule).length === 1, { message: 'an option is chosen by exactly one rule' });

export const answerRuleSchema = z
  .strictObject({
    address: variable.optional(),
    output: variable.optional(),
    transaction: variable.optional(),
    addresses: variable.optional(),
    path: variable.optional(),
    amount: variable.optional(),
    option: optionRuleSchema.optional(),
    /** Events recognised by a phrase, put in the order of the transactions they stand for. */
    order: z
      .array(z.strictObject({ phrase, at: variable }))
      .min(2)
      .optional(),
    finding: z
      .strictObject({
        claim: optionRuleSchema,
        text: z.string().min(1).max(4000),
        evidence: z.array(variable).min(1),
        /** Independent signs the claim rests on: none low, one moderate, more high. */
        'independent-signs': z.array(variable),
      })
      .optional(),
  })
  .refine((answer) => Object.keys(answer).length === 1, { message: 'a step has exactly one answer' });

export const scriptSchema = z.strictObject({
  format: z.literal('ariadne-script/1'),
  scenario: z.string(),
  steps: z
    .array(z.strictObject({ step: z.string(), do: z.array(ruleSchema).default([]), answer: answerRuleSchema }))
    .min(1)
    .max(100),
});

export type Script = z.infer<typeof scriptSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type OptionRule = z.infer<typeof optionRuleSchema>;
export type AnswerRule = z.infer<typeof answerRuleSchema>;

/** @throws AppError `script/rejected` with file, line, column and reason of every fault */
export function parseScript(text: string, fileName: string): Script {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0)
    throw rejected(
      fileName,
      document.errors.map((error) => place(lines, error.pos[0]) + error.message.split('\n')[0]),
    );
  const parsed = scriptSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const node = document.getIn([...issue.path].map(String).map(numeric), true) as { range?: [number, number, number] } | undefined;
    return `${place(lines, node?.range?.[0] ?? 0)}${issue.path.join('.')}: ${issue.message}`;
  });
  throw rejected(fileName, faults);
}

const numeric = (key: string): string | number => (/^\d+$/.test(key) ? Number(key) : key);

function place(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${line}:${col} `;
}

function rejected(fileName: string, faults: readonly string[]): AppError {
  return new AppError('script/rejected', `${fileName}: ${faults.join('; ')}`, { subject: fileName, details: { faults: faults.length } });
}
