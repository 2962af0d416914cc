import { z } from 'zod';
import { answerSchema } from '../case/answer.ts';
import { entrySchema, workSchema } from '../case/entry.ts';
import { expandFilterSchema } from '../chain/expand-filter.ts';
import type { ErrorData } from '../errors.ts';
import { addressSchema, nodeIdSchema, pictureNamePattern, timeMsSchema, txidSchema } from '../ids.ts';
import {
  addressTxRowSchema,
  addressViewSchema,
  briefingSchema,
  changeCandidatesSchema,
  coSpendSchema,
  debriefSchema,
  exerciseViewSchema,
  expansionSchema,
  rawTxSchema,
  searchHitSchema,
  subgraphSchema,
} from './views.ts';

export type Role = 'trainee' | 'instructor';

const everyone: readonly Role[] = ['trainee', 'instructor'];
const trainees: readonly Role[] = ['trainee'];

const id = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);
const attempt = { attemptId: id };
/** Every ledger query says the simulated time it asks about; later than the attempt's clock is refused. */
const query = { ...attempt, asOfMs: timeMsSchema };
const headSchema = z.strictObject({ seq: z.int().min(-1), hash: z.string().regex(/^[0-9a-f]{64}$/) });
const onHead = { ...attempt, expectedHead: headSchema };
const nothing = z.strictObject({});
/** A file name as a scenario may write it: no path, no leading dot. */
const mediumName = z.string().max(255).regex(pictureNamePattern);
const appended = z.strictObject({ entries: z.array(entrySchema), head: headSchema });

export const traineeSchema = z.strictObject({ id, name: z.string().min(1).max(60) });

export const scenarioCardSchema = z.strictObject({
  scenarioId: id,
  title: z.string(),
  story: z.string(),
  level: z.string(),
  skills: z.array(z.string()),
  chains: z.array(z.string()),
  estimatedMinutes: z.int(),
  languages: z.array(z.string()),
  /** What title and story are in. */
  language: z.string(),
  /** shipped with Ariadne, or opened from a file */
  origin: z.enum(['shipped', 'opened']),
  stepCount: z.int(),
  /** Of the chosen trainee, newest first. */
  attempts: z.array(
    z.strictObject({
      attemptId: id,
      startedAtMs: timeMsSchema,
      state: z.enum(['under-way', 'done', 'locked', 'damaged']),
      stepNumber: z.int(),
      stepCount: z.int(),
      percent: z.number(),
    }),
  ),
});

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O, roles: readonly Role[]) {
  return { input, output, roles };
}

