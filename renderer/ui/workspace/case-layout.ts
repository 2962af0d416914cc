import type { Subgraph } from '../../../core/bridge/views.ts';
import type { Position } from '../../../core/case/case-state.ts';
import { isAddressNode, type NodeId, nodeKey } from '../../../core/ids.ts';
import type { CaseData } from '../../state/case-session.ts';
import { hopsLayout } from '../../view/hops-layout.ts';
import { placementsOf } from '../../view/placements.ts';

type CaseOnShow = Pick<CaseData, 'state' | 'ledger'>;

/** Ledger data of the case's nodes, in the order of the case: what else has been looked at stays out of the picture. */
export function caseSubgraph({ state, ledger }: CaseOnShow): Subgraph {
  const subgraph: Subgraph = { txs: [], addresses: [] };
  for (const node of state.nodes.keys()) {
    const tx = isAddressNode(node) ? undefined : ledger.txs.get(nodeKey(node));
    const address = isAddressNode(node) ? ledger.addresses.get(nodeKey(node)) : undefined;
    if (tx !== undefined) subgraph.txs.push(tx);
    if (address !== undefined) subgraph.addresses.push(address);
  }
  return subgraph;
}

/** Where every visible node stands: as the layout has it, or where the trainee put it. */
export function casePositions(data: CaseOnShow): ReadonlyMap<NodeId, Position> {
  const { nodes, startNodes, victimNodes, history } = data.state;
  return hopsLayout({ nodes, startNodes, victimNodes, subgraph: caseSubgraph(data), placements: placementsOf(history) });
}
