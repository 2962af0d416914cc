import type { AddressView, ChangeCandidates, StepView, TxView } from '../bridge/views.ts';
import type { Answer } from '../case/answer.ts';
import type { CaseState } from '../case/case-state.ts';
import { addressNode, isAddressNode, type NodeId, nodeKey, splitOutpoint, txNode } from '../ids.ts';

/**
 * What feedback may read: the ledger and the tags as of the attempt's clock, nothing else. The key is not among its inputs, so it
 * cannot say more than the ledger does.
 */
export interface Evidence {
  /** @throws AppError when the transaction is not in the ledger as of now. */
  transaction(txid: string): Promise<TxView>;
  address(address: string): Promise<AddressView>;
  changeCandidates(txid: string): Promise<ChangeCandidates>;
}

export type Feedback = StepView['feedback'][number];

const feedback = (code: string, facts: Feedback['facts'], nodes: readonly NodeId[]): Feedback => ({ code, facts, nodes: [...nodes] });

/**
 * Evidence on the trainee's own graph that speaks about an answer that was not right. Things that are not visible on the graph are
 * answered with a count alone. Sets, amounts, choices and orders get no word on which part is wrong.
 */
export async function feedbackOn(answer: Answer, nodes: CaseState['nodes'], evidence: Evidence): Promise<Feedback[]> {
  const isVisible = (node: NodeId) => nodes.get(node)?.hidden === false;
  switch (answer.kind) {
    case 'output':
      return outputFeedback(answer.outpoint, isVisible, evidence);
    case 'transaction':
      return isVisible(txNode(answer.txid))
        ? [transactionFeedback(await evidence.transaction(answer.txid))]
        : offGraph([txNode(answer.txid)], isVisible);
    case 'address':
      return isVisible(addressNode(answer.address))
        ? [addressFeedback(await evidence.address(answer.address))]
        : offGraph([addressNode(answer.address)], isVisible);
    case 'address-set':
      return offGraph(answer.addresses.map(addressNode), isVisible);
    case 'path':
      return pathFeedback(answer.nodes, isVisible, evidence);
    case 'finding':
      return offGraph(answer.evidence, isVisible);
    case 'amount':
    case 'choice':
    case 'order':
    case 'decision':
      return [];
  }
}

type Visible = (node: NodeId) => boolean;

/** How much of the answer the trainee has not put on the graph: not which, and not whether it is wrong. */
function offGraph(named: readonly NodeId[], isVisible: Visible): Feedback[] {
  const count = new Set(named.filter((node) => !isVisible(node))).size;
  return count === 0 ? [] : [feedback('feedback/not-on-graph', { count }, [])];
}

/** What the change heuristics that apply say about the chosen output, as the inspector shows it. */
async function outputFeedback(outpoint: string, isVisible: Visible, evidence: Evidence): Promise<Feedback[]> {
  const { txid, vout } = splitOutpoint(outpoint);
  const node = txNode(txid);
  if (!isVisible(node)) return offGraph([node], isVisible);
  const { heuristics } = await evidence.changeCandidates(txid);
  return heuristics
    .filter((heuristic) => heuristic.isApplicable)
    .map((heuristic) => {
      const keeps = heuristic.survivors.includes(vout);
      return feedback(keeps ? 'feedback/change-rule-keeps' : 'feedback/change-rule-rules-out', { heuristic: heuristic.id, vout }, [node]);
    });
}

function transactionFeedback(tx: TxView): Feedback {
  const facts = { inputs: tx.inputs.length, outputs: tx.outputs.length, feeSat: tx.feeSat ?? '0', atMs: tx.atMs };
  return feedback('feedback/transaction-facts', facts, [txNode(tx.txid)]);
}

function addressFeedback(view: AddressView): Feedback {
  const node = addressNode(view.address);
  const tag = view.tags.find((candidate) => candidate.isService);
  if (view.isService && tag !== undefined)
    return feedback('feedback/address-is-service', { label: tag.label, category: tag.category }, [node]);
  return feedback('feedback/address-facts', { txCount: view.txCount, receivedSat: view.receivedSat, balanceSat: view.balanceSat }, [node]);
}

/** The first place where the path does not follow the money: a transaction that spends no output of the one named before it. */
async function pathFeedback(path: readonly NodeId[], isVisible: Visible, evidence: Evidence): Promise<Feedback[]> {
  const txs = path.filter((node) => !isAddressNode(node));
  for (const [index, node] of txs.entries()) {
    const previous = txs[index - 1];
    if (previous === undefined || !isVisible(previous) || !isVisible(node)) continue;
    const tx = await evidence.transaction(nodeKey(node));
    const follows = tx.inputs.some((input) => input.prev !== null && splitOutpoint(input.prev).txid === nodeKey(previous));
    if (!follows) return [feedback('feedback/path-breaks', { place: index + 1 }, [previous, node]), ...offGraph(path, isVisible)];
  }
  return offGraph(path, isVisible);
}
