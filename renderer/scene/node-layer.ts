import { type Object3D, PlaneGeometry, ShaderMaterial } from 'three';
import { type SceneNodes, Shape, shapeCount } from '../view/scene-view.ts';
import { InstancedBatch } from './instanced-batch.ts';
import { solidFragment, solidVertex, sphereFragment, sphereVertex } from './node-shader.ts';
import type { SceneUniforms } from './scene-uniforms.ts';
import { type SolidShape, shapeGeometry } from './shape-geometry.ts';

type NodeAttribute = 'iPosition' | 'iScale' | 'iLook';

/** Solids of all nodes: one instanced mesh per silhouette, two materials for all. */
export class NodeLayer {
  readonly #materials: readonly ShaderMaterial[];
  readonly #batches: readonly InstancedBatch<NodeAttribute>[];

  constructor(parent: Object3D, uniforms: SceneUniforms) {
    const solid = new ShaderMaterial({ uniforms, vertexShader: solidVertex, fragmentShader: solidFragment });
    const sphere = new ShaderMaterial({ uniforms, vertexShader: sphereVertex, fragmentShader: sphereFragment, alphaToCoverage: true });
    this.#materials = [solid, sphere];
    this.#batches = Array.from({ length: shapeCount }, (_, shape) => {
      const isSphere = shape === Shape.Address;
      const geometry = isSphere ? new PlaneGeometry(2, 2) : shapeGeometry(shape as SolidShape);
      const batch = new InstancedBatch<NodeAttribute>(geometry, isSphere ? sphere : solid, { iPosition: 3, iScale: 2, iLook: 4 });
      return batch.addTo(parent);
    });
  }

  /** `grown`: 0..1 per node, how much of its size it has reached. */
  update(nodes: SceneNodes, positions: Float32Array, grown: Float32Array): void {
    const counts = new Uint32Array(shapeCount);
    for (const shape of nodes.shapes) counts[shape] = (counts[shape] as number) + 1;
    const arrays = this.#batches.map((batch, shape) => batch.arrays(counts[shape] as number));
    const next = new Uint32Array(shapeCount);
    for (let node = 0; node < nodes.ids.length; node++) {
      const shape = nodes.shapes[node] as number;
      const at = next[shape] as number;
      next[shape] = at + 1;
      const { iPosition, iScale, iLook } = arrays[shape] as (typeof arrays)[number];
      iPosition.set(positions.subarray(node * 3, node * 3 + 3), at * 3);
      const size = Math.max(0.001, grown[node] as number);
      iScale[at * 2] = (nodes.sizes[node] as number) * size;
      iScale[at * 2 + 1] = (nodes.heights[node] as number) * size;
      iLook[at * 4] = nodes.tones[node] as number;
      iLook[at * 4 + 1] = nodes.emphasis[node] as number;
      iLook[at * 4 + 2] = nodes.ghosts[node] as number;
      iLook[at * 4 + 3] = node;
    }
    this.#batches.forEach((batch, shape) => {
      batch.commit(counts[shape] as number);
    });
  }

  dispose(): void {
    for (const batch of this.#batches) batch.dispose();
    for (const material of this.#materials) material.dispose();
  }
}
