import { createHash } from 'node:crypto';
import type { Answer } from '../../core/case/answer.ts';
import { canonicalJson } from '../../core/case/hash-chain.ts';
import { addressNode, txNode } from '../../core/ids.ts';
import type { TruthRef } from '../../core/language/truth-ref.ts';
import { type CompiledWorld, type TruthPart, truthPartSchema } from '../../core/pack/parts.ts';

type Key = TruthPart['key'];
type KeyEntry = Key['steps'][string];

export function truthOf(world: CompiledWorld): TruthPart {
  return truthPartSchema.parse(JSON.parse(new TextDecoder().decode(world.files.get('truth.json'))));
}

/** The same world but for its truth part: ledger, registers, exercise and key stay, so that nothing else can tell the two apart. */
export function withTruth(world: CompiledWorld, truth: TruthPart): CompiledWorld {
  const bytes = new TextEncoder().encode(canonicalJson(truthPartSchema.parse(truth)));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const manifest = { ...world.manifest, files: { ...world.manifest.files, 'truth.json': { sha256, bytes: bytes.length } } };
  const files = new Map(world.files).set('truth.json', bytes).set('manifest.json', new TextEncoder().encode(canonicalJson(manifest)));
  return { ...world, manifest, files };
}

const eachStep = (key: Key, change: (entry: KeyEntry, id: string, index: number) => KeyEntry): Key['steps'] =>
  Object.fromEntries(Object.entries(key.steps).map(([id, entry], index) => [id, change(entry, id, index)]));

export const marker = (place: string): string => `MARKER<${place}>`;
const markedTxid = (n: number): string => `feed${String(n).padStart(4, '0')}`.repeat(8);
const markedAddress = (n: number): string => `1MARKED${String(n).padStart(4, '0')}${'x'.repeat(20)}`;
const markedNumber = (n: number): number => 777_000_000 + n;
const marks = /MARKER<[^>]*>|feed\d{4}|1MARKED\d{4}|\b7770000\d\d\d?\b|\b777\d{6}\b/g;

/** Everything of a marked truth that is in a text, each once, sorted. */
export const marksIn = (text: string): string[] => [...new Set(text.match(marks) ?? [])].sort();

/**
 * Every field of the truth carries something of its own that is nowhere else in the world: texts a marker that names their place, ids and
 * amounts such as the ledger does not hold. What has no room for one (the confidence of a finding, who of the actors it is that controls
 * an address) is proven by `otherTruth`.
 */
export function markedTruth(truth: TruthPart): TruthPart {
  return {
    ...truth,
    seed: marker('seed'),
    names: Object.fromEntries(Object.entries(truth.names).map(([name, ref], n) => [marker(`name ${name}`), markedRef(ref, n)])),
    actors: truth.actors.map(({ id }) => ({ id: marker(`actor id ${id}`), name: marker(`actor ${id}`), role: marker(`role ${id}`) })),
    control: Object.fromEntries(Object.values(truth.control).map((owner, n) => [markedAddress(1000 + n), owner])),
    key: {
      steps: eachStep(truth.key, (entry, id, index) => ({
        answer: markedAnswer(entry.answer, { id, n: 500 + index }),
        accept: [markedAnswer(entry.answer, { id: `${id}, also right`, n: 600 + index })],
        explanation: marker(`explanation ${id}`),
        confidence: entry.confidence,
        ideal: { text: marker(`ideal ${id}`), nodes: [txNode(markedTxid(700 + index)), addressNode(markedAddress(700 + index))] },
      })),
      criminal: { addresses: [markedAddress(900)], txids: [markedTxid(900)] },
    },
  };
}

function markedRef(ref: TruthRef, n: number): TruthRef {
  switch (ref.is) {
    case 'address':
      return { is: 'address', address: markedAddress(n) };
    case 'addresses':
      return { is: 'addresses', addresses: [markedAddress(n)] };
    case 'transaction':
      return { is: 'transaction', txid: markedTxid(n) };
    case 'transactions':
      return { is: 'transactions', txids: [markedTxid(n)] };
    case 'output':
      return { is: 'output', outpoint: `${markedTxid(n)}:0` };
    case 'outputs':
      return { is: 'outputs', outpoints: [`${markedTxid(n)}:0`] };
    case 'amount':
      return { is: 'amount', sat: String(markedNumber(n)) };
    case 'time':
      return { is: 'time', atMs: markedNumber(n) };
  }
}

function markedAnswer(answer: Answer, { id, n }: { id: string; n: number }): Answer {
  const word = marker(`answer ${id}`);
  switch (answer.kind) {
    case 'address':
      return { kind: 'address', address: markedAddress(n) };
    case 'address-set':
      return { kind: 'address-set', addresses: [markedAddress(n)] };
    case 'transaction':
      return { kind: 'transaction', txid: markedTxid(n) };
    case 'output':
      return { kind: 'output', outpoint: `${markedTxid(n)}:0` };
    case 'path':
      return { kind: 'path', nodes: [txNode(markedTxid(n))] };
    case 'amount':
      return { kind: 'amount', sat: String(markedNumber(n)) };
    case 'choice':
      return { kind: 'choice', choice: word };
    case 'decision':
      return { kind: 'decision', choice: word };
    case 'order':
      return { kind: 'order', events: [word] };
    case 'finding':
      return { ...answer, claim: word, evidence: [txNode(markedTxid(n))] };
  }
}

/** What no call ever carries, made different: seed, names, ids of the actors. */
export const otherSecrets = (truth: TruthPart): TruthPart => ({
  ...truth,
  seed: 'f'.repeat(64),
  names: { 'something.else': { is: 'amount', sat: '1' } },
  actors: truth.actors.map((actor, index) => ({ ...actor, id: `actor-${index}` })),
});

/** All that grading the right answers does not need, made different: besides the above who controls what, who is criminal, ideal paths. */
export function otherSurroundings(truth: TruthPart): TruthPart {
  const control = Object.entries(truth.control);
  const innocent = control.map(([address]) => address).filter((address) => !truth.key.criminal.addresses.includes(address));
  return {
    ...otherSecrets(truth),
    actors: truth.actors.map((_, index) => ({ id: `actor-${index}`, name: `somebody ${index}`, role: 'person' })),
    control: Object.fromEntries(control.slice(1).map(([address, owner]) => [address, (owner + 1) % truth.actors.length])),
    key: {
      steps: eachStep(truth.key, (entry) => ({
        ...entry,
        accept: [],
        confidence: entry.confidence.length > 0 ? ['low', ...entry.confidence] : [],
        ideal: { text: 'Another way.', nodes: [] },
      })),
      criminal: { addresses: innocent.slice(0, 3), txids: [] },
    },
  };
}

/** Nothing of the truth left as it was. `answers` are the right ones now; all but them are made up here. */
export function otherTruth(truth: TruthPart, answers: Readonly<Record<string, Answer>>): TruthPart {
  const other = otherSurroundings(truth);
  const steps = eachStep(other.key, (entry, id) => ({
    ...entry,
    answer: answers[id] ?? entry.answer,
    explanation: `Another reason for ${id}.`,
  }));
  return { ...other, key: { ...other.key, steps } };
}
