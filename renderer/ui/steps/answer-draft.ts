import type { TxView } from '../../../core/bridge/views.ts';
import type { Answer, AnswerKind } from '../../../core/case/answer.ts';
import { isAddressNode, type NodeId, nodeKey } from '../../../core/ids.ts';

/** What is picked in the workspace at this moment. */
export interface Picked {
  readonly selection: readonly NodeId[];
  readonly output: string | null;
}

const addressesOf = (selection: readonly NodeId[]): string[] => selection.filter(isAddressNode).map(nodeKey);
const txidsOf = (selection: readonly NodeId[]): string[] => selection.filter((node) => !isAddressNode(node)).map(nodeKey);

/** The items of both lists, the second's new ones at the end. */
const joined = <T>(first: readonly T[], second: readonly T[]): T[] => [...first, ...second.filter((item) => !first.includes(item))];

/**
 * The output meant by a selection: the one picked as such, else the only one by which the selected transaction
 * pays the selected address. null when the selection names none or several.
 */
function outputOfSelection(picked: Picked, txs: ReadonlyMap<string, TxView>): string | null {
  if (picked.output !== null) return picked.output;
  const [txid, ...otherTxs] = txidsOf(picked.selection);
  const [address, ...otherAddresses] = addressesOf(picked.selection);
  if (txid === undefined || address === undefined || otherTxs.length + otherAddresses.length > 0) return null;
  const paying = txs.get(txid)?.outputs.filter((output) => output.address === address) ?? [];
  return paying.length === 1 ? `${txid}:${paying[0]?.vout}` : null;
}

/**
 * The draft with the selection taken in: a single thing is replaced, lists grow. null: nothing selected fits this kind of answer.
 * Kinds that are not picked in the workspace (amount, choice, decision, order) always give null.
 */
export function withSelection(
  kind: AnswerKind,
  draft: Answer | null,
  source: { picked: Picked; txs: ReadonlyMap<string, TxView> },
): Answer | null {
  const { picked, txs } = source;
  const addresses = addressesOf(picked.selection);
  const txids = txidsOf(picked.selection);
  switch (kind) {
    case 'address':
      return addresses.length === 1 ? { kind, address: addresses[0] as string } : null;
    case 'transaction':
      return txids.length === 1 ? { kind, txid: txids[0] as string } : null;
    case 'output': {
      const outpoint = outputOfSelection(picked, txs);
      return outpoint === null ? null : { kind, outpoint };
    }
    case 'address-set': {
      if (addresses.length === 0) return null;
      return { kind, addresses: joined(draft?.kind === kind ? draft.addresses : [], addresses) };
    }
    case 'path':
      return picked.selection.length === 0 ? null : { kind, nodes: joined(draft?.kind === kind ? draft.nodes : [], picked.selection) };
    case 'finding': {
      if (picked.selection.length === 0) return null;
      const finding = draft?.kind === kind ? draft : emptyFinding;
      return { ...finding, evidence: joined(finding.evidence, picked.selection) };
    }
    default:
      return null;
  }
}

export const emptyFinding: Extract<Answer, { kind: 'finding' }> = {
  kind: 'finding',
  claim: '',
  text: '',
  evidence: [],
  confidence: 'moderate',
};

/** Whether an answer says enough to be submitted. */
export function isComplete(answer: Answer | null): answer is Answer {
  if (answer === null) return false;
  if (answer.kind === 'address-set') return answer.addresses.length > 0;
  if (answer.kind === 'path') return answer.nodes.length > 1;
  if (answer.kind === 'finding') return answer.claim !== '' && answer.text.trim() !== '' && answer.evidence.length > 0;
  return true;
}

/** Nodes an answer points at, so that the graph can mark them as picked. */
export function answerNodes(answer: Answer | null): readonly NodeId[] {
  switch (answer?.kind) {
    case 'address':
      return [`a:${answer.address}`];
    case 'transaction':
      return [`t:${answer.txid}`];
    case 'output':
      return [`t:${answer.outpoint.slice(0, 64)}`];
    case 'address-set':
      return answer.addresses.map((address): NodeId => `a:${address}`);
    case 'path':
      return answer.nodes;
    case 'finding':
      return answer.evidence;
    default:
      return [];
  }
}

/** The list with the item at `from` moved to `to`; unchanged when `to` is outside. */
export function movedItem<T>(items: readonly T[], from: number, to: number): T[] {
  if (to < 0 || to >= items.length) return [...items];
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), items[from] as T, ...rest.slice(to)];
}
