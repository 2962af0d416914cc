import { MathUtils, PerspectiveCamera, Vector3 } from 'three';

/** Where the camera looks and from where: yaw and pitch in radians, distance in world units. */
export interface Pose {
  readonly target: readonly [number, number, number];
  readonly yaw: number;
  readonly pitch: number;
  readonly distance: number;
}

export const homeAngles = { yaw: -0.13, pitch: 0.16 } as const;
const fieldOfView = 28;
const flightMs = 420;
const nearest = 5;
const farthest = 900;
const pitchLimit = 1.45;
const rememberedViews = 50;

interface Flight {
  readonly from: Pose;
  readonly to: Pose;
  startedAtMs: number | null;
}

/** Space to keep free around what is framed, in CSS pixels. */
const padding = { x: 64, y: 64 } as const;

/** The camera: a pose, flights between poses, and the views one can go back to. Knows nothing of what is drawn. */
export class CameraRig {
  readonly camera = new PerspectiveCamera(fieldOfView, 1, 0.5, 4000);
  /** Reduced motion: flights become cuts. */
  isCutting = false;
  #pose: Pose = { target: [0, 0, 0], ...homeAngles, distance: 30 };
  #flight: Flight | null = null;
  #views: Pose[] = [];
  #viewAt = -1;
  #size = { width: 1, height: 1 };

  constructor() {
    this.#apply();
  }

  get pose(): Pose {
    return this.#pose;
  }

  get isFlying(): boolean {
    return this.#flight !== null;
  }

  resize(width: number, height: number): void {
    this.#size = { width, height };
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
  }

  flyTo(to: Pose): void {
    this.#flight = this.isCutting ? null : { from: this.#pose, to, startedAtMs: null };
    if (this.isCutting) this.#set(to);
  }

  /** Moves along the flight; true while there is more to come. */
  advance(nowMs: number): boolean {
    const flight = this.#flight;
    if (flight === null) return false;
    flight.startedAtMs ??= nowMs;
    const t = Math.min(1, (nowMs - flight.startedAtMs) / flightMs);
    this.#set(t === 1 ? flight.to : blend(flight.from, flight.to, t * t * (3 - 2 * t)));
    if (t === 1) this.#flight = null;
    return this.#flight !== null;
  }

