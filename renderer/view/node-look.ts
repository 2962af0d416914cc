import type { AddressView, TxView } from '../../core/bridge/views.ts';
import type { CaseNode } from '../../core/case/case-state.ts';
import type { NodeId } from '../../core/ids.ts';
import { nodeKey } from '../../core/ids.ts';
import { addressRadius, transactionHeight, transactionRadius } from './node-size.ts';
import type { SceneInput } from './scene-input.ts';
import { alwaysShown, Mark, type SceneLabel, Shape, Tone } from './scene-view.ts';
import { serviceShape } from './service-shape.ts';
import { shortId } from './short-id.ts';

/** How one node is drawn. */
export interface NodeLook {
  readonly id: NodeId;
  readonly shape: Shape;
  readonly tone: Tone;
  readonly size: number;
  readonly height: number;
  readonly marks: number;
  readonly isGhost: boolean;
  readonly label: SceneLabel;
}

/** The input with its lists as sets, made once a view. */
export interface LookContext {
  readonly input: SceneInput;
  readonly starts: ReadonlySet<NodeId>;
  readonly victims: ReadonlySet<NodeId>;
  readonly picked: ReadonlySet<NodeId>;
}

const serviceRadius = 0.86;

export function addressLook(node: CaseNode, view: AddressView | undefined, context: LookContext): NodeLook {
  const isService = view?.isService ?? false;
  const marks = marksOf(node, context);
  const size = isService ? serviceRadius : addressRadius(BigInt(view?.receivedSat ?? '0'));
  return {
    id: node.id,
    shape: isService ? serviceShape(view?.serviceCategory ?? null) : Shape.Address,
    tone: toneOf(marks, isService ? Tone.Service : Tone.Address),
    size,
    height: size,
    marks,
    isGhost: context.input.overlay?.ghosts.has(node.id) ?? false,
    label: addressLabel(node, view, { context, marks, size }),
  };
}

export function transactionLook(node: CaseNode, view: TxView | undefined, context: LookContext): NodeLook {
  const marks = marksOf(node, context);
  const slots = Math.max(view?.inputs.length ?? 1, view?.outputs.length ?? 1);
  const time = view === undefined ? '' : context.input.texts.time(view.atMs);
  const id = shortId(nodeKey(node.id));
  const isNamed = node.label !== '';
  return {
    id: node.id,
    shape: Shape.Transaction,
    tone: toneOf(marks, Tone.Transaction),
    size: transactionRadius,
    height: transactionHeight(slots),
    marks,
    isGhost: context.input.overlay?.ghosts.has(node.id) ?? false,
    label: {
      text: isNamed ? node.label : id,
      detail: time,
      priority: importance(marks, isNamed ? 70 : 20),
      isMono: !isNamed,
      isDetailMono: true,
      tone: labelTone(marks),
    },
  };
}

function marksOf(node: CaseNode, { input, starts, victims, picked }: LookContext): number {
  const { overlay } = input;
  const marks: [boolean, number][] = [
    [node.mark === 'victim' || (node.mark === null && victims.has(node.id)), Mark.Victim],
    [node.mark === 'suspect', Mark.Suspect],
    [node.mark === 'cleared', Mark.Cleared],
    [starts.has(node.id) && !victims.has(node.id), Mark.Start],
    [node.pinned !== null, Mark.Pinned],
    [node.note !== '', Mark.Note],
    [input.selection.has(node.id), Mark.Selected],
    [picked.has(node.id), Mark.Picked],
    [overlay?.found.has(node.id) ?? false, Mark.Found],
    [overlay?.missed.has(node.id) ?? false, Mark.Missed],
    [overlay?.beyond.has(node.id) ?? false, Mark.Beyond],
    [overlay?.wronglyAccused.has(node.id) ?? false, Mark.Wrong],
  ];
  return marks.reduce((bits, [isSet, bit]) => (isSet ? bits | bit : bits), 0);
}

/** The trainee's mark speaks before what the thing is; the debrief speaks before both. */
function toneOf(marks: number, plain: Tone): Tone {
  const order: readonly (readonly [number, Tone])[] = [
    [Mark.Wrong, Tone.Wrong],
    [Mark.Missed, Tone.Missed],
    [Mark.Found, Tone.Found],
    [Mark.Beyond, Tone.Beyond],
    [Mark.Suspect, Tone.Suspect],
    [Mark.Victim, Tone.Victim],
    [Mark.Cleared, Tone.Cleared],
    [Mark.Start, Tone.Start],
  ];
  return order.find(([bit]) => (marks & bit) !== 0)?.[1] ?? plain;
}

function labelTone(marks: number): Tone | null {
  const tone = toneOf(marks, Tone.Fact);
  return tone === Tone.Fact || tone === Tone.Start ? null : tone;
}

function importance(marks: number, plain: number): number {
  if ((marks & (Mark.Selected | Mark.Picked)) !== 0) return 100;
  if ((marks & (Mark.Start | Mark.Victim)) !== 0) return 92;
  if ((marks & (Mark.Wrong | Mark.Missed)) !== 0) return 90;
  if ((marks & (Mark.Suspect | Mark.Found | Mark.Beyond | Mark.Cleared)) !== 0) return Math.max(plain, 76);
  return plain;
}

function addressLabel(
  node: CaseNode,
  view: AddressView | undefined,
  about: { context: LookContext; marks: number; size: number },
): SceneLabel {
  const address = nodeKey(node.id);
  const tag = view?.tags.reduce<(typeof view.tags)[number] | null>(
    (best, next) => (best === null || next.confidenceLevel > best.confidenceLevel ? next : best),
    null,
  );
  const holder = about.context.input.overlay?.control.get(address) ?? '';
  const name = [node.label, tag?.label ?? '', holder].find((candidate) => candidate !== '') ?? '';
  const id = shortId(address);
  const plain = view?.isService ? alwaysShown + 6 : name !== '' ? 70 : 40 + about.size * 10;
  return {
    text: name === '' ? id : name,
    detail: [name === '' ? '' : id, holder === name ? '' : holder].filter((part) => part !== '').join(' · '),
    priority: importance(about.marks, plain),
    isMono: name === '',
    isDetailMono: true,
    tone: labelTone(about.marks),
  };
}
