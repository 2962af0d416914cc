import { BufferAttribute, BufferGeometry, DoubleSide, type Object3D, ShaderMaterial } from 'three';
import type { SceneEdges } from '../view/scene-view.ts';
import { routeLength, routeSize } from './edge-route.ts';
import { arrowFragment, arrowVertex, strokeFragment, strokeVertex } from './edge-shader.ts';
import { InstancedBatch } from './instanced-batch.ts';
import type { SceneUniforms } from './scene-uniforms.ts';

const segments = 16;
type EdgeAttribute = 'iA' | 'iB' | 'iC' | 'iD' | 'iCurve' | 'iLook';
const sizes = { iA: 3, iB: 3, iC: 3, iD: 3, iCurve: 4, iLook: 4 } as const;

/** Strokes and arrowheads of all edges: two draw calls. */
export class EdgeLayer {
  readonly #materials: readonly ShaderMaterial[];
  readonly #strokes: InstancedBatch<EdgeAttribute>;
  readonly #arrows: InstancedBatch<EdgeAttribute>;

  constructor(parent: Object3D, uniforms: SceneUniforms) {
    const shared = { uniforms, transparent: true, depthWrite: false, side: DoubleSide };
    const stroke = new ShaderMaterial({ ...shared, vertexShader: strokeVertex, fragmentShader: strokeFragment });
    const arrow = new ShaderMaterial({ ...shared, vertexShader: arrowVertex, fragmentShader: arrowFragment });
    this.#materials = [stroke, arrow];
    this.#strokes = new InstancedBatch<EdgeAttribute>(stripGeometry(), stroke, sizes).addTo(parent);
    this.#arrows = new InstancedBatch<EdgeAttribute>(arrowGeometry(), arrow, sizes).addTo(parent);
    this.#strokes.mesh.renderOrder = 1;
    this.#arrows.mesh.renderOrder = 2;
  }

  /** `routes`: as `routeEdges` writes them. */
  update(edges: SceneEdges, routes: Float32Array): void {
    const all = Array.from(edges.from, (_, edge) => edge);
    fill(this.#strokes, edges, { routes, which: all });
    fill(this.#arrows, edges, { routes, which: all.filter((edge) => edges.arrows[edge] === 1) });
  }

  dispose(): void {
    this.#strokes.dispose();
    this.#arrows.dispose();
    for (const material of this.#materials) material.dispose();
  }
}

function fill(
  batch: InstancedBatch<EdgeAttribute>,
  edges: SceneEdges,
  { routes, which }: { routes: Float32Array; which: readonly number[] },
): void {
  const arrays = batch.arrays(which.length);
  const { iCurve, iLook } = arrays;
  which.forEach((edge, at) => {
    (['iA', 'iB', 'iC', 'iD'] as const).forEach((control, index) => {
      const from = edge * routeSize + index * 3;
      arrays[control].set(routes.subarray(from, from + 3), at * 3);
    });
    iCurve[at * 4] = edges.widths[edge] as number;
    iCurve[at * 4 + 1] = edges.from[edge] as number;
    iCurve[at * 4 + 2] = edges.to[edge] as number;
    iCurve[at * 4 + 3] = routeLength(routes, edge);
    iLook[at * 4] = (edges.styles[edge] as number) + 8 * (edges.arrows[edge] as number);
    iLook[at * 4 + 1] = edges.tones[edge] as number;
    iLook[at * 4 + 2] = edges.emphasis[edge] as number;
    iLook[at * 4 + 3] = edge;
  });
  batch.commit(which.length);
}

function stripGeometry(): BufferGeometry {
  const points: number[] = [];
  const index: number[] = [];
  for (let step = 0; step <= segments; step++) {
    points.push(step / segments, -1, 0, step / segments, 1, 0);
    if (step < segments) index.push(2 * step, 2 * step + 1, 2 * step + 2, 2 * step + 1, 2 * step + 3, 2 * step + 2);
  }
  return new BufferGeometry().setAttribute('position', new BufferAttribute(new Float32Array(points), 3)).setIndex(index);
}

function arrowGeometry(): BufferGeometry {
  return new BufferGeometry().setAttribute('position', new BufferAttribute(new Float32Array([0, 0, 0, 1, -1, 0, 1, 1, 0]), 3));
}
