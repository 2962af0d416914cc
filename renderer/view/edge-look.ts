import type { TxView } from '../../core/bridge/views.ts';
import { ownJudgement } from '../../core/case/entry.ts';
import type { NodeId } from '../../core/ids.ts';
import { addressNode, txNode } from '../../core/ids.ts';
import { txLinks } from './flow-links.ts';
import type { NodeLook } from './node-look.ts';
import { edgeWidth } from './node-size.ts';
import type { SceneInput } from './scene-input.ts';
import { EdgeStyle, Emphasis, type SceneLabel, Tone, type Transfer } from './scene-view.ts';

/** How one edge is drawn; offsets and bends as SceneEdges has them. */
export interface EdgeLook {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly style: EdgeStyle;
  readonly tone: Tone;
  readonly width: number;
  readonly fromOffset: readonly [number, number];
  readonly toOffset: readonly [number, number];
  readonly bend: readonly [number, number];
  readonly hasArrow: boolean;
  readonly emphasis: number;
  readonly label: SceneLabel | null;
  readonly transfer: Transfer | null;
}

type Looks = ReadonlyMap<NodeId, NodeLook>;

const mostStubs = 12;
const stubLength = 0.75;
/** Air between a silhouette and the line that meets it. */
const gap = 0.07;

/** Everything of a transaction: transfers between visible nodes, and ticks for inputs and outputs that lead off the graph. */
export function transactionEdges(tx: TxView, looks: Looks, input: SceneInput): EdgeLook[] {
  const self = looks.get(txNode(tx.txid));
  if (self === undefined) return [];
  const transfers = txLinks(tx).flatMap((link) => {
    const address = looks.get(link.side === 'in' ? link.from : link.to);
    return address === undefined ? [] : [transferEdge(link, { tx, self, address, input })];
  });
  return [...transfers, ...stubs(tx, self, looks)];
}

/** Where an input or output meets the diamond: inputs down its left faces, outputs down its right ones, in order. */
function slotOffset(self: NodeLook, side: 'in' | 'out', place: { index: number; count: number }): [number, number] {
  const y = place.count === 1 ? 0 : self.height * 0.78 * (1 - (2 * (place.index + 0.5)) / place.count);
  const x = self.size * (1 - Math.abs(y) / self.height) + gap;
  return [side === 'in' ? -x : x, y];
}

function transferEdge(link: Transfer, about: { tx: TxView; self: NodeLook; address: NodeLook; input: SceneInput }): EdgeLook {
  const { tx, self, address, input } = about;
  const isIn = link.side === 'in';
  const count = isIn ? tx.inputs.length : tx.outputs.length;
  const atTx = slotOffset(self, link.side, { index: link.slots[0] ?? 0, count });
  const claim = isIn ? undefined : input.state.changeClaims.get(tx.txid);
  const isChange = claim !== undefined && link.slots.includes(claim.vout);
  const isOwn = isChange && claim.heuristic === ownJudgement;
  const isPicked = input.selectedOutput != null && link.coins.includes(input.selectedOutput);
  const isNear = isPicked || input.selection.has(link.from) || input.selection.has(link.to);
  const value = input.texts.value(link.valueSat);
  const many = link.slots.length > 1 ? ` ${input.texts.times(link.slots.length)}` : '';
  return {
    from: link.from,
    to: link.to,
    style: isChange ? (isOwn ? EdgeStyle.Claim : EdgeStyle.Inference) : EdgeStyle.Fact,
    tone: isPicked ? Tone.Accent : isChange ? (isOwn ? Tone.Claim : Tone.Inference) : Tone.Fact,
    width: edgeWidth(link.valueSat) + (isPicked ? 1.6 : 0),
    fromOffset: isIn ? [address.size + gap, 0] : atTx,
    toOffset: isIn ? atTx : [-address.size - gap, 0],
    bend: [1, -1],
    hasArrow: true,
    emphasis: isNear ? Emphasis.Strong : self.isGhost || address.isGhost ? Emphasis.Quiet : Emphasis.Normal,
    label: {
      text: `${value}${many}`,
      detail: isChange ? input.texts.changeRule(claim.heuristic) : '',
      priority: isPicked ? 99 : isChange ? 62 : isNear ? 60 : 22 + edgeWidth(link.valueSat) * 4,
      isMono: true,
      isDetailMono: false,
      tone: isPicked ? Tone.Accent : isChange ? (isOwn ? Tone.Claim : Tone.Inference) : null,
    },
    transfer: link,
  };
}

function stubs(tx: TxView, self: NodeLook, looks: Looks): EdgeLook[] {
  const isShown = (address: string | null): boolean => address !== null && looks.has(addressNode(address));
  const side = (name: 'in' | 'out', addresses: readonly (string | null)[]): EdgeLook[] => {
    const every = Math.ceil(addresses.length / mostStubs);
    return addresses.flatMap((address, index) => {
      if (isShown(address) || index % every !== 0) return [];
      return [stub(self, name, slotOffset(self, name, { index, count: addresses.length }))];
    });
  };
  const inputs = tx.isCoinbase ? [] : tx.inputs;
  return [
    ...side(
      'in',
      inputs.map((input) => input.address),
    ),
    ...side(
      'out',
      tx.outputs.map((output) => output.address),
    ),
  ];
}

function stub(self: NodeLook, side: 'in' | 'out', at: [number, number]): EdgeLook {
  const away = side === 'in' ? -1 : 1;
  return {
    from: self.id,
    to: self.id,
    style: EdgeStyle.Stub,
    tone: Tone.Fact,
    width: 1.3,
    fromOffset: at,
    toOffset: [at[0] + away * stubLength, at[1] * 1.5],
    bend: [away, -away],
    hasArrow: false,
    emphasis: self.isGhost ? Emphasis.Quiet : Emphasis.Normal,
    label: null,
    transfer: null,
  };
}

/** Members of a group, chained in the order they came to the graph: an inference that names its rule once. */
export function groupEdges(members: readonly NodeLook[], input: SceneInput): EdgeLook[] {
  return members.slice(1).map((to, index): EdgeLook => {
    const from = members[index] as NodeLook;
    return {
      from: from.id,
      to: to.id,
      style: EdgeStyle.Inference,
      tone: Tone.Inference,
      width: 1.8,
      fromOffset: [-from.size - gap, 0],
      toOffset: [-to.size - gap, 0],
      bend: [-1, -1],
      hasArrow: false,
      emphasis: Emphasis.Normal,
      label:
        index === 0
          ? { text: input.texts.coSpend, detail: '', priority: 64, isMono: false, isDetailMono: false, tone: Tone.Inference }
          : null,
      transfer: null,
    };
  });
}

/** The path a trainee claims, drawn over the transfers it follows; `transfers` are the edges made so far. */
export function claimEdges(path: readonly NodeId[], looks: Looks, transfers: readonly EdgeLook[]): EdgeLook[] {
  const visible = path.flatMap((id) => looks.get(id) ?? []);
  return visible.slice(1).map((to, index): EdgeLook => {
    const from = visible[index] as NodeLook;
    const along = transfers.find((edge) => edge.from === from.id && edge.to === to.id);
    return {
      from: from.id,
      to: to.id,
      style: EdgeStyle.Claim,
      tone: Tone.Claim,
      width: 3.4,
      fromOffset: along?.fromOffset ?? [from.size + gap, 0],
      toOffset: along?.toOffset ?? [-to.size - gap, 0],
      bend: [1, -1],
      hasArrow: true,
      emphasis: Emphasis.Normal,
      label: null,
      transfer: null,
    };
  });
}
