import type { Expansion } from '../bridge/views.ts';
import type { ExpandFilter } from '../chain/expand-filter.ts';
import { addressNode, isAddressNode, type NodeId, nodeKey, txNode } from '../ids.ts';
import { at, intAt, type LedgerAsOf, numbersOf, satAt } from './ledger-as-of.ts';
import { none } from './ledger-columns.ts';
import type { LedgerIndex } from './ledger-index.ts';
import { subgraph } from './ledger-views.ts';

export type Direction = 'in' | 'out';

/** Transactions that one expansion brings at most; a filter finds the rest. */
export const expansionCap = 60;
/** Nodes that one expansion brings at most: as many as one entry of the case log holds. */
export const expansionNodeCap = 2000;

/** A transaction next to the expanded node and the value it moves through that node. */
interface Neighbour {
  readonly tx: number;
  readonly valueSat: bigint;
}

export interface ExpandQuery {
  readonly node: NodeId;
  readonly direction: Direction;
  readonly filter: ExpandFilter;
  readonly asOfMs: number;
}

/**
 * The neighbours of a node against (`in`) or along (`out`) the money:
 *
 * - address, in: transactions that pay it, with their input addresses; out: transactions that spend from it, with their output addresses.
 * - transaction, in: its input addresses and the transactions that made the outputs it spends; out: its output addresses and the
 *   transactions that spend its outputs.
 *
 * A service is a stop sign: money that enters it is pooled, so what leaves it is other customers' money. A service that is met
 * appears, and nothing beyond it.
 * @throws AppError `trace/unknown-address`, `trace/unknown-transaction`
 */
export function expand(index: LedgerIndex, query: ExpandQuery): Expansion {
  const { node, asOfMs } = query;
  const ledger = index.asOf(asOfMs);
  if (!isAddressNode(node)) return expansion(index, query, aroundTx(index, ledger, query));
  const address = ledger.address(nodeKey(node));
  const tag = index.tags.serviceTag(nodeKey(node), asOfMs);
  if (tag !== null) return { nodes: [], subgraph: { txs: [], addresses: [] }, stop: { reason: 'service', tag }, omitted: 0 };
  return expansion(index, query, aroundAddress(ledger, address, query));
}

interface Around {
  readonly nodes: Iterable<NodeId>;
  readonly omitted: number;
}

function expansion(index: LedgerIndex, { asOfMs }: ExpandQuery, around: Around): Expansion {
  const nodes = [...around.nodes];
  return { nodes, subgraph: subgraph(index, nodes, asOfMs), stop: null, omitted: around.omitted };
}

function aroundAddress(ledger: LedgerAsOf, address: number, { node, direction, filter }: ExpandQuery): Around {
  const neighbours: Neighbour[] = [];
  for (const row of numbersOf(ledger.rows(address))) {
    const { receivedSat, sentSat } = ledger.rowAmounts(address, row);
    const valueSat = direction === 'in' ? receivedSat : sentSat;
    if (valueSat > 0n) neighbours.push({ tx: intAt(ledger.columns.rowTx, row), valueSat });
  }
  const nodes = new Set<NodeId>([node]);
  let brought = 0;
  for (const { tx } of choose(ledger, neighbours, filter)) {
    if (nodes.size >= expansionNodeCap) break;
    brought += 1;
    addWithin(nodes, [txNode(ledger.txid(tx)), ...endNodes(ledger, tx, direction)]);
  }
  return { nodes, omitted: neighbours.length - brought };
}

function aroundTx(index: LedgerIndex, ledger: LedgerAsOf, { node, direction, filter, asOfMs }: ExpandQuery): Around {
  const tx = ledger.tx(nodeKey(node));
  const moved = new Map<number, bigint>();
  for (const { address, beyond, valueSat } of ways(ledger, tx, direction)) {
    if (beyond === none) continue;
    const text = ledger.addressText(address);
    const isStop = text !== null && index.tags.serviceTag(text, asOfMs) !== null;
    if (!isStop) moved.set(beyond, (moved.get(beyond) ?? 0n) + valueSat);
  }
  const neighbours = [...moved].sort(([left], [right]) => left - right).map(([next, valueSat]) => ({ tx: next, valueSat }));
  const nodes = new Set<NodeId>([node]);
  addWithin(nodes, endNodes(ledger, tx, direction));
  const room = expansionNodeCap - nodes.size;
  const chosen = choose(ledger, neighbours, filter).slice(0, room);
  addWithin(
    nodes,
    chosen.map((next) => txNode(ledger.txid(next.tx))),
  );
  return { nodes, omitted: neighbours.length - chosen.length };
}

interface Way {
  readonly address: number;
  /** The transaction on the far side of the address, or `none`. */
  readonly beyond: number;
  readonly valueSat: bigint;
}

/** One way per input or output: through which address, to which transaction. */
function* ways(ledger: LedgerAsOf, tx: number, direction: Direction): Generator<Way> {
  const { inputSpends, outputAddress, outputSat, outputTx, inputTx } = ledger.columns;
  if (direction === 'in') {
    for (const input of numbersOf(ledger.inputs(tx))) {
      const spent = intAt(inputSpends, input);
      if (spent !== none) yield { address: intAt(outputAddress, spent), beyond: intAt(outputTx, spent), valueSat: satAt(outputSat, spent) };
    }
    return;
  }
  for (const output of numbersOf(ledger.outputs(tx))) {
    const spender = ledger.spender(output);
    const beyond = spender === none ? none : intAt(inputTx, spender);
    yield { address: intAt(outputAddress, output), beyond, valueSat: satAt(outputSat, output) };
  }
}

function endNodes(ledger: LedgerAsOf, tx: number, direction: Direction): NodeId[] {
  return [...ways(ledger, tx, direction)].flatMap(({ address }) => {
    const text = ledger.addressText(address);
    return text === null ? [] : [addressNode(text)];
  });
}

function addWithin(nodes: Set<NodeId>, more: readonly NodeId[]): void {
  for (const node of more) {
    if (nodes.size >= expansionNodeCap) return;
    nodes.add(node);
  }
}

/** Those the filter lets through; of too many, the ones that move most (ties: ledger order). In ledger order again. */
function choose(ledger: LedgerAsOf, neighbours: readonly Neighbour[], filter: ExpandFilter): readonly Neighbour[] {
  const minSat = filter.minSat === undefined ? 0n : BigInt(filter.minSat);
  const maxSat = filter.maxSat === undefined ? null : BigInt(filter.maxSat);
  const passing = neighbours.filter(({ tx, valueSat }) => {
    const atMs = at(ledger.columns.txAtMs, tx);
    if (valueSat < minSat || (maxSat !== null && valueSat > maxSat)) return false;
    return atMs >= (filter.fromMs ?? 0) && atMs <= (filter.toMs ?? Infinity);
  });
  const most = Math.min(filter.top ?? expansionCap, expansionCap);
  if (passing.length <= most) return passing;
  const byValue = [...passing].sort((left, right) => {
    if (left.valueSat !== right.valueSat) return left.valueSat > right.valueSat ? -1 : 1;
    return left.tx - right.tx;
  });
  return byValue.slice(0, most).sort((left, right) => left.tx - right.tx);
}
