import type { SceneView } from '../view/scene-view.ts';

/** What a scene shows before it is given anything. */
export const emptyView: SceneView = {
  nodes: {
    ids: [],
    shapes: new Uint8Array(0),
    tones: new Uint8Array(0),
    sizes: new Float32Array(0),
    heights: new Float32Array(0),
    marks: new Uint16Array(0),
    emphasis: new Uint8Array(0),
    ghosts: new Uint8Array(0),
    origins: new Int32Array(0),
    labels: [],
  },
  edges: {
    from: new Uint32Array(0),
    to: new Uint32Array(0),
    styles: new Uint8Array(0),
    tones: new Uint8Array(0),
    widths: new Float32Array(0),
    fromOffsets: new Float32Array(0),
    toOffsets: new Float32Array(0),
    bends: new Float32Array(0),
    arrows: new Uint8Array(0),
    emphasis: new Uint8Array(0),
    labels: [],
    transfers: [],
  },
};
