import type { AddressView, Subgraph, TxView } from '../../core/bridge/views.ts';
import type { CaseState } from '../../core/case/case-state.ts';
import { isAddressNode, type NodeId, nodeKey } from '../../core/ids.ts';
import type { Bridge } from '../bridge.ts';

/** What the window knows of the ledger, all of it as of one simulated time. */
export interface LedgerCache {
  readonly asOfMs: number;
  readonly txs: ReadonlyMap<string, TxView>;
  readonly addresses: ReadonlyMap<string, AddressView>;
}

export const emptyLedger = (asOfMs: number): LedgerCache => ({ asOfMs, txs: new Map(), addresses: new Map() });

export function mergeSubgraph(ledger: LedgerCache, subgraph: Subgraph): LedgerCache {
  const txs = new Map(ledger.txs);
  const addresses = new Map(ledger.addresses);
  for (const tx of subgraph.txs) txs.set(tx.txid, tx);
  for (const address of subgraph.addresses) addresses.set(address.address, address);
  return { asOfMs: ledger.asOfMs, txs, addresses };
}

const knows = (ledger: LedgerCache, node: NodeId): boolean =>
  isAddressNode(node) ? ledger.addresses.has(nodeKey(node)) : ledger.txs.has(nodeKey(node));

/** The contract's limit of node ids per call. */
const nodesPerCall = 2000;

/**
 * Ledger data for every node of the case. When the exercise clock has moved, everything is asked again:
 * a spent output or a balance seen earlier is no longer true.
 */
export async function loadLedger(
  bridge: Bridge,
  about: { readonly attemptId: string; readonly state: CaseState; readonly ledger: LedgerCache },
): Promise<LedgerCache> {
  const { attemptId, state } = about;
  const asOfMs = state.clockMs;
  let ledger = about.ledger.asOfMs === asOfMs ? about.ledger : emptyLedger(asOfMs);
  const missing = [...state.nodes.keys()].filter((node) => !knows(ledger, node));
  for (let at = 0; at < missing.length; at += nodesPerCall) {
    const nodes = missing.slice(at, at + nodesPerCall);
    ledger = mergeSubgraph(ledger, await bridge.call('ledger.subgraph', { attemptId, asOfMs, nodes }));
  }
  return ledger;
}
