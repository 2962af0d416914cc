import type { Debrief, Subgraph } from '../../core/bridge/views.ts';
import type { CaseState } from '../../core/case/case-state.ts';
import type { NodeId } from '../../core/ids.ts';

/** Words and figures on the graph, in the reader's language. */
export interface SceneTexts {
  /** Amount with its unit. */
  value(sat: bigint): string;
  /** UTC time of a transaction. */
  time(atMs: number): string;
  /** Several inputs or outputs drawn as one line, e.g. `×3`. */
  times(count: number): string;
  /** Name of the rule behind a claimed change output. */
  changeRule(heuristic: string): string;
  /** Name of the rule behind a co-spend link. */
  readonly coSpend: string;
}

/** Truth over the trainee's graph: sets of nodes, drawn by mark and, where the trainee never had them, as ghosts. */
export interface DebriefOverlay {
  readonly found: ReadonlySet<NodeId>;
  readonly missed: ReadonlySet<NodeId>;
  /** Criminal, and no step asked for it. */
  readonly beyond: ReadonlySet<NodeId>;
  readonly wronglyAccused: ReadonlySet<NodeId>;
  /** Nodes the trainee never had on the graph. */
  readonly ghosts: ReadonlySet<NodeId>;
  /** Address to the one who really held it. */
  readonly control: ReadonlyMap<string, string>;
}

export interface SceneInput {
  readonly state: Pick<CaseState, 'nodes' | 'groups' | 'changeClaims' | 'startNodes' | 'victimNodes'>;
  /** Ledger data of the visible nodes at least; a node without data is drawn plain. */
  readonly subgraph: Subgraph;
  readonly selection: ReadonlySet<NodeId>;
  /** Output (`txid:vout`) that is picked as such; null or absent for none. */
  readonly selectedOutput?: string | null;
  /** Nodes picked for the answer being drafted. */
  readonly picked?: readonly NodeId[];
  /** The trainee's path, drawn dotted in its order. */
  readonly claimPath?: readonly NodeId[];
  readonly texts: SceneTexts;
  readonly overlay?: DebriefOverlay | null;
}

/** The case's nodes and, after them, everything criminal that the trainee never reached. */
export function withTruthNodes(nodes: CaseState['nodes'], debrief: Pick<Debrief, 'subgraph'>): CaseState['nodes'] {
  const all = new Map(nodes);
  const since = Number.MAX_SAFE_INTEGER;
  const add = (id: NodeId): void => {
    if (all.has(id)) return;
    all.set(id, { id, since, parent: null, hidden: false, pinned: null, label: '', note: '', mark: null });
  };
  for (const tx of debrief.subgraph.txs) add(`t:${tx.txid}`);
  for (const address of debrief.subgraph.addresses) add(`a:${address.address}`);
  return all;
}

/** Data of both; where both know a thing, the first one's. */
export function mergeSubgraphs(first: Subgraph, second: Subgraph): Subgraph {
  const txids = new Set(first.txs.map((tx) => tx.txid));
  const addresses = new Set(first.addresses.map((address) => address.address));
  return {
    txs: [...first.txs, ...second.txs.filter((tx) => !txids.has(tx.txid))],
    addresses: [...first.addresses, ...second.addresses.filter((address) => !addresses.has(address.address))],
  };
}

export function debriefOverlay(
  nodes: CaseState['nodes'],
  debrief: Pick<Debrief, 'subgraph' | 'found' | 'missed' | 'beyond' | 'wronglyAccused' | 'control'>,
): DebriefOverlay {
  const ghosts = [...withTruthNodes(nodes, debrief).keys()].filter((id) => !nodes.has(id));
  return {
    found: new Set(debrief.found),
    missed: new Set(debrief.missed),
    beyond: new Set(debrief.beyond),
    wronglyAccused: new Set(debrief.wronglyAccused),
    ghosts: new Set(ghosts),
    control: new Map(debrief.control.map(({ address, actor }) => [address, actor])),
  };
}
