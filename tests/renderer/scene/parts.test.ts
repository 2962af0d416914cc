import fc from 'fast-check';
import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import { CameraRig, homeAngles } from '../../../renderer/scene/camera-rig.ts';
import { EdgeIndex } from '../../../renderer/scene/edge-index.ts';
import { pointOnRoute, routeEdges, routeSize } from '../../../renderer/scene/edge-route.ts';
import { type LabelCandidate, type LabelSpot, placeLabels } from '../../../renderer/scene/label-placement.ts';
import { legibleRadius, legibleView } from '../../../renderer/scene/legible-view.ts';
import { NodeMotion } from '../../../renderer/scene/node-motion.ts';
import { ScreenIndex, type ScreenRect } from '../../../renderer/scene/screen-index.ts';
import { buildSceneView, packPositions } from '../../../renderer/view/build-scene-view.ts';
import { columnWidth, hopsLayout } from '../../../renderer/view/hops-layout.ts';
import { plainTexts, ransomGraph } from '../support/ransom-graph.ts';

const areApart = (a: ScreenRect, b: ScreenRect): boolean =>
  a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height;
const viewport = { width: 1000, height: 600 };
const none = { obstacles: [], kept: new Set<number>() };

const spotAt = (x: number, y: number, leader: LabelSpot['leader'] = null): LabelSpot => ({ x, y, leader });
const spot = fc
  .record({ x: fc.integer({ min: -50, max: 1000 }), y: fc.integer({ min: -50, max: 600 }), length: fc.integer({ min: 0, max: 60 }) })
  .map(({ x, y, length }) => spotAt(x, y, length === 0 ? null : { x: x + 5, y: y - length, width: 1, height: length }));
const candidate = fc.record({
  priority: fc.integer({ min: 0, max: 100 }),
  depth: fc.integer({ min: 1, max: 50 }),
  width: fc.integer({ min: 10, max: 160 }),
  height: fc.integer({ min: 8, max: 34 }),
  spots: fc.array(spot, { minLength: 1, maxLength: 4 }),
  coversNodes: fc.boolean(),
});
const candidates = fc.array(candidate, { maxLength: 120 }).map((list) => list.map((one, key): LabelCandidate => ({ ...one, key })));

describe('labels', () => {
  test('[SC2] never overlap, never leave the canvas', () => {
    fc.assert(
      fc.property(candidates, (labels) => {
        const placed = placeLabels(labels, { viewport, ...none });
        for (const [index, a] of placed.entries()) {
          expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= viewport.width && a.y + a.height <= viewport.height).toBe(true);
          for (const b of placed.slice(index + 1)) {
            expect(areApart(a, b)).toBe(true);
          }
        }
      }),
    );
  });

  test('[SC21] no leader runs under a label of another or across another leader', () => {
    let leaders = 0;
    fc.assert(
      fc.property(candidates, (labels) => {
        const placed = placeLabels(labels, { viewport, ...none });
        for (const { key, leader } of placed) {
          if (leader === null) continue;
          leaders++;
          for (const other of placed.filter((one) => one.key !== key)) {
            expect(areApart(leader, other)).toBe(true);
            if (other.leader !== null) expect(areApart(leader, other.leader)).toBe(true);
          }
        }
      }),
    );
    expect(leaders).toBeGreaterThan(100);
  });

  test('[SC21] a place with a leader is taken only where it and the leader are free, and only when none beside is', () => {
    const leader = { x: 105, y: 90, width: 1, height: 10 };
    const spots = [spotAt(300, 300), spotAt(100, 100, leader)];
    const placed = (...obstacles: ScreenRect[]) => placeLabels([at(0, { spots })], { viewport, ...none, obstacles });
    expect(placed()).toEqual([{ key: 0, x: 300, y: 300, width: 80, height: 16, leader: null }]);
    const taken = { x: 310, y: 305, width: 4, height: 4 };
    expect(placed(taken)).toEqual([{ key: 0, x: 100, y: 100, width: 80, height: 16, leader }]);
    expect(placed(taken, { x: 104, y: 92, width: 3, height: 3 })).toEqual([]);
  });

  test('[SC21] a label that must be seen covers as little as it can', () => {
    const obstacles = [
      { x: 90, y: 90, width: 60, height: 40 },
      { x: 300, y: 300, width: 10, height: 10 },
      { x: 500, y: 100, width: 80, height: 16 },
    ];
    const spots = [spotAt(100, 100), spotAt(300, 300), spotAt(500, 100)];
    expect(placeLabels([at(0, { coversNodes: true, spots })], { viewport, ...none, obstacles })[0]?.x).toBe(300);
  });

  const at = (key: number, about: Partial<LabelCandidate>): LabelCandidate => ({
    key,
    priority: 10,
    depth: 10,
    width: 80,
    height: 16,
    spots: [spotAt(100, 100)],
    coversNodes: false,
    ...about,
  });
  const keysOf = (labels: LabelCandidate[], around: Partial<Parameters<typeof placeLabels>[1]> = {}): number[] =>
    placeLabels(labels, { viewport, ...none, ...around }).map((label) => label.key);

  test('[SC2] the more important one, then the nearer one', () => {
    expect(keysOf([at(0, {}), at(1, { priority: 50 })])).toEqual([1]);
    expect(keysOf([at(0, {}), at(1, { depth: 5 })])).toEqual([1]);
    expect(keysOf([at(0, {}), at(1, { depth: 5 })], { kept: new Set([0]) })).toEqual([0]);
  });

  test('[SC2] a silhouette is kept clear, unless the label must be seen and has no other spot', () => {
    const obstacles = [{ x: 90, y: 90, width: 40, height: 40 }];
    expect(keysOf([at(0, {})], { obstacles })).toEqual([]);
    expect(keysOf([at(0, { coversNodes: true })], { obstacles })).toEqual([0]);
    const both = placeLabels(
      [
        at(0, {
          coversNodes: true,
          spots: [spotAt(100, 100), spotAt(300, 300)],
        }),
      ],
      { viewport, ...none, obstacles },
    );
    expect(both[0]?.x).toBe(300);
  });
});

