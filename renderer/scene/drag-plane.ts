import { type Camera, Plane, Raycaster, Vector2, Vector3 } from 'three';

export interface Point3 {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Where the ray through a canvas point (CSS pixels) meets the plane through `through` that faces the camera; null when it never does. */
export function pointInViewPlane(
  camera: Camera,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  through: readonly [number, number, number],
): Point3 | null {
  const caster = new Raycaster();
  caster.setFromCamera(new Vector2((at.x / at.width) * 2 - 1, 1 - (at.y / at.height) * 2), camera);
  const facing = camera.getWorldDirection(new Vector3());
  const plane = new Plane().setFromNormalAndCoplanarPoint(facing, new Vector3(...through));
  const hit = caster.ray.intersectPlane(plane, new Vector3());
  return hit === null ? null : { x: hit.x, y: hit.y, z: hit.z };
}
