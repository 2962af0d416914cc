import type { Expansion } from '../bridge/views.ts';
import type { ExpandFilter } from '../chain/expand-filter.ts';
import type { Tag } from '../chain/tag.ts';
import { addressNode, isAddressNode, type NodeId, nodeKey, txNode } from '../ids.ts';
import type { IndexedTx, LedgerIndex } from './ledger-index.ts';
import { movedBy, ordersBelow, subgraph } from './ledger-views.ts';

export type Direction = 'in' | 'out';

/** Transactions that one expansion brings at most; a filter finds the rest. */
export const expansionCap = 60;

/** A transaction next to the expanded node and the value it moves through that node. */
interface Neighbour {
  readonly indexed: IndexedTx;
  readonly valueSat: bigint;
}

/**
 * The neighbours of a node against (`in`) or along (`out`) the money:
 *
 * - address, in: transactions that pay it, with their input addresses; out: transactions that spend from it, with their output addresses.
 * - transaction, in: its input addresses and the transactions that made the outputs it spends; out: its output addresses and the
 *   transactions that spend its outputs.
 *
 * A service is a stop sign: money that enters it is pooled, so expanding it would show other customers' payments.
 * @throws AppError `trace/unknown-address`, `trace/unknown-transaction`
 */
export function expand(index: LedgerIndex, query: { node: NodeId; direction: Direction; filter: ExpandFilter; asOfMs: number }): Expansion {
  const { node, asOfMs } = query;
  const limit = index.limitAt(asOfMs);
  const tag = isAddressNode(node) ? serviceTagOf(index, nodeKey(node), limit) : null;
  if (tag !== null) return { nodes: [], subgraph: { txs: [], addresses: [] }, stop: { reason: 'service', tag }, omitted: 0 };
  const found = isAddressNode(node) ? aroundAddress(index, { ...query, limit }) : aroundTx(index, { ...query, limit });
  const nodes = [...new Set<NodeId>([node, ...found.nodes])];
  return { nodes, subgraph: subgraph(index, nodes, asOfMs), stop: null, omitted: found.omitted };
}

function serviceTagOf(index: LedgerIndex, address: string, limit: number): Tag | null {
  index.address(address, limit);
  return index.serviceTag(address);
}

interface Around {
  readonly nodes: readonly NodeId[];
  readonly omitted: number;
}

interface Query {
  readonly node: NodeId;
  readonly direction: Direction;
  readonly filter: ExpandFilter;
  readonly limit: number;
}

function aroundAddress(index: LedgerIndex, { node, direction, filter, limit }: Query): Around {
  const address = nodeKey(node);
  const known = index.address(address, limit);
  const neighbours: Neighbour[] = [];
  for (const order of ordersBelow(known, limit)) {
    const indexed = index.at(order);
    const { receivedSat, sentSat } = movedBy(address, indexed);
    const isWanted = direction === 'in' ? receivedSat > 0n : sentSat > 0n;
    if (isWanted) neighbours.push({ indexed, valueSat: direction === 'in' ? receivedSat : sentSat });
  }
  const chosen = choose(neighbours, filter);
  const nodes = chosen.flatMap(({ indexed }) => [
    txNode(indexed.tx.txid),
    ...(direction === 'in' ? inputNodes(indexed) : outputNodes(indexed)),
  ]);
  return { nodes, omitted: neighbours.length - chosen.length };
}

function aroundTx(index: LedgerIndex, { node, direction, filter, limit }: Query): Around {
  const indexed = index.tx(nodeKey(node), limit);
  const sums = new Map<number, bigint>();
  const add = (order: number, valueSat: bigint): void => void sums.set(order, (sums.get(order) ?? 0n) + valueSat);
  if (direction === 'in') {
    for (const input of indexed.spent)
      if (input !== null && !isService(index, input.output.address)) add(input.from.order, input.output.valueSat);
  } else {
    indexed.spenders.forEach((spender, vout) => {
      const output = indexed.tx.outputs[vout];
      if (spender !== null && spender.order < limit && output !== undefined && !isService(index, output.address))
        add(spender.order, output.valueSat);
    });
  }
  const neighbours = [...sums].sort(([a], [b]) => a - b).map(([order, valueSat]) => ({ indexed: index.at(order), valueSat }));
  const chosen = choose(neighbours, filter);
  const addresses = direction === 'in' ? inputNodes(indexed) : outputNodes(indexed);
  return { nodes: [...addresses, ...chosen.map((one) => txNode(one.indexed.tx.txid))], omitted: neighbours.length - chosen.length };
}

const isService = (index: LedgerIndex, address: string | null): boolean => address !== null && index.serviceTag(address) !== null;

function inputNodes({ spent }: IndexedTx): NodeId[] {
  return spent.flatMap((input) => (input === null || input.output.address === null ? [] : [addressNode(input.output.address)]));
}

function outputNodes({ tx }: IndexedTx): NodeId[] {
  return tx.outputs.flatMap((output) => (output.address === null ? [] : [addressNode(output.address)]));
}

/** Those the filter lets through; of too many, the ones that move most (ties: ledger order). In ledger order again. */
function choose(neighbours: readonly Neighbour[], filter: ExpandFilter): readonly Neighbour[] {
  const minSat = filter.minSat === undefined ? 0n : BigInt(filter.minSat);
  const maxSat = filter.maxSat === undefined ? null : BigInt(filter.maxSat);
  const passing = neighbours.filter(({ indexed, valueSat }) => {
    if (valueSat < minSat || (maxSat !== null && valueSat > maxSat)) return false;
    return indexed.tx.atMs >= (filter.fromMs ?? 0) && indexed.tx.atMs <= (filter.toMs ?? Infinity);
  });
  const most = Math.min(filter.top ?? expansionCap, expansionCap);
  if (passing.length <= most) return passing;
  const byValue = [...passing].sort((a, b) =>
    a.valueSat === b.valueSat ? a.indexed.order - b.indexed.order : a.valueSat > b.valueSat ? -1 : 1,
  );
  return byValue.slice(0, most).sort((a, b) => a.indexed.order - b.indexed.order);
}
