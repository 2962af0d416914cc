import type { ScreenRect } from './screen-index.ts';

export interface PointerKeys {
  readonly isShift: boolean;
  /** Ctrl, or Command on a Mac. */
  readonly isCtrl: boolean;
}

/** What a pointer can do to a scene. Points are CSS pixels on the canvas; nodes are indexes, -1 for none. */
export interface GestureTarget {
  pick(x: number, y: number): number;
  /** `at`: where the pointer is; absent when it has left. */
  hover(node: number, at?: { x: number; y: number }): void;
  click(node: number, keys: PointerKeys, at: { x: number; y: number }): void;
  doubleClick(node: number): void;
  menu(node: number, at: { clientX: number; clientY: number }): void;
  pan(dx: number, dy: number): void;
  orbit(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
  dragNode(node: number, x: number, y: number): void;
  dropNode(node: number): void;
  cancelDrag(node: number): void;
  /** null: the rectangle is gone. */
  box(rect: ScreenRect | null): void;
  boxEnd(rect: ScreenRect, keys: PointerKeys): void;
  /** A pan, orbit or zoom has come to rest. */
  settled(): void;
}

type Mode = 'undecided' | 'node' | 'pan' | 'orbit' | 'box';
interface Press {
  readonly pointerId: number;
  readonly button: number;
  readonly node: number;
  readonly startX: number;
  readonly startY: number;
  x: number;
  y: number;
  mode: Mode;
}

const clickSlopPx = 4;
const orbitPerPx = 0.006;
const zoomPerWheelPx = 0.0016;
const wheelRestMs = 250;

/**
 * Left: on a node select or move it, on the ground pan; with Shift a selection box; with Alt orbit. Right or middle: orbit; a right click without moving is a menu. Wheel: zoom to the pointer.
 */
export class PointerGestures {
  readonly #canvas: HTMLCanvasElement;
  readonly #target: GestureTarget;
  readonly #listening = new AbortController();
  #press: Press | null = null;
  #wheelRest: ReturnType<typeof setTimeout> | undefined;

  constructor(canvas: HTMLCanvasElement, target: GestureTarget) {
    this.#canvas = canvas;
    this.#target = target;
    const { signal } = this.#listening;
    canvas.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    canvas.addEventListener('pointermove', (event) => this.#move(event), { signal });
    canvas.addEventListener('pointerup', (event) => this.#up(event), { signal });
    canvas.addEventListener('pointercancel', () => this.cancel(), { signal });
    canvas.addEventListener('pointerleave', () => this.#press === null && target.hover(-1), { signal });
    canvas.addEventListener('dblclick', (event) => this.#double(event), { signal });
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
    canvas.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  }

  /** Drops the gesture under way; a dragged node goes back. */
  cancel(): void {
    const press = this.#press;
    this.#press = null;
    if (press?.mode === 'node') this.#target.cancelDrag(press.node);
    if (press?.mode === 'box') this.#target.box(null);
  }

  /** A wheel that was just turned is taken to rest: what comes next begins from there. */
  rest(): void {
    if (this.#wheelRest === undefined) return;
    clearTimeout(this.#wheelRest);
    this.#wheelRest = undefined;
    this.#target.settled();
  }

  dispose(): void {
    this.#listening.abort();
    clearTimeout(this.#wheelRest);
    this.#press = null;
  }

  #at(event: MouseEvent): [number, number] {
    const box = this.#canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #down(event: PointerEvent): void {
    if (this.#press !== null) return;
    this.rest();
    const [x, y] = this.#at(event);
    const node = this.#target.pick(x, y);
    this.#press = { pointerId: event.pointerId, button: event.button, node, startX: x, startY: y, x, y, mode: 'undecided' };
    if (event.isTrusted) this.#canvas.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const [x, y] = this.#at(event);
    const press = this.#press;
    if (press === null) {
      this.#target.hover(this.#target.pick(x, y), { x, y });
      return;
    }
    if (event.pointerId !== press.pointerId) return;
    if (press.mode === 'undecided' && Math.hypot(x - press.startX, y - press.startY) > clickSlopPx) press.mode = modeOf(press, event);
    const [dx, dy] = [x - press.x, y - press.y];
    if (press.mode === 'undecided') return;
    press.x = x;
    press.y = y;
    if (press.mode === 'pan') this.#target.pan(dx, dy);
    if (press.mode === 'orbit') this.#target.orbit(dx * orbitPerPx, dy * orbitPerPx);
    if (press.mode === 'node') this.#target.dragNode(press.node, x, y);
    if (press.mode === 'box') this.#target.box(rectOf(press));
  }

  #up(event: PointerEvent): void {
    const press = this.#press;
    if (press === null || press.pointerId !== event.pointerId) return;
    this.#press = null;
    const keys = { isShift: event.shiftKey, isCtrl: event.ctrlKey || event.metaKey };
    if (press.mode === 'node') this.#target.dropNode(press.node);
    else if (press.mode === 'box') this.#endBox(press, keys);
    else if (press.mode !== 'undecided') this.#target.settled();
    else if (press.button === 2) this.#target.menu(press.node, { clientX: event.clientX, clientY: event.clientY });
    else if (press.button === 0) this.#target.click(press.node, keys, { x: press.startX, y: press.startY });
  }

  #endBox(press: Press, keys: PointerKeys): void {
    this.#target.box(null);
    this.#target.boxEnd(rectOf(press), keys);
  }

  #double(event: MouseEvent): void {
    const node = this.#target.pick(...this.#at(event));
    if (node !== -1 && event.button === 0) this.#target.doubleClick(node);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const px = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 33 : event.deltaY;
    this.#target.zoom(Math.exp(-px * zoomPerWheelPx), ...this.#at(event));
    clearTimeout(this.#wheelRest);
    this.#wheelRest = setTimeout(() => this.rest(), wheelRestMs);
  }
}

function modeOf(press: Press, event: PointerEvent): Mode {
  if (press.button !== 0 || event.altKey) return 'orbit';
  if (event.shiftKey) return 'box';
  return press.node === -1 ? 'pan' : 'node';
}

function rectOf(press: Press): ScreenRect {
  return {
    x: Math.min(press.startX, press.x),
    y: Math.min(press.startY, press.y),
    width: Math.abs(press.x - press.startX),
    height: Math.abs(press.y - press.startY),
  };
}
