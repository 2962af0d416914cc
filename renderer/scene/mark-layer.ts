import { type Object3D, PlaneGeometry, ShaderMaterial } from 'three';
import { Mark, type SceneNodes, Tone } from '../view/scene-view.ts';
import { InstancedBatch } from './instanced-batch.ts';
import { markFragment, markVertex } from './mark-shader.ts';
import type { SceneUniforms } from './scene-uniforms.ts';

/** Mark bit, figure number of the shader, tone. */
const figures: readonly (readonly [bit: number, figure: number, tone: Tone])[] = [
  [Mark.Victim, 0, Tone.Victim],
  [Mark.Suspect, 1, Tone.Suspect],
  [Mark.Start, 2, Tone.Start],
  [Mark.Cleared, 3, Tone.Cleared],
  [Mark.Pinned, 4, Tone.Fact],
  [Mark.Selected, 5, Tone.Accent],
  [Mark.Hover, 6, Tone.Accent],
  [Mark.Picked, 7, Tone.Accent],
  [Mark.Found, 8, Tone.Found],
  [Mark.Missed, 9, Tone.Missed],
  [Mark.Wrong, 10, Tone.Wrong],
  [Mark.Note, 11, Tone.Fact],
  [Mark.Beyond, 12, Tone.Beyond],
];

interface Drawn {
  readonly node: number;
  readonly figure: number;
  readonly tone: Tone;
}

/** Rings, brackets, beacons and badges: one draw call of quads that face the camera. */
export class MarkLayer {
  readonly #material: ShaderMaterial;
  readonly #batch: InstancedBatch<'iPosition' | 'iMark'>;

  constructor(parent: Object3D, uniforms: SceneUniforms) {
    this.#material = new ShaderMaterial({
      uniforms,
      vertexShader: markVertex,
      fragmentShader: markFragment,
      transparent: true,
      depthWrite: false,
    });
    this.#batch = new InstancedBatch<'iPosition' | 'iMark'>(new PlaneGeometry(2, 2), this.#material, { iPosition: 3, iMark: 4 });
    this.#batch.addTo(parent).mesh.renderOrder = 3;
  }

  update(nodes: SceneNodes, positions: Float32Array, hover: number): void {
    const drawn: Drawn[] = [];
    for (let node = 0; node < nodes.ids.length; node++) {
      const bits = (nodes.marks[node] as number) | (node === hover ? Mark.Hover : 0);
      if (bits === 0) continue;
      for (const [bit, figure, tone] of figures) if ((bits & bit) !== 0) drawn.push({ node, figure, tone });
    }
    const { iPosition, iMark } = this.#batch.arrays(drawn.length);
    drawn.forEach(({ node, figure, tone }, at) => {
      iPosition.set(positions.subarray(node * 3, node * 3 + 3), at * 3);
      iMark.set([figure, tone, nodes.sizes[node] as number, nodes.heights[node] as number], at * 4);
    });
    this.#batch.commit(drawn.length);
  }

  dispose(): void {
    this.#batch.dispose();
    this.#material.dispose();
  }
}
