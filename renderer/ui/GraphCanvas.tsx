import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { Position } from '../../core/case/case-state.ts';
import type { NodeId } from '../../core/ids.ts';
import { GraphScene } from '../scene/GraphScene.ts';
import type { ScreenPoint } from '../scene/scene-events.ts';
import { type GraphCommand, graphCommand } from '../view/camera-keys.ts';
import { coinsAt } from '../view/coins-at.ts';
import type { Theme } from '../view/palette.ts';
import type { ScenePositions, SceneView, Transfer } from '../view/scene-view.ts';
import { stepNeighbour } from '../view/step-neighbour.ts';

export interface GraphCanvasHandle {
  fit(): void;
  /** Frames these nodes. */
  focus(nodes: readonly NodeId[]): void;
  reset(): void;
  back(): void;
  forward(): void;
  /** Above 1 comes closer. */
  zoom(factor: number): void;
  /** Radians. */
  orbit(dx: number, dy: number): void;
  /** CSS pixels. */
  pan(dx: number, dy: number): void;
  /** Client coordinates of a node's centre; null when it is not on screen. */
  screenPositionOf(node: NodeId): { x: number; y: number } | null;
  /** Client coordinates of a free place on the line of a coin (`txid:vout`) at a transaction, its own by default; null when there is none. */
  screenPositionOfCoin(coin: string, txid?: string): { x: number; y: number } | null;
  /** Frames drawn so far. */
  frameCount(): number;
  /** Puts the keyboard on the graph. */
  focusKeyboard(): void;
}

/** A thing on the graph that can be pointed at. */
export type GraphTarget = { readonly node: NodeId } | { readonly transfer: Transfer };

export interface GraphCanvasProps {
  readonly ref?: Ref<GraphCanvasHandle>;
  readonly view: SceneView;
  /** In the order of `view.nodes.ids`. */
  readonly positions: ScenePositions;
  /** In the order of selecting: the last one is where the arrow keys start. */
  readonly selection: readonly NodeId[];
  readonly theme: Theme;
  readonly isMotionReduced: boolean;
  readonly labels: {
    /** Name of the graph for screen readers, with how to use it. */
    readonly graph: string;
    readonly roleDescription: string;
    /** One sentence about a node, spoken when it is reached by keyboard. */
    describe(node: NodeId): string;
    /** One sentence about a coin of a transfer, spoken likewise. */
    describeCoin(transfer: Transfer, coin: string): string;
  };
  onSelect(nodes: readonly NodeId[], mode: 'replace' | 'toggle' | 'add'): void;
  /** Coin (`txid:vout`) that is picked as such; null for none. */
  readonly selectedCoin: string | null;
  /** The line of a transfer was clicked, or one of its coins (`txid:vout`) reached by keyboard; null: none of them in particular. */
  onSelectTransfer(transfer: Transfer, coin: string | null): void;
  onOpenMenu(about: GraphTarget, clientX: number, clientY: number): void;
  /** Null: nothing is pointed at. */
  onHover(about: GraphTarget | null, at: ScreenPoint): void;
  onMoveEnd(node: NodeId, position: Position): void;
  onActivate(node: NodeId): void;
  /** The graph cannot be drawn (any more): tables still work. */
  onContextLost(): void;
  onContextRestored?(): void;
}

/** The 3D graph as a part of the screen. Holds the scene; everything it shows comes in as props. */
export function GraphCanvas(props: GraphCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    latest.current = props;
  });
  const scene = useScene(host, box, latest);
  useSceneProps(scene, props);
  useImperativeHandle(props.ref, () => handleOf(scene, host), [scene]);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const command = graphCommand(event);
    if (command === null || scene === null || !runCommand(command, { scene, props, speak: setSpoken })) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={host}
      className="graph-canvas"
      role="application"
      aria-label={props.labels.graph}
      aria-roledescription={props.labels.roleDescription}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the graph is worked by keyboard
      tabIndex={0}
      onKeyDown={onKeyDown}
      style={{ position: 'absolute', inset: 0, overflow: 'hidden' }}
    >
      <div ref={box} className="graph-box" aria-hidden="true" hidden style={{ position: 'absolute', pointerEvents: 'none' }} />
      <div className="visually-hidden" aria-live="polite" style={hiddenStyle}>
        {spoken}
      </div>
    </div>
  );
}

