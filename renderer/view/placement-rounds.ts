import type { NodeId } from '../../core/ids.ts';

/** Nodes that can be placed at the same time: after what pays them, before what they pay, or apart from everything. */
export interface PlacementRound {
  readonly side: 'after' | 'before' | 'apart';
  readonly nodes: readonly NodeId[];
}

/** Whom money goes to and comes from, by node; a node that is missing has no links. */
export interface MoneyGraph {
  readonly payers: ReadonlyMap<NodeId, readonly NodeId[]>;
  readonly payees: ReadonlyMap<NodeId, readonly NodeId[]>;
}

/**
 * Order in which the nodes of one batch are placed beside what stands, so that money moves right as far as it can: a node waits
 * for everything of its batch that pays it, however far along a chain; what only leads to standing nodes is placed backwards from them.
 * Circles (an address that gets its own money back) are cut at the first node of the batch that could be placed.
 */
export function* placementRounds(
  batch: readonly NodeId[],
  graph: MoneyGraph,
  isStanding: (node: NodeId) => boolean,
): Generator<PlacementRound> {
  const pending = new Set(batch);
  const isDone = (node: NodeId): boolean => !pending.has(node) && isStanding(node);
  while (pending.size > 0) {
    let hasMoved = false;
    for (const side of ['after', 'before'] as const) {
      const [towards, away] = side === 'after' ? [graph.payers, graph.payees] : [graph.payees, graph.payers];
      for (const nodes of sweep({ pending, towards, away, isDone })) {
        hasMoved = true;
        yield { side, nodes };
      }
    }
    if (hasMoved) continue;
    const root = [...pending].find((node) => !(graph.payers.get(node) ?? []).some((payer) => pending.has(payer))) ?? [...pending][0];
    pending.delete(root as NodeId);
    yield { side: 'apart', nodes: [root as NodeId] };
  }
}

interface Sweep {
  /** In the order of the batch; placed nodes are taken out. */
  readonly pending: Set<NodeId>;
  readonly towards: MoneyGraph['payers'];
  readonly away: MoneyGraph['payers'];
  isDone(node: NodeId): boolean;
}

/** Everything that can be reached from standing nodes, in topological rounds (Kahn 1962). */
function* sweep({ pending, towards, away, isDone }: Sweep): Generator<NodeId[]> {
  const reached = reachable({ pending, towards, away, isDone });
  const waitsFor = new Map([...reached].map((node) => [node, countIn(towards.get(node), reached)]));
  let ready = [...reached].filter((node) => waitsFor.get(node) === 0);
  while (reached.size > 0) {
    if (ready.length === 0) ready = [firstPlaceable(reached, towards, isDone)];
    for (const node of ready) {
      reached.delete(node);
      pending.delete(node);
    }
    yield ready;
    ready = released(ready, { reached, waitsFor, away });
  }
}

/** Who waited for these alone. */
function released(
  placed: readonly NodeId[],
  { reached, waitsFor, away }: { reached: ReadonlySet<NodeId>; waitsFor: Map<NodeId, number>; away: Sweep['away'] },
): NodeId[] {
  const free = new Set<NodeId>();
  for (const other of placed.flatMap((node) => away.get(node) ?? [])) {
    if (!reached.has(other)) continue;
    const left = (waitsFor.get(other) ?? 0) - 1;
    waitsFor.set(other, left);
    if (left <= 0) free.add(other);
  }
  return [...free];
}

function reachable({ pending, towards, away, isDone }: Sweep): Set<NodeId> {
  const found = new Set([...pending].filter((node) => (towards.get(node) ?? []).some(isDone)));
  for (const node of found) {
    for (const other of away.get(node) ?? []) if (pending.has(other)) found.add(other);
  }
  return new Set([...pending].filter((node) => found.has(node)));
}

function countIn(nodes: readonly NodeId[] | undefined, set: ReadonlySet<NodeId>): number {
  return (nodes ?? []).reduce((count, node) => (set.has(node) ? count + 1 : count), 0);
}

function firstPlaceable(reached: ReadonlySet<NodeId>, towards: MoneyGraph['payers'], isDone: (node: NodeId) => boolean): NodeId {
  const all = [...reached];
  return all.find((node) => (towards.get(node) ?? []).some(isDone)) ?? (all[0] as NodeId);
}