test('[SC1] the index finds what a search over every node finds', () => {
  const camera = new PerspectiveCamera(30, viewport.width / viewport.height, 0.1, 500);
  camera.position.set(0, 0, 40);
  camera.updateMatrixWorld();
  const near = fc.double({ min: -1.5, max: 1.5, noNaN: true });
  const px = fc.integer({ min: -40, max: 40 });
  let overlaps = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(near, near, fc.double({ min: -8, max: 8, noNaN: true })), { minLength: 1, maxLength: 30 }),
      px,
      px,
      fc.constantFrom(0.6, 0.6, 0.02, 0.2),
      (nodes, dx, dy, radius) => {
        const index = new ScreenIndex();
        const [x, y] = [viewport.width / 2 + dx, viewport.height / 2 + dy];
        const sizes = new Float32Array(nodes.length).fill(radius);
        index.rebuild(camera, { positions: Float32Array.from(nodes.flat()), sizes, heights: sizes }, viewport);
        const hit = nodes
          .map((_, at) => at)
          .filter(
            (at) => Math.hypot(x - (index.x[at] as number), y - (index.y[at] as number)) <= Math.max(7, (index.radiusX[at] as number) + 2),
          )
          .sort((a, b) => (index.depth[a] as number) - (index.depth[b] as number));
        if (hit.length > 1) overlaps++;
        const found = index.pick(x, y);
        expect(hit.length === 0 ? -1 : (index.depth[hit[0] as number] as number)).toBe(found === -1 ? -1 : index.depth[found]);
      },
    ),
    { numRuns: 400 },
  );
  expect(overlaps).toBeGreaterThan(10);
});

