import {
  BoxGeometry,
  type BufferGeometry,
  CapsuleGeometry,
  ConeGeometry,
  CylinderGeometry,
  ExtrudeGeometry,
  OctahedronGeometry,
  Shape as Outline,
  TorusGeometry,
} from 'three';
import { mergeGeometries } from 'three/addons/utils/BufferGeometryUtils.js';
import { Shape } from '../view/scene-view.ts';

/** Every silhouette but the sphere, which needs no mesh. */
export type SolidShape = Exclude<Shape, typeof Shape.Address>;

/** Silhouettes in a box of about -1..1, facing +z, told apart by outline alone. */
const builders: Readonly<Record<SolidShape, () => BufferGeometry>> = {
  [Shape.Transaction]: () => faceted(new OctahedronGeometry(1, 0)),
  [Shape.Exchange]: () => tilted(faceted(new CylinderGeometry(1, 1, 0.9, 6).rotateX(Math.PI / 2).rotateZ(Math.PI / 6))),
  [Shape.Mixer]: () => new TorusGeometry(0.72, 0.28, 14, 32),
  [Shape.Mining]: () => faceted(new ConeGeometry(1.1, 1.7, 4).rotateY(Math.PI / 4)),
  [Shape.Merchant]: () => tilted(faceted(new BoxGeometry(1.5, 1.5, 1.5))),
  [Shape.Market]: () => tilted(faceted(gable())),
  [Shape.Gambling]: () => tilted(faceted(star())),
  [Shape.Otc]: () => faceted(hourglass()),
  [Shape.Bridge]: () => faceted(arch()),
  [Shape.Payment]: () => new CapsuleGeometry(0.55, 0.9, 6, 16).rotateZ(Math.PI / 2),
  [Shape.Service]: () => new CylinderGeometry(0.85, 0.85, 1.5, 24),
};

export function shapeGeometry(shape: SolidShape): BufferGeometry {
  const geometry = builders[shape]();
  geometry.deleteAttribute('uv');
  return geometry;
}

function faceted(geometry: BufferGeometry): BufferGeometry {
  const flat = geometry.index === null ? geometry : geometry.toNonIndexed();
  if (flat !== geometry) geometry.dispose();
  flat.clearGroups();
  flat.computeVertexNormals();
  return flat;
}

/** Turned a little, so that a prism shows its depth. */
function tilted(geometry: BufferGeometry): BufferGeometry {
  return geometry.rotateY(-0.42).rotateX(0.16);
}

function star(): BufferGeometry {
  const corners = Array.from({ length: 10 }, (_, point): [number, number] => {
    const radius = point % 2 === 0 ? 1.1 : 0.5;
    const angle = Math.PI / 2 + (point * Math.PI) / 5;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  return extruded(corners, 0.7);
}

/** A stall with a pitched roof. */
function gable(): BufferGeometry {
  return extruded(
    [
      [-0.8, -0.85],
      [0.8, -0.85],
      [0.8, 0.15],
      [0, 1],
      [-0.8, 0.15],
    ],
    1,
  );
}

function extruded(corners: readonly (readonly [number, number])[], depth: number): BufferGeometry {
  const outline = new Outline();
  corners.forEach(([x, y], index) => {
    if (index === 0) outline.moveTo(x, y);
    else outline.lineTo(x, y);
  });
  outline.closePath();
  return new ExtrudeGeometry(outline, { depth, bevelEnabled: false }).translate(0, 0, -depth / 2);
}

function hourglass(): BufferGeometry {
  const parts = [
    new ConeGeometry(0.85, 1.05, 8).rotateX(Math.PI).translate(0, 0.45, 0),
    new ConeGeometry(0.85, 1.05, 8).translate(0, -0.45, 0),
  ];
  return merged(parts);
}

function arch(): BufferGeometry {
  const parts = [
    new TorusGeometry(0.72, 0.26, 8, 20, Math.PI),
    new BoxGeometry(0.52, 0.8, 0.52).translate(-0.72, -0.4, 0),
    new BoxGeometry(0.52, 0.8, 0.52).translate(0.72, -0.4, 0),
  ];
  return merged(parts);
}

function merged(parts: BufferGeometry[]): BufferGeometry {
  const whole = mergeGeometries(parts);
  for (const part of parts) part.dispose();
  return whole;
}
