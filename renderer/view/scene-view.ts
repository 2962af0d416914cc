import type { NodeId } from '../../core/ids.ts';

/** What is drawn, as numbers and label strings: the whole contract between the view and the scene. */

/** Silhouettes. The value indexes the scene's instanced meshes. */
export const Shape = {
  Address: 0,
  Transaction: 1,
  Exchange: 2,
  Mixer: 3,
  Mining: 4,
  Merchant: 5,
  Market: 6,
  Gambling: 7,
  Otc: 8,
  Bridge: 9,
  Payment: 10,
  Service: 11,
} as const;
export type Shape = (typeof Shape)[keyof typeof Shape];
export const shapeCount = 12;

/** Colour meanings; the palette gives each its colour per theme. */
export const Tone = {
  Address: 0,
  Transaction: 1,
  Service: 2,
  Victim: 3,
  Suspect: 4,
  Cleared: 5,
  Start: 6,
  Fact: 7,
  Inference: 8,
  Claim: 9,
  Accent: 10,
  Found: 11,
  Missed: 12,
  Wrong: 13,
  Beyond: 14,
} as const;
export type Tone = (typeof Tone)[keyof typeof Tone];
export const toneCount = 15;

/** Bits of a node's marks. Each has its own figure, so that none rests on colour alone. */
export const Mark = {
  Victim: 1,
  Suspect: 2,
  Start: 4,
  Cleared: 8,
  Pinned: 16,
  Selected: 32,
  Hover: 64,
  Picked: 128,
  Found: 256,
  Missed: 512,
  Wrong: 1024,
  Note: 2048,
  Beyond: 4096,
} as const;

/** Certainty of an edge, told by its stroke. */
export const EdgeStyle = {
  /** Solid: the ledger says so. */
  Fact: 0,
  /** Dashed: a rule says so; its label names the rule. */
  Inference: 1,
  /** Dotted: the trainee says so. */
  Claim: 2,
  /** Short fading tick: an input or output of the transaction that is not on the graph. */
  Stub: 3,
} as const;
export type EdgeStyle = (typeof EdgeStyle)[keyof typeof EdgeStyle];

/** 0: stands back, 1: as usual, 2: stands out. */
export const Emphasis = { Quiet: 0, Normal: 1, Strong: 2 } as const;

export interface SceneLabel {
  /** Never empty. */
  readonly text: string;
  /** Second, smaller line; empty for none. */
  readonly detail: string;
  /** Higher is placed first; from `alwaysShown` on it may cover silhouettes. */
  readonly priority: number;
  /** Text that came off a chain is set in the monospaced face. */
  readonly isMono: boolean;
  readonly isDetailMono: boolean;
  readonly tone: Tone | null;
}
export const alwaysShown = 80;

/** Money between an address and a transaction, all inputs (or outputs) of the pair taken together. */
export interface Transfer {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly txid: string;
  /** `in`: the address pays into the transaction; `out`: the transaction pays the address. */
  readonly side: 'in' | 'out';
  /** vins or vouts of the pair, ascending; never empty. */
  readonly slots: readonly number[];
  /** The coin of each slot (`txid:vout`): the output it makes or, for an input, the output it spends. */
  readonly coins: readonly string[];
  readonly valueSat: bigint;
}

export interface SceneNodes {
  readonly ids: readonly NodeId[];
  /** Shape per node. */
  readonly shapes: Uint8Array;
  readonly tones: Uint8Array;
  /** Half width in world units. */
  readonly sizes: Float32Array;
  /** Half height in world units. */
  readonly heights: Float32Array;
  /** Bits of Mark. */
  readonly marks: Uint16Array;
  readonly emphasis: Uint8Array;
  /** 1: drawn hollow, the trainee never had it (debrief). */
  readonly ghosts: Uint8Array;
  /** Index of the node it grew out of, -1 for none. */
  readonly origins: Int32Array;
  readonly labels: readonly (SceneLabel | null)[];
}

/** Two values per edge in `fromOffsets`, `toOffsets` (x, y from the node's centre, world units) and `bends` (x direction the curve leaves and arrives with: 1 or -1). */
export interface SceneEdges {
  readonly from: Uint32Array;
  /** Same as `from` for a stub. */
  readonly to: Uint32Array;
  readonly styles: Uint8Array;
  readonly tones: Uint8Array;
  /** Stroke in CSS pixels. */
  readonly widths: Float32Array;
  readonly fromOffsets: Float32Array;
  readonly toOffsets: Float32Array;
  readonly bends: Float32Array;
  /** 1: an arrow at the end. */
  readonly arrows: Uint8Array;
  readonly emphasis: Uint8Array;
  readonly labels: readonly (SceneLabel | null)[];
  /** What the edge moves; null for ticks, inferences and claims. */
  readonly transfers: readonly (Transfer | null)[];
}

export interface SceneView {
  readonly nodes: SceneNodes;
  readonly edges: SceneEdges;
}

/** Three coordinates per node of `SceneNodes.ids`, in its order. */
export type ScenePositions = Float32Array;