test('[SC19] the line picked is the nearest one within six pixels, as a walk over every point of every line finds it', () => {
  const camera = new PerspectiveCamera(30, viewport.width / viewport.height, 0.1, 500);
  camera.position.set(0, 0, 40);
  camera.updateMatrixWorld();
  const number = fc.double({ min: -9, max: 9, noNaN: true });
  const curves = fc.array(fc.array(number, { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 6 });
  let found = 0;
  fc.assert(
    fc.property(
      curves,
      fc.integer({ min: 0, max: 5 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: -9, max: 9 }),
      (list, which, t, off) => {
        const routes = Float32Array.from(list.flat());
        const onScreen = (edge: number, at: number): [number, number] => {
          const seen = new Vector3(...pointOnRoute(routes, edge, at)).project(camera);
          return [(seen.x + 1) * 0.5 * viewport.width, (1 - seen.y) * 0.5 * viewport.height];
        };
        const [x, y] = onScreen(which % list.length, t);
        const away = list.map((_, edge) =>
          Math.min(...Array.from({ length: 401 }, (__, at) => Math.hypot(...subtract(onScreen(edge, at / 400), [x, y + off])))),
        );
        const lines = new EdgeIndex();
        lines.rebuild(camera, routes, viewport);
        const picked = lines.pick(x, y + off, () => true);
        const nearest = Math.min(...away);
        if (picked !== -1) found += 1;
        // The line is drawn in sixteen straight pieces: it may lie a little beside the curve.
        if (picked === -1) expect(nearest).toBeGreaterThan(4);
        else expect(away[picked] as number).toBeLessThanOrEqual(Math.min(8, nearest + 4));
      },
    ),
  );
  expect(found).toBeGreaterThan(20);
});

const subtract = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): [number, number] => [ax - bx, ay - by];

describe('camera', () => {
  const points = fc.array(
    fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -30, max: 30 }), fc.integer({ min: -10, max: 0 })),
    {
      minLength: 1,
      maxLength: 40,
    },
  );

  test('[SC9] framing puts every point inside the canvas', () => {
    fc.assert(
      fc.property(
        points,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -0.5, max: 1, noNaN: true }),
        (list, yaw, pitch) => {
          const rig = new CameraRig();
          rig.resize(1280, 720);
          rig.isCutting = true;
          const pose = rig.framing(Float32Array.from(list.flat()), new Float32Array(list.length).fill(0.5), { yaw, pitch, closest: 16 });
          if (pose === null) throw new Error('nothing framed');
          rig.flyTo(pose);
          for (const point of list) {
            const seen = new Vector3(...point).project(rig.camera);
            expect(Math.max(Math.abs(seen.x), Math.abs(seen.y))).toBeLessThan(1);
          }
        },
      ),
    );
  });

  test('[SC17] framing comes as close as the points allow: two opposite sides are reached', () => {
    fc.assert(
      fc.property(
        points,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -0.5, max: 1, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1, maxLength: 9 }),
        (list, yaw, pitch, sizes) => {
          const rig = new CameraRig();
          rig.resize(1280, 720);
          rig.isCutting = true;
          const radii = Float32Array.from(list, (_, at) => sizes[at % sizes.length] as number);
          const pose = rig.framing(Float32Array.from(list.flat()), radii, { yaw, pitch, closest: 1e-6 });
          if (pose === null) throw new Error('nothing framed');
          fc.pre(pose.distance > 8);
          rig.flyTo(pose);
          const [right, up] = [new Vector3(), new Vector3()];
          rig.camera.matrixWorld.extractBasis(right, up, new Vector3());
          const seen = list.flatMap((point, at) =>
            [right, up].flatMap((axis) =>
              [1, -1].map((side) => new Vector3(...point).addScaledVector(axis, side * (radii[at] as number)).project(rig.camera)),
            ),
          );
          const [free, tall] = [1 - (2 * 64) / 1280, 1 - (2 * 64) / 720];
          const [xs, ys] = [seen.map(({ x }) => x), seen.map(({ y }) => y)];
          const isWide = Math.abs(Math.max(...xs) - free) < 1e-3 && Math.abs(Math.min(...xs) + free) < 1e-3;
          const isTall = Math.abs(Math.max(...ys) - tall) < 1e-3 && Math.abs(Math.min(...ys) + tall) < 1e-3;
          expect(isWide || isTall).toBe(true);
          expect(Math.max(...xs.map(Math.abs))).toBeLessThan(free + 1e-3);
          expect(Math.max(...ys.map(Math.abs))).toBeLessThan(tall + 1e-3);
        },
      ),
    );
  });

  test('[SC8] a flight ends exactly at its target, a cut at once', () => {
    const rig = new CameraRig();
    const to = { target: [3, 4, 5] as const, yaw: 0.3, pitch: 0.4, distance: 50 };
    rig.flyTo(to);
    expect(rig.advance(1000)).toBe(true);
    expect(rig.pose).not.toEqual(to);
    expect(rig.advance(1200)).toBe(true);
    expect(rig.advance(5000)).toBe(false);
    expect(rig.pose).toEqual(to);
    rig.isCutting = true;
    rig.flyTo({ ...to, distance: 20 });
    expect(rig.pose.distance).toBe(20);
  });

  test('[SC10] back and forward go through views, a new one drops those ahead', () => {
    const rig = new CameraRig();
    rig.isCutting = true;
    const view = (distance: number) => ({ target: [0, 0, 0] as const, ...homeAngles, distance });
    for (const distance of [10, 20, 20, 30]) {
      rig.flyTo(view(distance));
      rig.remember();
    }
    const at = (): number => rig.pose.distance;
    expect([rig.travel(-1), at(), rig.travel(-1), at(), rig.travel(-1), at()]).toEqual([true, 20, true, 10, false, 10]);
    expect([rig.travel(1), at()]).toEqual([true, 20]);
    rig.flyTo(view(99));
    rig.remember();
    expect([rig.travel(1), rig.travel(-1), at()]).toEqual([false, true, 20]);
  });

  test('zoom keeps what is under the pointer', () => {
    const rig = new CameraRig();
    rig.resize(1000, 600);
    const pointer = { x: 220, y: -130 };
    const ray = (): Vector3 => {
      const direction = new Vector3(pointer.x / 500, -pointer.y / 300, 0.5).unproject(rig.camera).sub(rig.camera.position).normalize();
      const forward = rig.camera.getWorldDirection(new Vector3());
      return rig.camera.position.clone().addScaledVector(direction, rig.pose.distance / direction.dot(forward));
    };
    const before = ray();
    rig.zoom(1.7, pointer);
    expect(ray().distanceTo(before)).toBeLessThan(1e-6);
  });
});

