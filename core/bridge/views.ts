import { z } from 'zod';
import { answerKinds, answerSchema } from '../case/answer.ts';
import { tagSchema } from '../chain/tag.ts';
import { addressSchema, nodeIdSchema, outpointSchema, satSchema, timeMsSchema, txidSchema } from '../ids.ts';

/** What crosses the bridge, seen from the renderer. Money is a decimal string of satoshi; nothing here is later than `asOf`. */

export const scriptTypeSchema = z.enum(['p2pkh', 'p2sh-p2wpkh', 'p2wpkh', 'p2tr', 'op-return', 'other']);

export const txInputViewSchema = z.strictObject({
  vin: z.int(),
  prev: outpointSchema.nullable(),
  address: addressSchema.nullable(),
  valueSat: satSchema.nullable(),
  scriptType: scriptTypeSchema.nullable(),
  sequence: z.int(),
});

export const txOutputViewSchema = z.strictObject({
  vout: z.int(),
  address: addressSchema.nullable(),
  valueSat: satSchema,
  scriptType: scriptTypeSchema,
  /** null while unspent as of the query's time. */
  spentBy: z.strictObject({ txid: txidSchema, vin: z.int(), atMs: timeMsSchema }).nullable(),
});

export const txViewSchema = z.strictObject({
  txid: txidSchema,
  height: z.int(),
  indexInBlock: z.int(),
  atMs: timeMsSchema,
  isCoinbase: z.boolean(),
  version: z.int(),
  locktime: z.int(),
  sizeBytes: z.int(),
  weight: z.int(),
  /** BIP 141: weight / 4 rounded up. */
  vsize: z.int(),
  /** null for a coinbase. */
  feeSat: satSchema.nullable(),
  inputs: z.array(txInputViewSchema),
  outputs: z.array(txOutputViewSchema),
});

export const addressViewSchema = z.strictObject({
  address: addressSchema,
  scriptType: scriptTypeSchema,
  txCount: z.int(),
  receivedSat: satSchema,
  sentSat: satSchema,
  balanceSat: satSchema,
  firstSeenMs: timeMsSchema,
  lastSeenMs: timeMsSchema,
  tags: z.array(tagSchema),
  /** True when a tag of level 50 or more names a service: expansion stops here. */
  isService: z.boolean(),
  serviceCategory: z.string().nullable(),
});

export const subgraphSchema = z.strictObject({ txs: z.array(txViewSchema), addresses: z.array(addressViewSchema) });

export const expansionSchema = z.strictObject({
  /** Nodes to put on the graph, expanded node first, in ledger order. */
  nodes: z.array(nodeIdSchema),
  subgraph: subgraphSchema,
  /** Set when the node is a service: nothing is expanded, and this says why. */
  stop: z.strictObject({ reason: z.literal('service'), tag: tagSchema }).nullable(),
  /** Transactions left out by the filter or the cap. */
  omitted: z.int(),
});

/** Why a change heuristic keeps or rules out an output; `code` is a text key, `facts` its values. */
export const heuristicReasonSchema = z.strictObject({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) });
export const changeCandidatesSchema = z.strictObject({
  txid: txidSchema,
  asOfMs: timeMsSchema,
  heuristics: z.array(
    z.strictObject({
      id: z.string(),
      /** True: the answer may change when outputs are spent later (domain: dynamic heuristic). */
      isDynamic: z.boolean(),
      /** false: the rule says nothing about this transaction. */
      isApplicable: z.boolean(),
      /** vouts the rule cannot rule out. */
      survivors: z.array(z.int()),
      /** The single survivor, else null. */
      unique: z.int().nullable(),
      reasons: z.array(z.strictObject({ vout: z.int(), keeps: z.boolean(), reason: heuristicReasonSchema })),
    }),
  ),
});

export const coSpendSchema = z.strictObject({
  address: addressSchema,
  /** Sorted, with the address itself. Length 1: no co-spend seen. */
  members: z.array(addressSchema),
  /** Transactions whose inputs united members, ledger order, with the input addresses each united. */
  evidence: z.array(z.strictObject({ txid: txidSchema, addresses: z.array(addressSchema) })),
  /** Transactions of members left out because they look like a CoinJoin (class by domain 10). */
  excluded: z.array(z.strictObject({ txid: txidSchema, class: z.string() })),
});

export const searchHitSchema = z.strictObject({
  node: nodeIdSchema,
  /** start of the match in the id */ at: z.int(),
  length: z.int(),
  atMs: timeMsSchema,
});

export const addressTxRowSchema = z.strictObject({
  txid: txidSchema,
  atMs: timeMsSchema,
  height: z.int(),
  /** Sum of this address's outputs in the transaction, and of its inputs. */
  receivedSat: satSchema,
  sentSat: satSchema,
});

/** One field of a serialised transaction: byte range in the raw bytes and a text key, in order, covering every byte once. */
export const rawFieldSchema = z.strictObject({
  start: z.int(),
  length: z.int(),
  field: z.string(),
  index: z.int().nullable(),
  value: z.string(),
});
export const rawTxSchema = z.strictObject({ txid: txidSchema, hex: z.string().regex(/^([0-9a-f]{2})+$/), fields: z.array(rawFieldSchema) });

