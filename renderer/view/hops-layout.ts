import type { Subgraph } from '../../core/bridge/views.ts';
import type { CaseNode, Position } from '../../core/case/case-state.ts';
import { isAddressNode, type NodeId } from '../../core/ids.ts';
import { flowLinks } from './flow-links.ts';
import { FreeRows } from './free-rows.ts';
import { type MoneyGraph, placementRounds } from './placement-rounds.ts';
import type { Placement } from './placements.ts';
import type { Transfer } from './scene-view.ts';

/** Changing a number or rule below moves the graphs of saved attempts: raise the version and its table in the tests with it. */
export const hopsLayoutVersion = 1;

/** World units between hops and between neighbours in a hop. */
export const columnWidth = 3.6;
export const rowHeight = 4.2;
/** A family larger than this folds into layers behind each other. */
const rowsBeforeFolding = 14;
const mostLayers = 5;
const layerDepth = 3.2;
const layerShift = 0.75;
/** Rows between start nodes, and above an unconnected newcomer. */
const startSpacing = 4;
const islandGap = 3;

export interface HopsInput {
  /** All nodes of the case, the hidden ones too: they keep their place, so that showing them again moves nothing. */
  readonly nodes: ReadonlyMap<NodeId, CaseNode>;
  readonly startNodes: readonly NodeId[];
  readonly victimNodes: readonly NodeId[];
  /** Ledger data of all those nodes. A node that is missing here is placed apart. */
  readonly subgraph: Subgraph;
  /** Moves and pins in log order: what grows after a move grows next to the moved node. */
  readonly placements: readonly Placement[];
}

interface Cell {
  readonly column: number;
  readonly row: number;
  readonly layer: number;
}

/** Nodes of one round that are placed together beside the same neighbour. */
interface Family {
  readonly anchor: Cell;
  readonly column: number;
  readonly members: { readonly node: NodeId; readonly slot: number; readonly valueSat: bigint }[];
}

/** A link seen from one of its ends. */
interface Neighbour {
  readonly node: NodeId;
  readonly link: Transfer;
}

/**
 * Left to right by hop distance, money moving right. Nodes are placed in the order of the log, each next to what already stands,
 * so the place of a node depends on nothing that came after it. The largest member of a family stays in line with its neighbour:
 * a peel chain reads as one straight line with its peels beside it.
 * Returns the visible nodes' positions, hand-placed ones where the trainee put them.
 */
export function hopsLayout(input: HopsInput): Map<NodeId, Position> {
  const layout = new HopsRun(input);
  layout.placeAll();
  const positions = new Map<NodeId, Position>();
  for (const node of input.nodes.values()) {
    if (!node.hidden) positions.set(node.id, node.pinned ?? positionOf(layout.cells.get(node.id)));
  }
  return positions;
}

function positionOf(cell: Cell | undefined): Position {
  const { column, row, layer } = cell ?? { column: 0, row: 0, layer: 0 };
  // + 0: a minus zero would not compare equal to a stored zero.
  return { x: column * columnWidth + layer * layerShift, y: -row * rowHeight + 0, z: -layer * layerDepth + 0 };
}

function cellAt(position: Position): Cell {
  return { column: Math.round(position.x / columnWidth), row: Math.round(-position.y / rowHeight), layer: 0 };
}

class HopsRun {
  /** Where the layout has each node; kept while the node is pinned elsewhere. */
  readonly cells = new Map<NodeId, Cell>();
  readonly #input: HopsInput;
  readonly #moved = new Map<NodeId, Cell>();
  readonly #order = new Map<NodeId, number>();
  /** Place in the case: breaks every tie, so that the order of the ledger data does not matter. */
  readonly #rank: ReadonlyMap<NodeId, number>;
  readonly #rows = new Map<number, FreeRows>();
  readonly #payers = new Map<NodeId, Neighbour[]>();
  readonly #payees = new Map<NodeId, Neighbour[]>();
  #lowestRow = -islandGap;