const hiddenStyle = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

type Box<T> = { readonly current: T };

/** One scene per mounted canvas. The canvas is made here, because a released graphics context cannot be used again. */
function useScene(host: Box<HTMLDivElement | null>, box: Box<HTMLDivElement | null>, latest: Box<GraphCanvasProps>): GraphScene | null {
  const [scene, setScene] = useState<GraphScene | null>(null);
  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;display:block;touch-action:none';
    parent.prepend(canvas);
    const made = startScene(canvas, latest);
    if (made !== null) wireScene(made, { parent, box, latest });
    setScene(made);
    return () => {
      made?.dispose();
      canvas.remove();
      setScene(null);
    };
  }, [host, box, latest]);
  return scene;
}

function startScene(canvas: HTMLCanvasElement, latest: Box<GraphCanvasProps>): GraphScene | null {
  try {
    const { theme, isMotionReduced } = latest.current;
    return new GraphScene(canvas, { theme, isMotionReduced });
  } catch (error) {
    console.warn(error);
    latest.current.onContextLost();
    return null;
  }
}

function wireScene(
  scene: GraphScene,
  { parent, box, latest }: { parent: HTMLElement; box: Box<HTMLDivElement | null>; latest: Box<GraphCanvasProps> },
): void {
  scene.on('select', ({ nodes, mode }) => {
    parent.focus({ preventScroll: true });
    latest.current.onSelect(nodes, mode);
  });
  scene.on('selectTransfer', ({ transfer }) => {
    parent.focus({ preventScroll: true });
    latest.current.onSelectTransfer(transfer, null);
  });
  scene.on('activate', ({ node }) => latest.current.onActivate(node));
  scene.on('menu', ({ clientX, clientY, ...about }) => {
    const target = targetOf(about);
    if (target !== null) latest.current.onOpenMenu(target, clientX, clientY);
  });
  scene.on('hover', ({ at, ...about }) => latest.current.onHover(targetOf(about), at));
  scene.on('moveEnd', ({ node, position }) => latest.current.onMoveEnd(node, position));
  scene.on('contextLost', () => latest.current.onContextLost());
  scene.on('contextRestored', () => latest.current.onContextRestored?.());
  scene.on('box', ({ rect }) => {
    const frame = box.current;
    if (frame === null) return;
    frame.hidden = rect === null;
    if (rect === null) return;
    const side = (name: 'left' | 'top' | 'width' | 'height', px: number): void => frame.style.setProperty(name, `${px}px`);
    side('left', rect.x);
    side('top', rect.y);
    side('width', rect.width);
    side('height', rect.height);
  });
}

function targetOf({ node, transfer }: { node: NodeId | null; transfer: Transfer | null }): GraphTarget | null {
  if (node !== null) return { node };
  return transfer === null ? null : { transfer };
}

function useSceneProps(scene: GraphScene | null, { view, positions, theme, isMotionReduced }: GraphCanvasProps): void {
  useEffect(() => {
    scene?.setMotionReduced(isMotionReduced);
  }, [scene, isMotionReduced]);
  useEffect(() => {
    scene?.setTheme(theme);
  }, [scene, theme]);
  useEffect(() => {
    scene?.setView(view);
    scene?.setPositions(positions);
  }, [scene, view, positions]);
}

function handleOf(scene: GraphScene | null, host: Box<HTMLDivElement | null>): GraphCanvasHandle {
  return {
    fit: () => scene?.fit(),
    focus: (nodes) => scene?.focus(nodes),
    reset: () => scene?.reset(),
    back: () => scene?.back(),
    forward: () => scene?.forward(),
    zoom: (factor) => scene?.zoom(factor),
    orbit: (dx, dy) => scene?.orbit(dx, dy),
    pan: (dx, dy) => scene?.pan(dx, dy),
    screenPositionOf: (node) => scene?.screenPositionOf(node) ?? null,
    screenPositionOfCoin: (coin, txid) => scene?.screenPositionOfCoin(coin, txid) ?? null,
    frameCount: () => scene?.frameCount ?? 0,
    focusKeyboard: () => host.current?.focus({ preventScroll: true }),
  };
}

