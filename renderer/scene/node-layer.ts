import { type Object3D, ShaderMaterial } from 'three';
import { type SceneNodes, type Shape, shapeCount } from '../view/scene-view.ts';
import { InstancedBatch } from './instanced-batch.ts';
import { type SceneUniforms, shaderHead } from './scene-uniforms.ts';
import { shapeGeometry } from './shape-geometry.ts';

const vertexShader = /* glsl */ `
${shaderHead}
attribute vec3 iPosition;
attribute vec2 iScale;
/** tone, emphasis, ghost, node index */
attribute vec4 iLook;
uniform float uHover;
varying vec3 vNormal;
varying vec3 vView;
varying vec3 vColour;
varying vec3 vLook;
void main() {
  vec3 scale = vec3(iScale.x, iScale.y, iScale.x);
  vec4 view = modelViewMatrix * vec4(position * scale + iPosition, 1.0);
  vNormal = normalize(normalMatrix * (normal / scale));
  vView = view.xyz;
  vColour = uTones[int(iLook.x + 0.5)];
  vLook = vec3(iLook.yz, abs(uHover - iLook.w) < 0.5 ? 1.0 : 0.0);
  gl_Position = projectionMatrix * view;
}`;

const fragmentShader = /* glsl */ `
${shaderHead}
uniform float uShade;
uniform float uRim;
varying vec3 vNormal;
varying vec3 vView;
varying vec3 vColour;
varying vec3 vLook;
void main() {
  vec3 normal = normalize(vNormal);
  vec3 eye = normalize(-vView);
  float light = 0.5 + 0.5 * dot(normal, normalize(vec3(-0.45, 0.75, 0.55)));
  float facing = clamp(dot(normal, eye), 0.0, 1.0);
  vec3 colour = vColour * mix(1.0 - uShade, 1.08, light);
  colour += uRim * pow(1.0 - facing, 2.5) * mix(vColour, vec3(1.0), 0.4);
  vec3 halfway = normalize(normalize(vec3(-0.45, 0.75, 0.55)) + eye);
  colour += 0.16 * pow(clamp(dot(normal, halfway), 0.0, 1.0), 28.0);
  colour += vLook.z * 0.12;
  if (vLook.y > 0.5) {
    float stripe = fract((gl_FragCoord.x + gl_FragCoord.y) / 7.0);
    if (facing > 0.28 && stripe > 0.34) discard;
    colour = vColour;
  } else if (vLook.x < 0.5) colour = mix(colour, uBackground, 0.6);
  gl_FragColor = vec4(mix(colour, uBackground, fogAt(-vView.z)), 1.0);
}`;

type NodeAttribute = 'iPosition' | 'iScale' | 'iLook';

/** Solids of all nodes: one instanced mesh per silhouette, one material for all. */
export class NodeLayer {
  readonly #material: ShaderMaterial;
  readonly #batches: readonly InstancedBatch<NodeAttribute>[];

  constructor(parent: Object3D, uniforms: SceneUniforms) {
    this.#material = new ShaderMaterial({ uniforms, vertexShader, fragmentShader });
    this.#batches = Array.from({ length: shapeCount }, (_, shape) =>
      new InstancedBatch<NodeAttribute>(shapeGeometry(shape as Shape), this.#material, { iPosition: 3, iScale: 2, iLook: 4 }).addTo(parent),
    );
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
    this.#material.dispose();
  }
}