  constructor(input: HopsInput) {
    this.#input = input;
    this.#rank = new Map([...input.nodes.keys()].map((node, index) => [node, index]));
    const add = (to: Map<NodeId, Neighbour[]>, node: NodeId, neighbour: Neighbour): void => {
      const known = to.get(node);
      if (known === undefined) to.set(node, [neighbour]);
      else known.push(neighbour);
    };
    for (const link of flowLinks(input.subgraph, input.nodes)) {
      add(this.#payees, link.from, { node: link.to, link });
      add(this.#payers, link.to, { node: link.from, link });
    }
  }

  placeAll(): void {
    const batches = groupBySince(this.#input.nodes.values());
    const placements = [...this.#input.placements];
    for (const since of [...batches.keys()].sort((a, b) => a - b)) {
      while (placements[0] !== undefined && placements[0].seq < since) this.#applyPlacement(placements.shift() as Placement);
      this.#placeBatch((batches.get(since) ?? []).map((node) => node.id));
    }
  }

  #applyPlacement({ node, at }: Placement): void {
    if (at === null) {
      this.#moved.delete(node);
      return;
    }
    const cell = cellAt(at);
    this.#moved.set(node, cell);
    this.#take(cell.column, cell.row, 1);
  }

  #placeBatch(batch: readonly NodeId[]): void {
    const starts = new Set(this.#placeStarts(batch));
    const rest = batch.filter((node) => !starts.has(node));
    const standing = this.#order.size;
    for (const { side, nodes } of placementRounds(rest, this.#graphOf(rest), (node) => this.cells.has(node))) {
      const ranked = [...nodes].sort((a, b) => this.#rankOf(a) - this.#rankOf(b));
      if (side === 'apart') for (const node of ranked) this.#placeIsland(node);
      else for (const family of this.#families(ranked, side, standing)) this.#placeFamily(family);
    }
  }

  #graphOf(nodes: readonly NodeId[]): MoneyGraph {
    const ends = (neighbours: ReadonlyMap<NodeId, Neighbour[]>) =>
      new Map(nodes.map((node) => [node, (neighbours.get(node) ?? []).map((neighbour) => neighbour.node)]));
    return { payers: ends(this.#payers), payees: ends(this.#payees) };
  }

  /** Known addresses come first: what the victim owns two hops left of the start, where its money comes from. */
  #placeStarts(batch: readonly NodeId[]): NodeId[] {
    const victims = new Set(this.#input.victimNodes);
    const starts = new Set(this.#input.startNodes);
    const known = batch.filter((node) => (victims.has(node) || starts.has(node)) && !this.#hasStandingNeighbour(node));
    const rows = { victim: 0, start: 0 };
    for (const node of known) {
      const kind = victims.has(node) ? 'victim' : 'start';
      const column = kind === 'victim' ? -2 : 0;
      const row = this.#rowsOf(column).nearestStart(1, rows[kind]);
      rows[kind] = row + startSpacing;
      this.#put(node, { column, row, layer: 0 });
    }
    return known;
  }

  #hasStandingNeighbour(node: NodeId): boolean {
    return [...(this.#payers.get(node) ?? []), ...(this.#payees.get(node) ?? [])].some((neighbour) => this.cells.has(neighbour.node));
  }

  #placeIsland(node: NodeId): void {
    this.#put(node, { column: 0, row: this.#lowestRow + islandGap, layer: 0 });
  }

  /** `standing`: how many nodes stood before this batch. */
  #families(nodes: readonly NodeId[], side: 'after' | 'before', standing: number): Family[] {
    const families = new Map<string, Family>();
    for (const node of nodes) {
      const { node: beside, link } = this.#anchor(node, side, standing);
      const anchor = this.#standing(beside);
      const column = anchor.column + (side === 'after' ? 1 : -1);
      const family = families.get(beside) ?? { anchor, column, members: [] };
      family.members.push({ node, slot: isAddressNode(beside) ? 0 : (link.slots[0] ?? 0), valueSat: link.valueSat });
      families.set(beside, family);
    }
    return [...families.values()].sort((a, b) => a.column - b.column || a.anchor.row - b.anchor.row);
  }

  /**
   * The neighbour that decides the place: the furthest along the money of the node's parent and its own batch, so that a chain that
   * comes at once unrolls; without either, of all that stands.
   */
  #anchor(node: NodeId, side: 'after' | 'before', standing: number): Neighbour {
    const placed = ((side === 'after' ? this.#payers : this.#payees).get(node) ?? []).filter((other) => this.cells.has(other.node));
    const parent = this.#input.nodes.get(node)?.parent;
    const near = placed.filter((other) => other.node === parent || (this.#order.get(other.node) ?? 0) >= standing);
    const along = (other: Neighbour): number => this.#standing(other.node).column * (side === 'after' ? 1 : -1);
    const age = (other: Neighbour): number => (other.node === parent ? -1 : (this.#order.get(other.node) ?? 0));
    return (near.length > 0 ? near : placed).reduce((best, other) => {
      const gain = along(other) - along(best);
      return gain > 0 || (gain === 0 && age(other) < age(best)) ? other : best;
    });
  }

  #placeFamily({ anchor, column, members }: Family): void {
    members.sort((a, b) => a.slot - b.slot || this.#rankOf(a.node) - this.#rankOf(b.node));
    const layers = Math.min(mostLayers, Math.ceil(members.length / rowsBeforeFolding));
    const perLayer = Math.ceil(members.length / layers);
    let largest = 0;
    members.forEach((member, index) => {
      if (member.valueSat > (members[largest]?.valueSat ?? 0n)) largest = index;
    });
    const start = this.#rowsOf(column).nearestStart(perLayer, anchor.row - (largest % perLayer));
    members.forEach(({ node }, index) => {
      this.#put(node, { column, row: start + (index % perLayer), layer: Math.floor(index / perLayer) });
    });
  }

  #rankOf(node: NodeId): number {
    return this.#rank.get(node) ?? 0;
  }

  #standing(node: NodeId): Cell {
    return this.#moved.get(node) ?? this.cells.get(node) ?? { column: 0, row: 0, layer: 0 };
  }

  #put(node: NodeId, cell: Cell): void {
    this.cells.set(node, cell);
    this.#order.set(node, this.#order.size);
    this.#take(cell.column, cell.row, 1);
  }

  #take(column: number, row: number, length: number): void {
    this.#rowsOf(column).take(row, length);
    this.#lowestRow = Math.max(this.#lowestRow, row + length - 1);
  }

  #rowsOf(column: number): FreeRows {
    let rows = this.#rows.get(column);
    if (rows === undefined) {
      rows = new FreeRows();
      this.#rows.set(column, rows);
    }
    return rows;
  }
}

function groupBySince(nodes: Iterable<CaseNode>): Map<number, CaseNode[]> {
  const batches = new Map<number, CaseNode[]>();
  for (const node of nodes) {
    const batch = batches.get(node.since);
    if (batch === undefined) batches.set(node.since, [node]);
    else batch.push(node);
  }
  return batches;
}