interface CommandContext {
  readonly scene: GraphScene;
  readonly props: GraphCanvasProps;
  speak(text: string): void;
}

/** False: the key means nothing here and goes on to the rest of the screen. */
function runCommand(command: GraphCommand, { scene, props, speak }: CommandContext): boolean {
  const current = props.selection.at(-1) ?? null;
  switch (command.kind) {
    case 'step':
      return step(command.direction, { scene, props, speak });
    case 'coin':
      return stepCoin(command.by, { scene, props, speak });
    case 'pan':
      scene.pan(command.dx, command.dy);
      return true;
    case 'orbit':
      scene.orbit(command.dx, command.dy);
      return true;
    case 'zoom':
      scene.zoom(command.factor);
      return true;
    case 'focus':
      if (props.selection.length > 0) scene.focus(props.selection);
      else scene.fit();
      return true;
    case 'fit':
    case 'reset':
    case 'back':
    case 'forward':
      scene[command.kind]();
      return true;
    default:
      return onNode(command.kind, current, { scene, props, speak });
  }
}

function onNode(kind: 'activate' | 'menu' | 'clear' | 'toggle', node: NodeId | null, { scene, props }: CommandContext): boolean {
  if (kind === 'clear') {
    scene.cancelGesture();
    if (props.selection.length === 0) return false;
    props.onSelect([], 'replace');
    return true;
  }
  if (kind === 'menu' && openCoinMenu(scene, props)) return true;
  if (node === null) return false;
  const at = scene.screenPositionOf(node);
  if (kind === 'activate') props.onActivate(node);
  if (kind === 'toggle') props.onSelect([node], 'toggle');
  if (kind === 'menu') props.onOpenMenu({ node }, at?.x ?? 0, at?.y ?? 0);
  return true;
}

/** Where a coin of the node picked last is picked, the menu is about its line. */
function openCoinMenu(scene: GraphScene, props: GraphCanvasProps): boolean {
  const picked = coinsAt(props.view, props.selection.at(-1) ?? null).find(({ coin }) => coin === props.selectedCoin);
  const at = picked === undefined ? null : scene.screenPositionOfCoin(picked.coin, picked.transfer.txid);
  if (picked === undefined || at === null) return false;
  props.onOpenMenu({ transfer: picked.transfer }, at.x, at.y);
  return true;
}

/** Picks the next coin (`by` 1) or the one before (-1) of the node picked last, round and round. */
function stepCoin(by: 1 | -1, { props, speak }: CommandContext): boolean {
  const coins = coinsAt(props.view, props.selection.at(-1) ?? null);
  const current = coins.findIndex(({ coin }) => coin === props.selectedCoin);
  const next = coins[current === -1 ? (by === 1 ? 0 : coins.length - 1) : (current + by + coins.length) % coins.length];
  if (next === undefined) return false;
  props.onSelectTransfer(next.transfer, next.coin);
  speak(props.labels.describeCoin(next.transfer, next.coin));
  return true;
}

/** Selects the next node that way and keeps it in sight. With nothing selected, the first node. */
function step(direction: 'left' | 'right' | 'up' | 'down', { scene, props, speak }: CommandContext): boolean {
  const { ids } = props.view.nodes;
  const last = props.selection.at(-1);
  const current = last === undefined ? -1 : ids.indexOf(last);
  const next = current === -1 ? 0 : stepNeighbour(props.view, props.positions, { current, direction });
  const node = next === null ? undefined : ids[next];
  if (node === undefined) return ids.length > 0;
  props.onSelect([node], 'replace');
  scene.reveal(node);
  speak(props.labels.describe(node));
  return true;
}
