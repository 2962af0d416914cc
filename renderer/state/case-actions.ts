import { ownJudgement, type Work } from '../../core/case/entry.ts';
import type { Tag } from '../../core/chain/tag.ts';
import { AppError } from '../../core/errors.ts';
import { isAddressNode, type NodeId, nodeKey } from '../../core/ids.ts';
import type { Bridge } from '../bridge.ts';
import type { CaseSession } from './case-session.ts';
import type { ViewStore } from './view-store.ts';

/** What a screen needs to change the case. */
export interface CaseTools {
  readonly bridge: Bridge;
  readonly cases: CaseSession;
  readonly view: ViewStore;
}

export type ExpandOutcome =
  | { readonly kind: 'stopped'; readonly tag: Tag }
  | { readonly kind: 'expanded'; readonly added: number; readonly omitted: number }
  /** `omitted` > 0: the filter left everything out. */
  | { readonly kind: 'nothing'; readonly omitted: number };

/** Asks the ledger for the neighbours of a node under the filter in force and puts the new ones on the graph. */
export async function expandNode(tools: CaseTools, from: NodeId, direction: 'in' | 'out'): Promise<ExpandOutcome> {
  const { attemptId, state } = tools.cases.data;
  const { filter } = tools.view.getState();
  const found = await tools.bridge.call('ledger.expand', { attemptId, asOfMs: state.clockMs, node: from, direction, filter });
  if (found.stop !== null) return { kind: 'stopped', tag: found.stop.tag };
  const onGraph = tools.cases.data.state.nodes;
  const added = found.nodes.filter((node) => onGraph.get(node)?.hidden !== false);
  if (added.length === 0) return { kind: 'nothing', omitted: found.omitted };
  await tools.cases.append({ type: 'graph.expand', from, direction, filter, nodes: found.nodes }, found.subgraph);
  return { kind: 'expanded', added: added.length, omitted: found.omitted };
}

/** Puts nodes on the graph, or shows them again where they were hidden; nothing happens to the ones in sight. */
export async function bringIn(tools: CaseTools, nodes: readonly NodeId[]): Promise<void> {
  const onGraph = tools.cases.data.state.nodes;
  const absent = nodes.filter((node) => !onGraph.has(node));
  const hidden = nodes.filter((node) => onGraph.get(node)?.hidden === true);
  if (absent.length > 0) await tools.cases.append({ type: 'graph.add', nodes: [...absent] });
  if (hidden.length > 0) await tools.cases.append({ type: 'graph.show', nodes: [...hidden] });
}

/** Claims an output as the change of its transaction, on the rule that leaves it alone, else on the trainee's own judgement. */
export async function claimChange(tools: CaseTools, txid: string, vout: number): Promise<void> {
  const { attemptId, state } = tools.cases.data;
  const { heuristics } = await tools.bridge.call('ledger.changeCandidates', { attemptId, asOfMs: state.clockMs, txid });
  const only = heuristics.find((heuristic) => heuristic.isApplicable && heuristic.unique === vout);
  await tools.cases.append({ type: 'change.claim', txid, vout, heuristic: only?.id ?? ownJudgement });
}

/** Accepts the co-spend grouping of an address. Throws `trace/no-co-spend` when it was never spent together with another. */
export async function groupByCoSpend(tools: CaseTools, node: NodeId): Promise<number> {
  if (!isAddressNode(node)) throw new AppError('trace/no-co-spend', 'Only addresses are grouped by co-spend.', { subject: node });
  const { attemptId, state } = tools.cases.data;
  const address = nodeKey(node);
  const found = await tools.bridge.call('ledger.coSpend', { attemptId, asOfMs: state.clockMs, address });
  if (found.members.length < 2) {
    throw new AppError('trace/no-co-spend', `${address} was not spent together with another address so far.`, { subject: address });
  }
  const work: Work = {
    type: 'group.apply',
    group: `co-spend-${found.members[0]}`,
    heuristic: 'co-spend',
    members: found.members,
    evidence: found.evidence.map((item) => item.txid),
  };
  await tools.cases.append(work);
  return found.members.length;
}