describe('[SC18] silhouettes seen from afar', () => {
  const { state, subgraph } = ransomGraph();
  const view = buildSceneView({ state, subgraph, selection: new Set(), texts: plainTexts });

  test('are at least eleven pixels wide while neighbours have room, and never drawn smaller than they are', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.2, noNaN: true }), (unitsPerPixel) => {
        const { sizes } = legibleView(view, legibleRadius(unitsPerPixel)).nodes;
        sizes.forEach((size, node) => {
          expect(size).toBeGreaterThanOrEqual(view.nodes.sizes[node] as number);
          expect(size / unitsPerPixel).toBeGreaterThanOrEqual(5.5 - 1e-4);
        });
      }),
    );
  });

  test('never reach into the next column', () => {
    const { sizes } = legibleView(view, legibleRadius(1e6)).nodes;
    for (const left of sizes) for (const right of sizes) expect(left + right).toBeLessThan(columnWidth);
  });

  test('keep their proportions, and edges meet their rims', () => {
    const grown = legibleView(view, 1.1);
    view.nodes.sizes.forEach((size, node) => {
      const factor = (grown.nodes.sizes[node] as number) / size;
      expect((grown.nodes.heights[node] as number) / (view.nodes.heights[node] as number)).toBeCloseTo(factor, 5);
    });
    expect(view.edges.from.length).toBeGreaterThan(5);
    const offsets = [
      [view.edges.from, view.edges.fromOffsets, grown.edges.fromOffsets],
      [view.edges.to, view.edges.toOffsets, grown.edges.toOffsets],
    ] as const;
    for (const [ends, before, after] of offsets) {
      ends.forEach((end, edge) => {
        const factor = (grown.nodes.sizes[end] as number) / (view.nodes.sizes[end] as number);
        for (const at of [edge * 2, edge * 2 + 1]) expect(after[at] as number).toBeCloseTo((before[at] as number) * factor, 4);
      });
    }
  });

  test('are as they are from near by, and the same at distances that hardly differ', () => {
    expect(legibleView(view, legibleRadius(0.02))).toBe(view);
    const steps = new Set(Array.from({ length: 200 }, (_, at) => legibleRadius(0.08 + at * 0.0002)));
    expect(steps.size).toBeLessThan(8);
  });
});

