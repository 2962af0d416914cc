import { z } from 'zod';
import { expandFilterSchema } from '../chain/expand-filter.ts';
import { addressSchema, nodeIdSchema, timeMsSchema, txidSchema } from '../ids.ts';
import { answerSchema } from './answer.ts';

const stepId = z.string().regex(/^[a-z][a-z0-9-]{0,47}$/);
const seq = z.int().min(0);
const nodes = z.array(nodeIdSchema).min(1).max(2000);
const coordinate = z.number().min(-1e6).max(1e6);

export const markSchema = z.enum(['suspect', 'victim', 'cleared']);

/** Work: undoable, one entry a change. The trainee appends these. */
export const workSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('graph.expand'),
    from: nodeIdSchema,
    direction: z.enum(['in', 'out']),
    filter: expandFilterSchema,
    nodes: z.array(nodeIdSchema).max(2000),
  }),
  z.strictObject({ type: z.literal('graph.add'), nodes }),
  z.strictObject({ type: z.literal('graph.hide'), nodes }),
  z.strictObject({ type: z.literal('graph.show'), nodes }),
  /** A node dropped by hand stays there: moving pins it. */
  z.strictObject({ type: z.literal('graph.move'), node: nodeIdSchema, x: coordinate, y: coordinate, z: coordinate }),
  /** Pin where it stands (position given) or let the layout have it again (null). */
  z.strictObject({
    type: z.literal('graph.pin'),
    node: nodeIdSchema,
    at: z.strictObject({ x: coordinate, y: coordinate, z: coordinate }).nullable(),
  }),
  z.strictObject({ type: z.literal('label.set'), node: nodeIdSchema, text: z.string().max(80) }),
  z.strictObject({ type: z.literal('note.set'), node: nodeIdSchema, text: z.string().max(4000) }),
  z.strictObject({ type: z.literal('mark.set'), nodes, mark: markSchema.nullable() }),
  /** The trainee accepts a co-spend grouping: an inference, drawn as one. */
  z.strictObject({
    type: z.literal('group.apply'),
    group: z.string().max(120),
    heuristic: z.literal('co-spend'),
    members: z.array(addressSchema).min(2).max(2000),
    evidence: z.array(txidSchema).min(1).max(2000),
  }),
  z.strictObject({ type: z.literal('group.drop'), group: z.string().max(120) }),
  z.strictObject({ type: z.literal('change.claim'), txid: txidSchema, vout: z.int().min(0), heuristic: z.string().max(40) }),
  z.strictObject({ type: z.literal('change.withdraw'), txid: txidSchema }),
  z.strictObject({ type: z.literal('answer.draft'), stepId, answer: answerSchema.nullable() }),
  z.strictObject({ type: z.literal('undo'), target: seq }),
  z.strictObject({ type: z.literal('redo'), target: seq }),
]);

/** `heuristic` of a change claim that rests on no rule but on the trainee's own judgement. */
export const ownJudgement = 'own';

/** Acts: final; undo skips them. Only the host writes these, as the outcome of a call. */
export const actSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('attempt.begin'),
    scenarioId: z.string(),
    worldKey: z.string(),
    traineeId: z.string(),
    gradingVersion: z.int(),
    clockMs: timeMsSchema,
    startNodes: z.array(nodeIdSchema),
    victimNodes: z.array(nodeIdSchema),
  }),
  z.strictObject({ type: z.literal('step.open'), stepId }),
  z.strictObject({ type: z.literal('clock.set'), toMs: timeMsSchema }),
  z.strictObject({ type: z.literal('answer.submit'), stepId, answer: answerSchema }),
  /** `recorded`: the truth part was absent; graded later from the same log. `scorePpm` = partial credit in millionths. */
  z.strictObject({
    type: z.literal('answer.verdict'),
    stepId,
    attemptNo: z.int().min(1),
    verdict: z.enum(['right', 'partly', 'wrong', 'recorded']),
    scorePpm: z.int().min(0).max(1_000_000),
    points: z.int().min(0),
  }),
  z.strictObject({ type: z.literal('hint.buy'), stepId, hint: z.int().min(0), cost: z.int().min(0) }),
  z.strictObject({ type: z.literal('step.close'), stepId, why: z.enum(['right', 'no-tries-left', 'revealed', 'recorded', 'skipped']) }),
  z.strictObject({ type: z.literal('attempt.finish') }),
]);

export const payloadSchema = z.union([workSchema, actSchema]);

/** One line of the case log. `hash` = SHA-256 over the RFC 8785 form of the entry without `hash`; `prev` is the hash before it (64 zeros at seq 0). */
export const entrySchema = z.strictObject({
  seq,
  prev: z.string().regex(/^[0-9a-f]{64}$/),
  /** Wall clock of the host when committed, ms since 1970 UTC. Used for time per step only. */
  atMs: timeMsSchema,
  kind: z.enum(['work', 'act']),
  payload: payloadSchema,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Work = z.infer<typeof workSchema>;
export type Act = z.infer<typeof actSchema>;
export type Entry = z.infer<typeof entrySchema>;
export type Mark = z.infer<typeof markSchema>;
