import type { Answer } from '../case/answer.ts';
import { addressNode, type NodeId, splitOutpoint, txNode } from '../ids.ts';
import type { AnswerSource } from '../language/exercise-source.ts';
import { nameRemedy } from '../language/nearest.ts';
import type { TruthNames, TruthRef } from '../language/truth-ref.ts';

/** A fault in one place of the source; the compiler of the exercise adds line and column. */
export interface NameFault {
  readonly code: 'exercise/unknown-name' | 'exercise/wrong-name' | 'exercise/times-collide' | 'exercise/bad-date';
  readonly message: string;
  readonly remedy: string;
}

export type Resolved<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: NameFault };

const found = <T>(value: T): Resolved<T> => ({ ok: true, value });
const failed = (fault: NameFault): { readonly ok: false; readonly fault: NameFault } => ({ ok: false, fault });

export function lookUp(names: TruthNames, name: string): Resolved<TruthRef> {
  const ref = names[name];
  if (ref !== undefined) return found(ref);
  const message = `nothing in this scenario is called "${name}"`;
  return failed({ code: 'exercise/unknown-name', message, remedy: nameRemedy(name, Object.keys(names)) });
}

/** One value of the kind wanted, or a fault that says what the name is instead. */
export function lookUpAs<K extends TruthRef['is']>(
  names: TruthNames,
  name: string,
  wanted: readonly K[],
): Resolved<Extract<TruthRef, { is: K }>> {
  const ref = lookUp(names, name);
  if (!ref.ok) return ref;
  if (isOneOf(ref.value, wanted)) return found(ref.value);
  const fitting = Object.keys(names).filter((other) => wanted.some((kind) => names[other]?.is === kind));
  return failed({
    code: 'exercise/wrong-name',
    message: `"${name}" is ${article(ref.value.is)}; wanted ${wanted.map(article).join(' or ')}`,
    remedy: nameRemedy(name, fitting),
  });
}

function isOneOf<K extends TruthRef['is']>(ref: TruthRef, wanted: readonly K[]): ref is Extract<TruthRef, { is: K }> {
  return (wanted as readonly string[]).includes(ref.is);
}

const article = (is: TruthRef['is']): string => (is.endsWith('s') ? is : /^[aeiou]/.test(is) ? `an ${is}` : `a ${is}`);

/** Every name in turn, flattened; the first fault stops. */
function collect<T>(list: readonly string[], one: (name: string) => Resolved<readonly T[]>): Resolved<T[]> {
  const all: T[] = [];
  for (const name of list) {
    const part = one(name);
    if (!part.ok) return part;
    all.push(...part.value);
  }
  return found(all);
}

/** Graph nodes of a name: an output stands for its transaction. */
export function nodesOf(names: TruthNames, list: readonly string[]): Resolved<NodeId[]> {
  const nodes = collect(list, (name) => {
    const ref = lookUpAs(names, name, ['address', 'addresses', 'transaction', 'transactions', 'output', 'outputs'] as const);
    return ref.ok ? found(nodesOfRef(ref.value)) : ref;
  });
  return nodes.ok ? found([...new Set(nodes.value)]) : nodes;
}

function nodesOfRef(ref: Exclude<TruthRef, { is: 'amount' | 'time' }>): NodeId[] {
  switch (ref.is) {
    case 'address':
      return [addressNode(ref.address)];
    case 'addresses':
      return ref.addresses.map(addressNode);
    case 'transaction':
      return [txNode(ref.txid)];
    case 'transactions':
      return ref.txids.map(txNode);
    case 'output':
      return [txNode(splitOutpoint(ref.outpoint).txid)];
    case 'outputs':
      return ref.outpoints.map((outpoint) => txNode(splitOutpoint(outpoint).txid));
  }
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** The answer an author wrote in names, in the ids of this world. */
export function resolveAnswer(names: TruthNames, source: AnswerSource): Resolved<Answer> {
  if (source.address !== undefined) {
    const ref = lookUpAs(names, source.address, ['address'] as const);
    return ref.ok ? found({ kind: 'address', address: ref.value.address }) : ref;
  }
  if (source.output !== undefined) {
    const ref = lookUpAs(names, source.output, ['output'] as const);
    return ref.ok ? found({ kind: 'output', outpoint: ref.value.outpoint }) : ref;
  }
  if (source.transaction !== undefined) {
    const ref = lookUpAs(names, source.transaction, ['transaction'] as const);
    return ref.ok ? found({ kind: 'transaction', txid: ref.value.txid }) : ref;
  }
  return resolveList(names, source);
}

function resolveList(names: TruthNames, source: AnswerSource): Resolved<Answer> {
  if (source.addresses !== undefined) {
    const addresses = collect(listOf(source.addresses), (name) => {
      const ref = lookUpAs(names, name, ['address', 'addresses'] as const);
      if (!ref.ok) return ref;
      return found(ref.value.is === 'address' ? [ref.value.address] : ref.value.addresses);
    });
    return addresses.ok ? found({ kind: 'address-set', addresses: [...new Set(addresses.value)].sort() }) : addresses;
  }
  if (source.path !== undefined) {
    const nodes = nodesOf(names, listOf(source.path));
    return nodes.ok ? found({ kind: 'path', nodes: nodes.value }) : nodes;
  }
  if (source.amount !== undefined) {
    const parts = collect(listOf(source.amount), (name) => {
      const ref = lookUpAs(names, name, ['amount'] as const);
      return ref.ok ? found([BigInt(ref.value.sat)]) : ref;
    });
    return parts.ok ? found({ kind: 'amount', sat: String(parts.value.reduce((sum, part) => sum + part, 0n)) }) : parts;
  }
  return resolveWords(names, source);
}

function resolveWords(names: TruthNames, source: AnswerSource): Resolved<Answer> {
  if (source.choice !== undefined) return found({ kind: 'choice', choice: source.choice });
  if (source.decision !== undefined) return found({ kind: 'decision', choice: source.decision });
  if (source.order !== undefined) return resolveOrder(names, source.order);
  const { claim, evidence, confidence } = source.finding ?? { claim: '', evidence: [], confidence: [] };
  const nodes = nodesOf(names, evidence);
  return nodes.ok ? found({ kind: 'finding', claim, text: '', evidence: nodes.value, confidence: confidence[0] ?? 'low' }) : nodes;
}

function resolveOrder(names: TruthNames, events: NonNullable<AnswerSource['order']>): Resolved<Answer> {
  const times: { event: string; atMs: number }[] = [];
  const untied: string[] = [];
  for (const event of events) {
    if (typeof event === 'string') {
      untied.push(event);
      continue;
    }
    const ref = lookUpAs(names, event.by, ['time'] as const);
    if (!ref.ok) return ref;
    const same = times.find((other) => other.atMs === ref.value.atMs);
    if (same !== undefined) {
      const message = `"${same.event}" and "${event.event}" happen at the same time in this world, so they have no order`;
      return failed({ code: 'exercise/times-collide', message, remedy: 'leave one of them out, or move an event of the story' });
    }
    times.push({ event: event.event, atMs: ref.value.atMs });
  }
  const sorted = times.sort((left, right) => left.atMs - right.atMs).map(({ event }) => event);
  return found({ kind: 'order', events: sorted.length > 0 ? sorted : untied });
}
