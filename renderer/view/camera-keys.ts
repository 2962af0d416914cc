import type { Direction } from './step-neighbour.ts';

/** What a key pressed on the graph asks for. */
export type GraphCommand =
  | { readonly kind: 'step'; readonly direction: Direction }
  | { readonly kind: 'pan' | 'orbit'; readonly dx: number; readonly dy: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'coin'; readonly by: 1 | -1 }
  | { readonly kind: 'focus' | 'fit' | 'reset' | 'back' | 'forward' | 'activate' | 'menu' | 'clear' | 'toggle' };

export interface GraphKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const arrows: Readonly<Record<string, readonly [Direction, number, number]>> = {
  ArrowLeft: ['left', -1, 0],
  ArrowRight: ['right', 1, 0],
  ArrowUp: ['up', 0, -1],
  ArrowDown: ['down', 0, 1],
};
const panStepPx = 60;
const orbitStep = 0.12;
const zoomStep = 1.25;

const plain: Readonly<Record<string, GraphCommand>> = {
  f: { kind: 'focus' },
  Home: { kind: 'reset' },
  '0': { kind: 'fit' },
  '[': { kind: 'back' },
  ']': { kind: 'forward' },
  '+': { kind: 'zoom', factor: zoomStep },
  '=': { kind: 'zoom', factor: zoomStep },
  '-': { kind: 'zoom', factor: 1 / zoomStep },
  '.': { kind: 'coin', by: 1 },
  ',': { kind: 'coin', by: -1 },
  Enter: { kind: 'activate' },
  ' ': { kind: 'toggle' },
  ContextMenu: { kind: 'menu' },
  Escape: { kind: 'clear' },
};

/** Arrows step between nodes, with Shift they pan, with Alt they orbit. Null: the key is not the graph's. */
export function graphCommand(event: GraphKey): GraphCommand | null {
  if (event.ctrlKey || event.metaKey) return null;
  const arrow = arrows[event.key];
  if (arrow !== undefined) {
    const [direction, x, y] = arrow;
    // + 0: no minus zero leaves this function.
    if (event.shiftKey) return { kind: 'pan', dx: x * -panStepPx + 0, dy: y * -panStepPx + 0 };
    if (event.altKey) return { kind: 'orbit', dx: x * orbitStep, dy: y * orbitStep };
    return { kind: 'step', direction };
  }
  if (event.altKey) return null;
  if (event.key === 'F10') return event.shiftKey ? { kind: 'menu' } : null;
  return plain[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}
