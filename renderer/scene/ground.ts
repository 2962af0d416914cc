import { BufferAttribute, BufferGeometry, LineSegments, type Object3D, ShaderMaterial } from 'three';
import type { SceneUniforms } from './scene-uniforms.ts';

const cell = 5;
const cellsEachWay = 20;

const vertexShader = /* glsl */ `
uniform vec3 uTarget;
uniform float uFloor;
uniform float uSpread;
attribute float aStrong;
varying float vStrong;
varying float vAway;
void main() {
  float block = ${(cell * 5).toFixed(1)} * uSpread;
  vec3 world = position * uSpread + vec3(floor(uTarget.x / block) * block, uFloor, floor(uTarget.z / block) * block);
  vStrong = aStrong;
  vAway = distance(world.xz, uTarget.xz) / (${(cell * (cellsEachWay - 4)).toFixed(1)} * uSpread);
  gl_Position = projectionMatrix * modelViewMatrix * vec4(world, 1.0);
}`;

const fragmentShader = /* glsl */ `
uniform vec3 uGrid;
uniform vec3 uGridStrong;
uniform vec3 uBackground;
varying float vStrong;
varying float vAway;
void main() {
  float fade = clamp(1.0 - vAway, 0.0, 1.0);
  gl_FragColor = vec4(mix(uBackground, vStrong > 0.5 ? uGridStrong : uGrid, fade), 1.0);
}`;

/** Grid under the graph; follows the camera's target in whole cells, fades out before it ends. */
export class Ground {
  readonly #lines: LineSegments<BufferGeometry, ShaderMaterial>;
  readonly #floor = { value: -3 };
  readonly #spread = { value: 1 };

  constructor(parent: Object3D, uniforms: SceneUniforms) {
    const material = new ShaderMaterial({
      uniforms: { ...uniforms, uFloor: this.#floor, uSpread: this.#spread },
      vertexShader,
      fragmentShader,
      depthWrite: false,
    });
    this.#lines = new LineSegments(gridGeometry(), material);
    this.#lines.frustumCulled = false;
    this.#lines.renderOrder = -1;
    parent.add(this.#lines);
  }

  setFloor(y: number): void {
    this.#floor.value = y;
  }

  /** Seen from far away the cells double, so that the grid neither crowds nor ends in sight. */
  setDistance(distance: number): void {
    this.#spread.value = 2 ** Math.max(0, Math.ceil(Math.log2(distance / 60)));
  }

  dispose(): void {
    this.#lines.removeFromParent();
    this.#lines.geometry.dispose();
    this.#lines.material.dispose();
  }
}

/** Lines are cut at every fourth cell, so that the fade follows the distance along them. */
function gridGeometry(): BufferGeometry {
  const points: number[] = [];
  const strong: number[] = [];
  for (let line = -cellsEachWay; line <= cellsEachWay; line++) {
    for (let piece = -cellsEachWay; piece < cellsEachWay; piece += 4) {
      const [at, from, to] = [line * cell, piece * cell, (piece + 4) * cell];
      points.push(at, 0, from, at, 0, to, from, 0, at, to, 0, at);
      strong.push(...new Array<number>(4).fill(line % 5 === 0 ? 1 : 0));
    }
  }
  return new BufferGeometry()
    .setAttribute('position', new BufferAttribute(new Float32Array(points), 3))
    .setAttribute('aStrong', new BufferAttribute(new Float32Array(strong), 1));
}
