import type { Subgraph } from '../../core/bridge/views.ts';
import type { CaseNode, Position } from '../../core/case/case-state.ts';
import type { NodeId } from '../../core/ids.ts';
import { type FlowLink, flowLinks } from './flow-links.ts';
import { FreeRows } from './free-rows.ts';
import type { Placement } from './placements.ts';

/** Changing any number or rule below moves the graphs of saved attempts: raise the version with it. */
export const hopsLayoutVersion = 1;

/** World units between hops and between neighbours in a hop. */
export const columnWidth = 4;
export const rowHeight = 3.1;
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

/** Nodes of one batch that are placed together beside the same neighbour. */
interface Family {
  readonly anchor: Cell;
  readonly column: number;
  readonly members: { readonly node: NodeId; readonly slot: number; readonly valueSat: bigint }[];
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
  readonly #moved = new Map<NodeId, Cell>();
  readonly #order = new Map<NodeId, number>();
  /** Place in the case: breaks every tie, so that the order of the ledger data does not matter. */
  readonly #rank: ReadonlyMap<NodeId, number>;
  readonly #rows = new Map<number, FreeRows>();
  readonly #links = new Map<NodeId, FlowLink[]>();
  #lowestRow = -islandGap;

  constructor(readonly input: HopsInput) {
    this.#rank = new Map([...input.nodes.keys()].map((node, index) => [node, index]));
    for (const link of flowLinks(input.subgraph, input.nodes)) {
      for (const end of [link.from, link.to]) {
        const links = this.#links.get(end);
        if (links === undefined) this.#links.set(end, [link]);
        else links.push(link);
      }
    }
  }

  placeAll(): void {
    const batches = groupBySince(this.input.nodes.values());
    const placements = [...this.input.placements];
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
    const pending = new Set(batch);
    for (const node of this.#placeStarts(batch)) pending.delete(node);
    let level = new Set(batch.filter((node) => pending.has(node) && this.#placedLinks(node).length > 0));
    while (pending.size > 0) {
      if (level.size === 0) {
        const [island] = pending;
        level = new Set([this.#placeIsland(island as NodeId)]);
      } else {
        for (const family of this.#families([...level].sort((a, b) => this.#rankOf(a) - this.#rankOf(b)))) this.#placeFamily(family);
      }
      for (const node of level) pending.delete(node);
      level = this.#pendingNeighbours(level, pending);
    }
  }

  /** Known addresses come first: what the victim owns two hops left of the start, where its money comes from. */
  #placeStarts(batch: readonly NodeId[]): NodeId[] {
    const victims = new Set(this.input.victimNodes);
    const starts = new Set(this.input.startNodes);
    const known = batch.filter((node) => (victims.has(node) || starts.has(node)) && this.#placedLinks(node).length === 0);
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

  #placeIsland(node: NodeId): NodeId {
    this.#put(node, { column: 0, row: this.#lowestRow + islandGap, layer: 0 });
    return node;
  }

  #pendingNeighbours(level: ReadonlySet<NodeId>, pending: ReadonlySet<NodeId>): Set<NodeId> {
    const next = new Set<NodeId>();
    for (const node of level) {
      for (const link of this.#links.get(node) ?? []) {
        const other = link.from === node ? link.to : link.from;
        if (pending.has(other)) next.add(other);
      }
    }
    return next;
  }

  #families(level: readonly NodeId[]): Family[] {
    const families = new Map<string, Family>();
    for (const node of level) {
      const link = this.#anchorLink(node);
      const anchorNode = link.from === node ? link.to : link.from;
      const anchor = this.#standing(anchorNode);
      const column = anchor.column + (link.from === node ? -1 : 1);
      const key = `${anchorNode} ${column}`;
      const family = families.get(key) ?? { anchor, column, members: [] };
      family.members.push({ node, slot: anchorNode.startsWith('t:') ? (link.slots[0] ?? 0) : 0, valueSat: link.valueSat });
      families.set(key, family);
    }
    return [...families.values()].sort((a, b) => a.column - b.column || a.anchor.row - b.anchor.row);
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

  /** The link that decides the place: to the node it was expanded from, else to the neighbour that has stood longest. */
  #anchorLink(node: NodeId): FlowLink {
    const parent = this.input.nodes.get(node)?.parent;
    const placed = this.#placedLinks(node);
    const toParent = placed.find((link) => link.from === parent || link.to === parent);
    const age = (link: FlowLink): number => this.#order.get(link.from === node ? link.to : link.from) ?? 0;
    return toParent ?? placed.reduce((oldest, link) => (age(link) < age(oldest) ? link : oldest));
  }

  #placedLinks(node: NodeId): FlowLink[] {
    return (this.#links.get(node) ?? []).filter((link) => this.cells.has(link.from === node ? link.to : link.from));
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