test('[SC12] a newcomer grows out of its origin, the others go on from where they are', () => {
  const { state, subgraph } = ransomGraph();
  const all = buildSceneView({ state, subgraph, selection: new Set(), texts: plainTexts });
  const few = buildSceneView({
    state: { ...state, nodes: new Map([...state.nodes].slice(0, 5)) },
    subgraph,
    selection: new Set(),
    texts: plainTexts,
  });
  const positions = hopsLayout({ ...state, subgraph, placements: [] });
  const motion = new NodeMotion();
  motion.setNodes(few.nodes);
  motion.setTargets(packPositions(few.nodes.ids, positions));
  while (motion.advance(0) && motion.advance(1000));
  motion.setNodes(all.nodes);
  motion.setTargets(packPositions(all.nodes.ids, positions));
  motion.advance(2000);
  const origin = all.nodes.origins[5] as number;
  expect(origin).toBe(0);
  expect([...motion.drawn.subarray(15, 18)]).toEqual([...motion.drawn.subarray(0, 3)]);
  expect([motion.grown[0], motion.grown[5]]).toEqual([1, 0]);
  motion.advance(9000);
  expect(motion.drawn).toEqual(packPositions(all.nodes.ids, positions));
  expect(motion.grown.every((share) => share === 1)).toBe(true);
});

test('[SC12] a node that is sent elsewhere, in the middle of its way too, goes on from where it is', () => {
  const { state, subgraph } = ransomGraph();
  const { nodes } = buildSceneView({ state, subgraph, selection: new Set(), texts: plainTexts });
  const first = packPositions(nodes.ids, hopsLayout({ ...state, subgraph, placements: [] }));
  const motion = new NodeMotion();
  motion.setNodes(nodes);
  motion.setTargets(first);
  while (motion.advance(0) && motion.advance(1000));
  motion.setTargets(first.map((value) => value + 5));
  motion.advance(2000);
  motion.advance(2100);
  const onTheWay = motion.drawn.slice();
  expect(onTheWay.every((value, at) => value > (first[at] as number) && value < (first[at] as number) + 5)).toBe(true);
  motion.setNodes({ ...nodes, ids: nodes.ids.toReversed() });
  motion.setTargets(first);
  motion.advance(2200);
  const turned = nodes.ids.toReversed().flatMap((id) => [...onTheWay.slice(nodes.ids.indexOf(id) * 3, nodes.ids.indexOf(id) * 3 + 3)]);
  expect([...motion.drawn]).toEqual(turned);
});

test('[SC16] an edge past a whole column of its row runs over what stands there', () => {
  const { state, subgraph } = ransomGraph();
  const view = buildSceneView({ state, subgraph, selection: new Set(), texts: plainTexts });
  const flow = view.edges.bends.findIndex((bend, at) => at % 2 === 0 && bend === 1 && view.edges.bends[at + 1] === -1) / 2;
  const positions = packPositions(view.nodes.ids, hopsLayout({ ...state, subgraph, placements: [] }));
  const [from, to] = [view.edges.from[flow] as number, view.edges.to[flow] as number];
  positions.set([0, 0, 0], from * 3);
  const routes = new Float32Array(view.edges.from.length * routeSize);
  const heightHalfWay = (apart: number): number => {
    positions.set([apart, 0, 0], to * 3);
    routeEdges(view, positions, routes);
    return pointOnRoute(routes, flow, 0.5)[1];
  };
  expect(Math.abs(heightHalfWay(columnWidth))).toBeLessThan(0.5);
  expect(heightHalfWay(columnWidth * 3)).toBeGreaterThan(1.5);
});

test('routes begin and end at their offsets, also when money goes back', () => {
  const { state, subgraph } = ransomGraph();
  const view = buildSceneView({ state, subgraph, selection: new Set(), texts: plainTexts });
  const positions = packPositions(view.nodes.ids, hopsLayout({ ...state, subgraph, placements: [] }));
  const routes = new Float32Array(view.edges.from.length * routeSize);
  routeEdges(view, positions, routes);
  expect(routes.every(Number.isFinite)).toBe(true);
  for (let edge = 0; edge < view.edges.from.length; edge++) {
    const [to, end] = [view.edges.to[edge] as number, pointOnRoute(routes, edge, 1)];
    const away = Math.hypot(end[0] - (positions[to * 3] as number), end[1] - (positions[to * 3 + 1] as number));
    expect(away).toBeLessThan(2);
  }
});
