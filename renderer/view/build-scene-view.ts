import type { NodeId } from '../../core/ids.ts';
import { addressNode, isAddressNode, nodeKey } from '../../core/ids.ts';
import { claimEdges, type EdgeLook, groupEdges, transactionEdges } from './edge-look.ts';
import { addressLook, type LookContext, type NodeLook, transactionLook } from './node-look.ts';
import type { SceneInput } from './scene-input.ts';
import { Emphasis, type SceneEdges, type SceneNodes, type ScenePositions, type SceneView } from './scene-view.ts';

/** What to draw for a case: visible nodes in the case's order, ghosts of the debrief after them, and every edge between them. */
export function buildSceneView(input: SceneInput): SceneView {
  const looks = nodeLooks(input);
  const transfers = input.subgraph.txs.flatMap((tx) => transactionEdges(tx, looks, input));
  const edges = [
    ...transfers,
    ...input.state.groups.flatMap((group) => {
      const members = new Set(group.members.map(addressNode));
      return groupEdges(
        [...looks.values()].filter((look) => members.has(look.id)),
        input,
      );
    }),
    ...claimEdges(input.claimPath ?? [], looks, transfers),
  ];
  const indexOf = new Map([...looks.keys()].map((id, index) => [id, index]));
  return { nodes: packNodes([...looks.values()], input, indexOf), edges: packEdges(edges, indexOf) };
}

/** Coordinates in the order of the view's nodes; a node the layout does not know stands at the origin. */
export function packPositions(
  ids: readonly NodeId[],
  positions: ReadonlyMap<NodeId, { readonly x: number; readonly y: number; readonly z: number }>,
): ScenePositions {
  const packed = new Float32Array(ids.length * 3);
  ids.forEach((id, index) => {
    const at = positions.get(id);
    if (at !== undefined) packed.set([at.x, at.y, at.z], index * 3);
  });
  return packed;
}

function nodeLooks(input: SceneInput): Map<NodeId, NodeLook> {
  const txs = new Map(input.subgraph.txs.map((tx) => [tx.txid, tx]));
  const addresses = new Map(input.subgraph.addresses.map((address) => [address.address, address]));
  const context: LookContext = {
    input,
    starts: new Set(input.state.startNodes),
    victims: new Set(input.state.victimNodes),
    picked: new Set(input.picked),
  };
  const looks = new Map<NodeId, NodeLook>();
  for (const node of input.state.nodes.values()) {
    if (node.hidden) continue;
    const key = nodeKey(node.id);
    looks.set(
      node.id,
      isAddressNode(node.id) ? addressLook(node, addresses.get(key), context) : transactionLook(node, txs.get(key), context),
    );
  }
  return looks;
}

function packNodes(looks: readonly NodeLook[], input: SceneInput, indexOf: ReadonlyMap<NodeId, number>): SceneNodes {
  const originOf = (id: NodeId): number => {
    const parent = input.state.nodes.get(id)?.parent;
    return (parent == null ? undefined : indexOf.get(parent)) ?? -1;
  };
  return {
    ids: looks.map((look) => look.id),
    shapes: Uint8Array.from(looks, (look) => look.shape),
    tones: Uint8Array.from(looks, (look) => look.tone),
    sizes: Float32Array.from(looks, (look) => look.size),
    heights: Float32Array.from(looks, (look) => look.height),
    marks: Uint16Array.from(looks, (look) => look.marks),
    emphasis: Uint8Array.from(looks, (look) => (look.isGhost ? Emphasis.Quiet : Emphasis.Normal)),
    ghosts: Uint8Array.from(looks, (look) => (look.isGhost ? 1 : 0)),
    origins: Int32Array.from(looks, (look) => originOf(look.id)),
    labels: looks.map((look) => look.label),
  };
}

function packEdges(edges: readonly EdgeLook[], indexOf: ReadonlyMap<NodeId, number>): SceneEdges {
  const index = (id: NodeId): number => indexOf.get(id) ?? 0;
  return {
    from: Uint32Array.from(edges, (edge) => index(edge.from)),
    to: Uint32Array.from(edges, (edge) => index(edge.to)),
    styles: Uint8Array.from(edges, (edge) => edge.style),
    tones: Uint8Array.from(edges, (edge) => edge.tone),
    widths: Float32Array.from(edges, (edge) => edge.width),
    fromOffsets: Float32Array.from(edges.flatMap((edge) => edge.fromOffset)),
    toOffsets: Float32Array.from(edges.flatMap((edge) => edge.toOffset)),
    bends: Float32Array.from(edges.flatMap((edge) => edge.bend)),
    arrows: Uint8Array.from(edges, (edge) => (edge.hasArrow ? 1 : 0)),
    emphasis: Uint8Array.from(edges, (edge) => edge.emphasis),
    labels: edges.map((edge) => edge.label),
    transfers: edges.map((edge) => edge.transfer),
  };
}