export const exhibitSchema = z.strictObject({
  id: z.string(),
  /** mail, note, statement, photo, chat: decides the paper it is shown on. */
  kind: z.enum(['mail', 'note', 'statement', 'image', 'document']),
  title: z.string(),
  /** Untrusted Markdown; the renderer sanitises. */
  markdown: z.string(),
  /** data: URL of a picture (SVG, PNG, JPEG, WebP) in the language of the view, shown only as <img>. */
  imageDataUrl: z.string().nullable(),
  alt: z.string(),
});

export const briefingSchema = z.strictObject({
  /** What the texts of the case are in, of `languages`, which the scenario has. */
  language: z.string(),
  languages: z.array(z.string()),
  title: z.string(),
  story: z.string(),
  task: z.string(),
  legalFrame: z.string(),
  exhibits: z.array(exhibitSchema),
  knownAddresses: z.array(
    z.strictObject({ key: z.string(), address: addressSchema, role: z.enum(['start', 'victim', 'reference']), text: z.string() }),
  ),
});

export const choiceSchema = z.strictObject({ id: z.string(), text: z.string() });

export const stepViewSchema = z.strictObject({
  id: z.string(),
  number: z.int(),
  title: z.string(),
  kind: z.enum(answerKinds),
  prompt: z.string(),
  maxPoints: z.int(),
  status: z.enum(['open', 'closed']),
  triesUsed: z.int(),
  triesMax: z.int(),
  hints: z.array(z.strictObject({ title: z.string(), cost: z.int(), text: z.string().nullable() })),
  /** choice, decision: options; order: events; finding: claims. Else empty. */
  choices: z.array(choiceSchema),
  /** amount: what to give, e.g. BTC with 8 places, and the tolerance in satoshi. */
  amount: z.strictObject({ unit: z.enum(['BTC', 'sat']), toleranceSat: satSchema }).nullable(),
  draft: answerSchema.nullable(),
  lastAnswer: answerSchema.nullable(),
  verdict: z.enum(['right', 'partly', 'wrong', 'recorded']).nullable(),
  points: z.int(),
  /** While open: ledger evidence on the trainee's own screen that speaks about the answer given. */
  feedback: z.array(
    z.strictObject({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])), nodes: z.array(nodeIdSchema) }),
  ),
  /** Only once closed, and only when the truth part is there. */
  explanation: z.string().nullable(),
  correct: answerSchema.nullable(),
});

export const exerciseViewSchema = z.strictObject({
  /** Opened so far, in order; what comes later is not told. */
  steps: z.array(stepViewSchema),
  currentStepId: z.string().nullable(),
  /** Steps on the way chosen so far, the unopened ones included. */
  stepCount: z.int(),
  points: z.int(),
  maxPoints: z.int(),
  clockMs: timeMsSchema,
  isFinished: z.boolean(),
  /** False: answers are recorded and graded elsewhere. */
  isGradedHere: z.boolean(),
});

export const debriefSchema = z.strictObject({
  points: z.int(),
  maxPoints: z.int(),
  percent: z.number(),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      number: z.int(),
      title: z.string(),
      kind: z.enum(answerKinds),
      points: z.int(),
      maxPoints: z.int(),
      triesUsed: z.int(),
      hintCost: z.int(),
      durationMs: z.int(),
      verdict: z.enum(['right', 'partly', 'wrong', 'recorded']).nullable(),
      answer: answerSchema.nullable(),
      correct: answerSchema.nullable(),
      explanation: z.string(),
    }),
  ),
  /** The truth's subgraph: everything criminal, with the ledger data to draw it. */
  subgraph: subgraphSchema,
  /** Accusations: marked suspect, or named in an address answer or finding. */
  found: z.array(nodeIdSchema),
  /** Criminal and not found, where a step on the trainee's way led to it. */
  missed: z.array(nodeIdSchema),
  /** Criminal and not found, asked for by no step on the way: shown, and held against nobody. */
  beyond: z.array(nodeIdSchema),
  wronglyAccused: z.array(nodeIdSchema),
  /** Who really controlled an address: actor name and role, for all nodes of the case and the truth. */
  control: z.array(z.strictObject({ address: addressSchema, actor: z.string(), role: z.string() })),
  idealPath: z.array(z.strictObject({ stepId: z.string(), title: z.string(), text: z.string(), nodes: z.array(nodeIdSchema) })),
});

export type TxView = z.infer<typeof txViewSchema>;
export type AddressView = z.infer<typeof addressViewSchema>;
export type Subgraph = z.infer<typeof subgraphSchema>;
export type Expansion = z.infer<typeof expansionSchema>;
export type ChangeCandidates = z.infer<typeof changeCandidatesSchema>;
export type CoSpend = z.infer<typeof coSpendSchema>;
export type SearchHit = z.infer<typeof searchHitSchema>;
export type AddressTxRow = z.infer<typeof addressTxRowSchema>;
export type RawTx = z.infer<typeof rawTxSchema>;
export type Exhibit = z.infer<typeof exhibitSchema>;
export type Briefing = z.infer<typeof briefingSchema>;
export type StepView = z.infer<typeof stepViewSchema>;
export type ExerciseView = z.infer<typeof exerciseViewSchema>;
export type Debrief = z.infer<typeof debriefSchema>;