/** THE contract between a client and the host. Types derive from it; transports carry it; the host validates both ways. */
export const calls = {
  'app.info': call(
    nothing,
    z.strictObject({
      version: z.string(),
      runtime: z.string(),
      isElectron: z.boolean(),
      dataFolder: z.string(),
      contractVersion: z.literal(1),
    }),
    everyone,
  ),
  'app.saveDiagnostics': call(nothing, z.strictObject({ savedTo: z.string().nullable() }), everyone),

  'trainees.list': call(nothing, z.strictObject({ trainees: z.array(traineeSchema) }), everyone),
  'trainees.create': call(z.strictObject({ name: z.string().trim().min(1).max(60) }), z.strictObject({ trainee: traineeSchema }), everyone),

  'library.list': call(
    z.strictObject({ traineeId: id, language: z.string().max(20) }),
    z.strictObject({ cards: z.array(scenarioCardSchema) }),
    everyone,
  ),
  /** Shows the shell's file dialog; null when the person cancels or the shell has none. Progress and outcome come as `import.*` events. */
  'library.openDialog': call(nothing, z.strictObject({ jobId: id.nullable() }), everyone),
  /** A picture that a dropped scenario will bring; kept for this session until its next `library.importText`. At most 60, 24 MB in all. */
  'library.putMedium': call(z.strictObject({ name: mediumName, base64: z.base64().max(2_800_000) }), nothing, everyone),
  /** A scenario source as text (drag and drop), with the pictures put before by name. Compiles in a worker. */
  'library.importText': call(
    z.strictObject({ name: z.string().max(255), text: z.string().max(4_000_000), media: z.array(mediumName).max(60).default([]) }),
    z.strictObject({ jobId: id }),
    everyone,
  ),
  'library.cancelImport': call(z.strictObject({ jobId: id }), nothing, everyone),

  'attempt.start': call(
    z.strictObject({ traineeId: id, scenarioId: id, language: z.string().max(20) }),
    z.strictObject({ attemptId: id }),
    trainees,
  ),
  /** Takes the attempt's lock for this session; refused (`attempt/locked`) while another holds it. */
  'attempt.open': call(
    z.strictObject({ ...attempt, language: z.string().max(20) }),
    z.strictObject({ entries: z.array(entrySchema), head: headSchema, briefing: briefingSchema, exercise: exerciseViewSchema }),
    trainees,
  ),
  'attempt.close': call(z.strictObject(attempt), nothing, trainees),
  'attempt.entries': call(
    z.strictObject({ ...attempt, afterSeq: z.int().min(-1) }),
    z.strictObject({ entries: z.array(entrySchema), head: headSchema }),
    trainees,
  ),
  /** Work only. Refused (`log/head-moved`) when the head is not the expected one. */
  'attempt.append': call(z.strictObject({ ...onHead, work: workSchema }), appended, trainees),

  'ledger.subgraph': call(z.strictObject({ ...query, nodes: z.array(nodeIdSchema).max(2000) }), subgraphSchema, trainees),
  'ledger.address': call(z.strictObject({ ...query, address: addressSchema }), addressViewSchema, trainees),
  'ledger.addressTxs': call(
    z.strictObject({ ...query, address: addressSchema, offset: z.int().min(0), limit: z.int().min(1).max(500) }),
    z.strictObject({ rows: z.array(addressTxRowSchema), total: z.int() }),
    trainees,
  ),
  'ledger.expand': call(
    z.strictObject({ ...query, node: nodeIdSchema, direction: z.enum(['in', 'out']), filter: expandFilterSchema }),
    expansionSchema,
    trainees,
  ),
  'ledger.changeCandidates': call(z.strictObject({ ...query, txid: txidSchema }), changeCandidatesSchema, trainees),
  'ledger.coSpend': call(z.strictObject({ ...query, address: addressSchema }), coSpendSchema, trainees),
  'ledger.search': call(
    z.strictObject({ ...query, text: z.string().min(3).max(100), limit: z.int().min(1).max(100) }),
    z.strictObject({ hits: z.array(searchHitSchema), total: z.int() }),
    trainees,
  ),
  'ledger.rawTx': call(z.strictObject({ ...query, txid: txidSchema }), rawTxSchema, trainees),

  'exercise.view': call(z.strictObject(attempt), exerciseViewSchema, trainees),
  'exercise.submit': call(
    z.strictObject({ ...onHead, stepId: z.string(), answer: answerSchema }),
    z.strictObject({ ...appended.shape, exercise: exerciseViewSchema }),
    trainees,
  ),
  'exercise.buyHint': call(
    z.strictObject({ ...onHead, stepId: z.string(), hint: z.int().min(0) }),
    z.strictObject({ ...appended.shape, exercise: exerciseViewSchema }),
    trainees,
  ),
  /** Gives the step up: it closes with 0 points and, where the truth part is there, shows its answer. */
  'exercise.reveal': call(
    z.strictObject({ ...onHead, stepId: z.string() }),
    z.strictObject({ ...appended.shape, exercise: exerciseViewSchema }),
    trainees,
  ),
  /** After the last step is closed. Only now may the debrief be read. */
  'exercise.finish': call(z.strictObject(onHead), z.strictObject({ ...appended.shape, exercise: exerciseViewSchema }), trainees),
  'debrief.get': call(z.strictObject({ ...attempt, language: z.string().max(20) }), debriefSchema, everyone),
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>;
export type CallResult<N extends CallName> =
  | { readonly ok: true; readonly value: CallOutput<N> }
  | { readonly ok: false; readonly error: ErrorData };

export const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('attempt.appended'), seq: z.int(), attemptId: id, entries: z.array(entrySchema) }),
  z.strictObject({ type: z.literal('import.progress'), seq: z.int(), jobId: id, phase: z.string(), done: z.int(), total: z.int() }),
  z.strictObject({ type: z.literal('import.done'), seq: z.int(), jobId: id, scenarioId: id }),
  z.strictObject({
    type: z.literal('import.failed'),
    seq: z.int(),
    jobId: id,
    file: z.string(),
    isCancelled: z.boolean(),
    problems: z.array(
      z.strictObject({
        code: z.string(),
        line: z.int().nullable(),
        column: z.int().nullable(),
        path: z.string(),
        message: z.string(),
        remedy: z.string(),
      }),
    ),
  }),
  /** The desktop menu asks for a screen action by its command id. */
  z.strictObject({ type: z.literal('shell.command'), seq: z.int(), command: z.string() }),
  /** The library changed (an import, an attempt finished elsewhere): list again. */
  z.strictObject({ type: z.literal('library.changed'), seq: z.int() }),
]);
export type BridgeEvent = z.infer<typeof eventSchema>;

/** What a client holds, whatever carries it: in-process, Electron IPC, WebSocket. Events carry a session-wide rising `seq`. */
export interface BridgeTransport {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallResult<N>>;
  onEvent(listener: (event: BridgeEvent) => void): () => void;
  close(): void;
}

export type TraineeRecord = z.infer<typeof traineeSchema>;
export type ScenarioCard = z.infer<typeof scenarioCardSchema>;
export type Head = z.infer<typeof headSchema>;
export type ImportFailure = Extract<BridgeEvent, { type: 'import.failed' }>;
