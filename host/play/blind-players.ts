import type { StepView, TxView } from '../../core/bridge/views.ts';
import { type Answer, confidenceSchema } from '../../core/case/answer.ts';
import { addressNode, type NodeId, txNode } from '../../core/ids.ts';
import { addressesOfOutputs } from './apply-rule.ts';
import { type FoundOutput, outputsOfTx } from './found.ts';
import { addressesOf, type PlaySession, txidsOf } from './play-session.ts';
import type { Player } from './player.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Largest transactions taken when a blind player expands, so that one busy address does not swallow the screen. */
const expandTop = 10;
/** Addresses a guesser looks around from before each step. */
const wanderSteps = 4;
/** An accuser stops looking when this many things are on the graph. */
const crowd = 800;

/** What an address leads to in both directions. */
async function lookBothWays(session: PlaySession, address: string): Promise<NodeId[]> {
  const look = (direction: 'in' | 'out') =>
    session.ledger('ledger.expand', { node: addressNode(address), direction, filter: { top: expandTop } });
  return [...(await look('in')).nodes, ...(await look('out')).nodes];
}

/** Everything of the kinds a step asks for that the player has come across. */
interface Seen {
  readonly addresses: readonly string[];
  readonly txs: readonly TxView[];
  readonly outputs: readonly FoundOutput[];
}

async function lookAt(session: PlaySession, nodes: Iterable<NodeId>): Promise<Seen> {
  const known = [...nodes];
  const txs = await session.transactions(txidsOf(known));
  const outputs = txs.flatMap(outputsOfTx);
  return { addresses: [...new Set([...addressesOf(known), ...addressesOfOutputs(outputs)])], txs, outputs };
}

/** Wanders over the ledger and answers every step by chance, evenly among the candidates of the right type it has come across, until the step closes. */
export class GuessPlayer implements Player {
  readonly #random: SeededRandom;
  readonly #seen = new Set<NodeId>();

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  async answer(step: StepView, session: PlaySession): Promise<Answer | null> {
    for (const node of session.graph) this.#seen.add(node);
    if (step.triesUsed === 0) await this.#wander(session);
    return this.#guess(step, await lookAt(session, this.#seen));
  }

  async #wander(session: PlaySession): Promise<void> {
    for (const address of this.#random.shuffled(addressesOf(this.#seen)).slice(0, wanderSteps)) {
      for (const node of await lookBothWays(session, address)) this.#seen.add(node);
    }
  }

  #guess(step: StepView, seen: Seen): Answer | null {
    const random = this.#random;
    const choice = random.pick(step.choices)?.id ?? '';
    switch (step.kind) {
      case 'address':
        return withOne(random.pick(seen.addresses), (address) => ({ kind: 'address', address }));
      case 'output':
        return withOne(random.pick(seen.outputs), ({ outpoint }) => ({ kind: 'output', outpoint }));
      case 'transaction':
        return withOne(random.pick(seen.txs), ({ txid }) => ({ kind: 'transaction', txid }));
      case 'amount':
        return withOne(random.pick(seen.outputs), ({ valueSat }) => ({ kind: 'amount', sat: String(valueSat) }));
      case 'address-set':
        return { kind: 'address-set', addresses: random.some(seen.addresses).slice(0, 2000) };
      case 'path':
        return {
          kind: 'path',
          nodes: random
            .shuffled(random.some(seen.txs))
            .slice(0, 400)
            .map((tx) => txNode(tx.txid)),
        };
      case 'order':
        return { kind: 'order', events: random.shuffled(step.choices).map((event) => event.id) };
      case 'choice':
        return { kind: 'choice', choice };
      case 'decision':
        return { kind: 'decision', choice };
      case 'finding': {
        const evidence = random
          .some(seen.txs)
          .slice(0, 200)
          .map((tx) => txNode(tx.txid));
        const confidence = random.pick(confidenceSchema.options) ?? 'low';
        return { kind: 'finding', claim: choice, text: 'a guess', evidence, confidence };
      }
    }
  }
}

const withOne = <T>(candidate: T | undefined, answer: (candidate: T) => Answer): Answer | null =>
  candidate === undefined ? null : answer(candidate);

/** Expands until the graph is crowded and names everybody: all addresses where a set is asked, the one that took the most where one is. */
export class AccuseAllPlayer implements Player {
  #lookedAtMs = -1;

  async answer(step: StepView, session: PlaySession): Promise<Answer | null> {
    if (step.triesUsed > 0) return step.lastAnswer;
    if (session.clockMs !== this.#lookedAtMs) {
      this.#lookedAtMs = session.clockMs;
      await this.#crowdGraph(session);
      await this.#markAll(session);
    }
    const seen = await lookAt(session, session.graph);
    if (step.kind === 'address-set') return { kind: 'address-set', addresses: seen.addresses.slice(0, 2000) };
    if (step.kind === 'address') return withOne(busiest(seen), (address) => ({ kind: 'address', address }));
    if (step.kind !== 'finding') return null;
    const evidence = seen.txs.slice(0, 200).map((tx) => txNode(tx.txid));
    return { kind: 'finding', claim: step.choices[0]?.id ?? '', text: 'everybody did it', evidence, confidence: 'high' };
  }

  async #crowdGraph(session: PlaySession): Promise<void> {
    const expanded = new Set<string>();
    for (let next = addressesOf(session.graph); next.length > 0 && session.graph.size < crowd; ) {
      const found: NodeId[] = [];
      for (const address of next.slice(0, crowd - session.graph.size)) {
        expanded.add(address);
        found.push(...(await lookBothWays(session, address)));
      }
      await session.add(found.slice(0, 2000));
      next = addressesOf(session.graph).filter((address) => !expanded.has(address));
    }
  }

  async #markAll(session: PlaySession): Promise<void> {
    const nodes = addressesOf(session.graph).map(addressNode).slice(0, 2000);
    if (nodes.length > 0) await session.append({ type: 'mark.set', nodes, mark: 'suspect' });
  }
}

/** The address that took the most; ties to the first seen. */
function busiest(seen: Seen): string | undefined {
  const taken = new Map<string, bigint>();
  for (const { address, valueSat } of seen.outputs) if (address !== null) taken.set(address, (taken.get(address) ?? 0n) + valueSat);
  return [...taken].reduce<[string, bigint] | undefined>(
    (best, next) => (best === undefined || next[1] > best[1] ? next : best),
    undefined,
  )?.[0];
}
