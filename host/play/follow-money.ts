import type { TxView } from '../../core/bridge/views.ts';
import { addressNode, type NodeId, txNode } from '../../core/ids.ts';
import { type Found, type FoundOutput, outputsOfTx } from './found.ts';
import type { PlaySession } from './play-session.ts';

const hopsMax = 400;

/** Outputs as they are now: what was unspent when it was found may have been spent since the clock moved. */
export async function asOfNow(session: PlaySession, outputs: readonly FoundOutput[]): Promise<FoundOutput[]> {
  const makers = await session.transactions(outputs.map((output) => output.txid));
  return makers.flatMap((tx, index) => outputsOfTx(tx)[outputs[index]?.vout ?? -1] ?? []);
}

/** The transaction that spends an output as of now; null while it is unspent. */
export async function nextTx(session: PlaySession, output: FoundOutput): Promise<TxView | null> {
  const [current] = await asOfNow(session, [output]);
  if (current === undefined || current.spentByTxid === null) return null;
  const [tx] = await session.transactions([current.spentByTxid]);
  return tx ?? null;
}

const larger = (left: FoundOutput, right: FoundOutput): FoundOutput => (right.valueSat > left.valueSat ? right : left);

/**
 * A peel chain by its shape (one input, two outputs; the larger output carries on; ties to the lower vout). Ends where the carrier
 * is unspent or its spender has another shape.
 */
export async function followPeels(session: PlaySession, start: FoundOutput): Promise<Extract<Found, { is: 'chain' }>> {
  const txs: TxView[] = [];
  const peels: FoundOutput[] = [];
  const carriers: FoundOutput[] = [];
  let carrier = start;
  while (txs.length < hopsMax) {
    const tx = await nextTx(session, carrier);
    if (tx === null || tx.inputs.length !== 1) break;
    const [first, second, ...others] = outputsOfTx(tx);
    if (first === undefined || second === undefined || others.length > 0) break;
    carrier = larger(first, second);
    txs.push(tx);
    carriers.push(carrier);
    peels.push(carrier === first ? second : first);
  }
  await session.add(nodesOfTxs(txs));
  return { is: 'chain', txs, peels, carriers };
}

/** How many transactions an output's money has gone through as of now, along the larger output each time. Puts them on the graph. */
export async function hopsOf(session: PlaySession, start: FoundOutput): Promise<number> {
  const txs: TxView[] = [];
  let output: FoundOutput | null = start;
  while (output !== null && txs.length < hopsMax) {
    const tx = await nextTx(session, output);
    if (tx === null) break;
    txs.push(tx);
    const [first, ...others] = outputsOfTx(tx);
    output = first === undefined ? null : others.reduce(larger, first);
  }
  await session.add(nodesOfTxs(txs));
  return txs.length;
}

function nodesOfTxs(txs: readonly TxView[]): NodeId[] {
  return txs.flatMap((tx) => [
    txNode(tx.txid),
    ...tx.outputs.flatMap((output) => (output.address === null ? [] : [addressNode(output.address)])),
  ]);
}