  orbit(dx: number, dy: number): void {
    this.#flight = null;
    const pitch = MathUtils.clamp(this.#pose.pitch + dy, -pitchLimit, pitchLimit);
    this.#set({ ...this.#pose, yaw: this.#pose.yaw - dx, pitch });
  }

  /** Moves what is at the target's depth by so many CSS pixels on screen. */
  pan(dxPx: number, dyPx: number): void {
    this.#flight = null;
    const unit = this.unitsPerPixel(this.#pose.distance);
    const [right, up] = [new Vector3(), new Vector3()];
    this.camera.matrixWorld.extractBasis(right, up, new Vector3());
    const target = new Vector3(...this.#pose.target).addScaledVector(right, -dxPx * unit).addScaledVector(up, dyPx * unit);
    this.#set({ ...this.#pose, target: [target.x, target.y, target.z] });
  }

  /** `factor` above 1 comes closer; `at` (CSS pixels from the canvas centre, y down) stays under the pointer. */
  zoom(factor: number, at: { x: number; y: number } = { x: 0, y: 0 }): void {
    this.#flight = null;
    const distance = MathUtils.clamp(this.#pose.distance / factor, nearest, farthest);
    const before = this.unitsPerPixel(this.#pose.distance);
    const shift = 1 - this.unitsPerPixel(distance) / before;
    this.pan(-at.x * shift, -at.y * shift);
    this.#set({ ...this.#pose, distance });
  }

  unitsPerPixel(distance: number): number {
    return (2 * distance * Math.tan(MathUtils.degToRad(fieldOfView) / 2)) / this.#size.height;
  }

  /**
   * The closest pose that shows all points (three coordinates each, a radius each) seen from `angles`; null without points. In the camera's
   * own axes every point asks for a distance that is linear in where the camera stands: the nearest place that grants all of them is exact.
   */
  framing(points: Float32Array, radii: Float32Array, about: { yaw: number; pitch: number; closest: number }): Pose | null {
    if (radii.length === 0) return null;
    const right = new Vector3(Math.cos(about.yaw), 0, -Math.sin(about.yaw));
    const back = directionOf(about);
    const up = new Vector3().crossVectors(back, right);
    const tanY = Math.tan(MathUtils.degToRad(fieldOfView) / 2);
    const freeX = tanY * this.camera.aspect * Math.max(0.3, 1 - (2 * padding.x) / this.#size.width);
    const freeY = tanY * Math.max(0.3, 1 - (2 * padding.y) / this.#size.height);
    const across = new Reach(freeX);
    const upward = new Reach(freeY);
    const depth = { low: Infinity, high: -Infinity };
    radii.forEach((radius, at) => {
      const p = new Vector3().fromArray(points, at * 3);
      const z = p.dot(back);
      across.take(p.dot(right), z, radius);
      upward.take(p.dot(up), z, radius);
      depth.low = Math.min(depth.low, z);
      depth.high = Math.max(depth.high, z);
    });
    const middle = (depth.low + depth.high) / 2;
    const distance = Math.max(about.closest, across.depth - middle, upward.depth - middle);
    const target = new Vector3().addScaledVector(right, across.middle).addScaledVector(up, upward.middle).addScaledVector(back, middle);
    return { target: [target.x, target.y, target.z], yaw: about.yaw, pitch: about.pitch, distance: Math.min(distance, farthest) };
  }

  /** Remembers the view one is at (or flying to), once a gesture or flight has chosen it. */
  remember(pose: Pose = this.#pose): void {
    const last = this.#views[this.#viewAt];
    if (last !== undefined && samePose(last, pose)) return;
    this.#views = [...this.#views.slice(Math.max(0, this.#viewAt + 2 - rememberedViews), this.#viewAt + 1), pose];
    this.#viewAt = this.#views.length - 1;
  }

  /** Flies to the view before (-1) or after (1); false at the end of the row. */
  travel(step: -1 | 1): boolean {
    const pose = this.#views[this.#viewAt + step];
    if (pose === undefined) return false;
    this.#viewAt += step;
    this.flyTo(pose);
    return true;
  }

  #set(pose: Pose): void {
    this.#pose = pose;
    this.#apply();
  }

  #apply(): void {
    const { target, distance } = this.#pose;
    const at = new Vector3(...target);
    this.camera.position.copy(at).addScaledVector(directionOf(this.#pose), distance);
    this.camera.lookAt(at);
    this.camera.near = Math.max(0.1, distance * 0.02);
    this.camera.far = distance * 6 + 200;
    this.camera.updateProjectionMatrix();
    this.camera.updateMatrixWorld();
  }
}

/** What points ask of a camera along one axis of the screen. `free`: tangent of half the angle that may be filled. */
class Reach {
  readonly #free: number;
  #most = -Infinity;
  #least = Infinity;

  constructor(free: number) {
    this.#free = free;
  }

  /** A point `z` towards the camera, `at` along the axis, with room for `radius` around it. */
  take(at: number, z: number, radius: number): void {
    this.#most = Math.max(this.#most, at + radius + this.#free * z);
    this.#least = Math.min(this.#least, at - radius - this.#free * z);
  }

  /** Nearest place of the camera, towards the viewer, from which both ends are in the free part. */
  get depth(): number {
    return (this.#most - this.#least) / (2 * this.#free);
  }

  /** Where it stands along the axis then; from further away both ends have the same air. */
  get middle(): number {
    return (this.#most + this.#least) / 2;
  }
}

/** From the target to the camera. */
function directionOf({ yaw, pitch }: { yaw: number; pitch: number }): Vector3 {
  return new Vector3(Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch));
}

function blend(from: Pose, to: Pose, t: number): Pose {
  const mix = (a: number, b: number): number => a + (b - a) * t;
  return {
    target: [mix(from.target[0], to.target[0]), mix(from.target[1], to.target[1]), mix(from.target[2], to.target[2])],
    yaw: mix(from.yaw, to.yaw),
    pitch: mix(from.pitch, to.pitch),
    distance: Math.exp(mix(Math.log(from.distance), Math.log(to.distance))),
  };
}

function samePose(a: Pose, b: Pose): boolean {
  const numbers = (pose: Pose): number[] => [...pose.target, pose.yaw, pose.pitch, pose.distance];
  const [left, right] = [numbers(a), numbers(b)];
  return left.every((value, at) => Math.abs(value - (right[at] as number)) < 1e-4);
}
