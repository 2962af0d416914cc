import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NodeId } from '../../../core/ids.ts';
import { GraphScene } from '../../../renderer/scene/GraphScene.ts';
import type { SceneView } from '../../../renderer/view/scene-view.ts';
import { addressId } from '../support/ransom-graph.ts';
import {
  canvas,
  drag,
  heard,
  mountCanvas,
  nextFrame,
  open,
  place,
  pointer,
  ransomView,
  scene,
  settled,
  show,
  unmountCanvas,
} from '../support/scene-canvas.ts';

/** Colour of a pixel of the picture just drawn, CSS pixels. */
function pixelAt(x: number, y: number): number[] {
  const copy = document.createElement('canvas');
  copy.width = copy.height = 1;
  const context = copy.getContext('2d') as CanvasRenderingContext2D;
  context.drawImage(canvas, Math.round(x), Math.round(y), 1, 1, 0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

/** Colour of the picture's corner: the background. */
function cornerPixel(): number[] {
  scene.drawNow();
  return pixelAt(2, 2);
}

/** Textures that three makes for unbound samplers and drops with the context: 2D, cube, array and 3D. */
const placeholders = 4;

/** Objects of the canvas's context that were made and not deleted, by kind. */
function countGpuObjects(): () => Record<string, number> {
  const context = canvas.getContext('webgl2', { antialias: true, alpha: false, stencil: false }) as WebGL2RenderingContext;
  const kinds = ['Buffer', 'Texture', 'Program', 'VertexArray'] as const;
  const alive = Object.fromEntries(kinds.map((kind) => [kind, new Set<object>()]));
  for (const kind of kinds) {
    const [create, remove] = [context[`create${kind}`].bind(context), context[`delete${kind}`].bind(context) as (thing: object) => void];
    Reflect.set(context, `create${kind}`, () => {
      const made = create() as object;
      alive[kind]?.add(made);
      return made;
    });
    Reflect.set(context, `delete${kind}`, (thing: object) => {
      alive[kind]?.delete(thing);
      remove(thing);
    });
  }
  return () => Object.fromEntries(kinds.map((kind) => [kind, alive[kind]?.size ?? 0]));
}

beforeEach(mountCanvas);
afterEach(unmountCanvas);

describe('picking', () => {
  test('[SC1] every node is found at its place on screen, and nothing on the ground', async () => {
    const { nodes } = open();
    await settled();
    for (const id of nodes.ids) {
      const at = place(id);
      expect(scene.pick(at.x - 40, at.y - 20)).toBe(id);
    }
    expect(scene.pick(5, 5)).toBeNull();
  });

  test('[SC1] a click selects, with Ctrl toggles, on the ground clears; a right click opens the menu there', async () => {
    open();
    await settled();
    const [selects, menus, activations] = [heard('select'), heard('menu'), heard('activate')];
    const at = place(addressId('operator'));
    drag(at, at);
    drag(at, at, { ctrlKey: true });
    drag(at, at, { metaKey: true });
    drag({ x: 50, y: 30 }, { x: 50, y: 30 });
    drag(at, at, { button: 2 });
    canvas.dispatchEvent(new MouseEvent('dblclick', { clientX: at.x, clientY: at.y }));
    expect(selects).toEqual([
      { nodes: [addressId('operator')], mode: 'replace' },
      { nodes: [addressId('operator')], mode: 'toggle' },
      { nodes: [addressId('operator')], mode: 'toggle' },
      { nodes: [], mode: 'replace' },
    ]);
    expect(menus).toEqual([
      { node: addressId('operator'), transfer: null, clientX: expect.closeTo(at.x, 0), clientY: expect.closeTo(at.y, 0) },
    ]);
    expect(activations).toEqual([{ node: addressId('operator') }]);
  });

  test('[SC7] a box selects the nodes whose centres it holds', async () => {
    const { nodes } = open();
    await settled();
    const selects = heard('select');
    const boxes = heard('box');
    const inside = nodes.ids.filter((id) => place(id).x < 500);
    drag({ x: 42, y: 22 }, { x: 500, y: 655 }, { shiftKey: true });
    drag({ x: 42, y: 22 }, { x: 500, y: 655 }, { shiftKey: true, ctrlKey: true });
    expect(inside.length).toBeGreaterThan(3);
    expect(selects).toEqual([
      { nodes: inside, mode: 'replace' },
      { nodes: inside, mode: 'add' },
    ]);
    expect(boxes.at(-1)).toEqual({ rect: null });
    expect(boxes.length).toBeGreaterThan(2);
  });

  test('[SC7] whichever corner a box is drawn from, it holds the nodes between its sides and no others', async () => {
    const { nodes } = open();
    await settled();
    const selects = heard('select');
    const corners = [
      { x: 150, y: 160 },
      { x: 420, y: 330 },
      { x: 730, y: 250 },
      { x: 960, y: 480 },
    ];
    let held = 0;
    for (const from of corners) {
      for (const to of corners.filter((one) => one !== from)) {
        drag(from, to, { shiftKey: true });
        const isBetween = (at: number, a: number, b: number): boolean => at >= Math.min(a, b) && at <= Math.max(a, b);
        const inside = nodes.ids.filter((id) => isBetween(place(id).x, from.x, to.x) && isBetween(place(id).y, from.y, to.y));
        expect(selects.at(-1)).toEqual({ nodes: inside, mode: 'replace' });
        held += inside.length;
      }
    }
    expect(held).toBeGreaterThan(20);
    expect(held).toBeLessThan(12 * nodes.ids.length);
  });

  test('hover is told once per node', async () => {
    open();
    await settled();
    const hovers = heard('hover');
    const at = place(addressId('collect'));
    pointer('pointermove', at);
    pointer('pointermove', { x: at.x + 1, y: at.y });
    pointer('pointermove', { x: 45, y: 25 });
    expect(hovers).toMatchObject([
      { node: addressId('collect'), transfer: null },
      { node: null, transfer: null },
    ]);
  });
});

describe('dragging', () => {
  test('[SC6] the node follows the pointer in the view plane and the drop is told', async () => {
    open();
    await settled();
    const drops = heard('moveEnd');
    const from = place(addressId('operator'));
    const to = { x: from.x + 90, y: from.y + 60 };
    drag(from, to);
    expect(drops).toHaveLength(1);
    expect(drops[0]?.node).toBe(addressId('operator'));
    expect(place(addressId('operator'))).toEqual({ x: expect.closeTo(to.x, 1), y: expect.closeTo(to.y, 1) });
  });

  test('[SC6] from whatever angle one looks, a dragged node stays as far away as it was', async () => {
    open();
    await settled();
    scene.orbit(0.9, 0.5);
    await settled();
    const { yaw, pitch } = scene.pose;
    const drops = heard('moveEnd');
    const from = place(addressId('operator'));
    for (const [dx, dy] of [
      [90, 60],
      [-150, -80],
    ] as const) {
      const at = place(addressId('operator'));
      drag(at, { x: at.x + dx, y: at.y + dy });
    }
    expect(place(addressId('operator'))).toEqual({ x: expect.closeTo(from.x - 60, 0), y: expect.closeTo(from.y - 20, 0) });
    const towards = { x: Math.sin(yaw) * Math.cos(pitch), y: Math.sin(pitch), z: Math.cos(yaw) * Math.cos(pitch) };
    const [away, back] = drops.map(({ position }) => position.x * towards.x + position.y * towards.y + position.z * towards.z);
    expect(drops).toHaveLength(2);
    expect(Math.abs((drops[0]?.position.z ?? 0) - (drops[1]?.position.z ?? 0))).toBeGreaterThan(0.5);
    expect(away).toBeCloseTo(back as number, 3);
  });

  test('[SC6] a drag that is given up puts the node back', async () => {
    open();
    await settled();
    const drops = heard('moveEnd');
    const from = place(addressId('operator'));
    pointer('pointerdown', from);
    pointer('pointermove', { x: from.x + 40, y: from.y + 60 });
    await nextFrame();
    pointer('pointermove', { x: from.x + 90, y: from.y + 60 });
    scene.cancelGesture();
    pointer('pointerup', { x: from.x + 90, y: from.y + 60 });
    expect(drops).toEqual([]);
    expect(place(addressId('operator'))).toEqual({ x: expect.closeTo(from.x, 3), y: expect.closeTo(from.y, 3) });
  });
});

describe('drawing', () => {
  test('[SC2] labels on screen never overlap, near or far', async () => {
    open();
    for (const factor of [1, 1.6, 2.2, 0.3]) {
      scene.zoom(factor);
      await settled();
      const { placedLabels } = scene;
      expect(placedLabels.length).toBeGreaterThan(2);
      for (const [index, a] of placedLabels.entries()) {
        for (const b of placedLabels.slice(index + 1)) {
          const isApart = a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height;
          expect(isApart).toBe(true);
        }
      }
    }
  });

  test('[SC21] in a crowd labels stand off, each with a leader over its own node', async () => {
    const view = open();
    await settled();
    let leaders = 0;
    for (let out = 0; out < 9; out++) {
      for (const { key, leader } of scene.placedLabels) {
        if (leader === null) continue;
        leaders++;
        const id = view.nodes.ids[key];
        expect(id).toBeDefined();
        expect(leader.x).toBeCloseTo(place(id as NodeId).x - canvas.getBoundingClientRect().left - 0.5, 3);
      }
      scene.zoom(0.8);
      await settled();
    }
    expect(leaders).toBeGreaterThan(4);
  });

  test('[SC3] nothing is drawn while nothing changes', async () => {
    open({ isMotionReduced: false });
    await settled();
    const frames = scene.frameCount;
    for (let wait = 0; wait < 20; wait++) await nextFrame();
    expect(scene.frameCount).toBe(frames);
    scene.setTheme('light');
    await settled();
    expect(scene.frameCount).toBe(frames + 1);
  });

  test('[SC5] draw calls do not grow with the graph', async () => {
    const view = open();
    await settled();
    const shapes = new Set(view.nodes.shapes).size;
    expect(scene.gpu.calls).toBe(shapes + 2 + 1 + 1 + 1);
  });

  test('[SC5] a graph fifty times the size is drawn by the same calls and held in the same geometries', async () => {
    const small = ransomView([addressId('operator')]);
    show(small.view, small.positions);
    await settled();
    const before = scene.gpu;
    const large = repeated(small, 50);
    scene.setView(large.view);
    scene.setPositions(large.positions);
    await settled();
    expect(scene.gpu).toEqual({ ...before, textures: expect.any(Number) });
    scene.setView(small.view);
    scene.setPositions(small.positions);
    await settled();
    expect(scene.gpu.calls).toBe(before.calls);
  });

  test('[SC11] the theme changes colours and keeps the camera', async () => {
    open();
    await settled();
    scene.orbit(0.4, 0.2);
    scene.zoom(1.3);
    const pose = scene.pose;
    expect(cornerPixel()).toEqual([0x0e, 0x12, 0x17]);
    scene.setTheme('light');
    expect(cornerPixel()).toEqual([0xf6, 0xf8, 0xfa]);
    expect(scene.pose).toEqual(pose);
  });

  test('[SC11] labels change their colours too', async () => {
    open();
    await settled();
    const plate = (): number => {
      scene.drawNow();
      const label = scene.placedLabels.find(({ leader }) => leader === null);
      if (label === undefined) throw new Error('no label is on screen');
      return pixelAt(label.x + 2, label.y + label.height / 2).reduce((sum, part) => sum + part, 0);
    };
    expect(plate()).toBeLessThan(200);
    scene.setTheme('light');
    expect(plate()).toBeGreaterThan(550);
  });

  test('[SC18] a node is picked where it is drawn, also seen from afar', async () => {
    const { nodes } = open();
    await settled();
    scene.zoom(0.45);
    await settled();
    const box = canvas.getBoundingClientRect();
    const last = nodes.ids.reduce((best, id) => (place(id).x > place(best).x ? id : best));
    // Seven pixels are hit without growing.
    expect(scene.pick(place(last).x - box.left + 7.4, place(last).y - box.top)).toBe(last);
  });

  test('[SC18] what is drawn grows as one goes away, in the very next frame', async () => {
    const { view, positions } = ransomView();
    const { edges } = view;
    const none = new Uint32Array(0);
    const bare: SceneView = {
      nodes: { ...view.nodes, marks: new Uint16Array(view.nodes.ids.length), labels: view.nodes.ids.map(() => null) },
      edges: { ...edges, from: none, to: none, labels: [], transfers: [] },
    };
    show(bare, positions);
    await settled();
    scene.zoom(0.3);
    scene.drawNow();
    const box = canvas.getBoundingClientRect();
    const background = pixelAt(2, 2);
    const at = place(addressId('operator'));
    const inkAt = (dy: number): number => {
      const seen = pixelAt(at.x - box.left, at.y - box.top + dy);
      return seen.reduce((sum, part, channel) => sum + Math.abs(part - (background[channel] as number)), 0);
    };
    expect(Math.min(inkAt(-4), inkAt(4))).toBeGreaterThan(60);
    expect(Math.max(inkAt(-9), inkAt(9))).toBeLessThan(60);
  });

  test('[SC9] the first graph is framed as a whole, a later one leaves the camera alone', async () => {
    const { nodes } = open();
    await settled();
    for (const id of nodes.ids) {
      const at = place(id);
      expect(at.x > 40 && at.x < 1140 && at.y > 20 && at.y < 660).toBe(true);
    }
    scene.orbit(0.3, 0.1);
    scene.zoom(1.4);
    const pose = scene.pose;
    const selected = ransomView([addressId('operator')]);
    scene.setView(selected.view);
    scene.setPositions(selected.positions);
    await settled();
    expect(scene.pose).toEqual(pose);
  });
});

/** The graph that many times over, one under the other. */
function repeated({ view, positions }: ReturnType<typeof ransomView>, times: number): ReturnType<typeof ransomView> {
  const { nodes, edges } = view;
  const copies = Array.from({ length: times }, (_, copy) => copy);
  const [count, lines] = [nodes.ids.length, edges.from.length];
  const many = <Row extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array>(row: Row, size = 1): Row => {
    const all = new (row.constructor as new (length: number) => Row)(row.length * times);
    for (const copy of copies) all.set(row, copy * (row.length / size) * size);
    return all;
  };
  const shifted = (row: Uint32Array): Uint32Array => many(row).map((node, at) => node + Math.floor(at / lines) * count);
  return {
    view: {
      nodes: {
        ids: copies.flatMap((copy) => nodes.ids.map((id): NodeId => (copy === 0 ? id : (`${id}${copy}` as NodeId)))),
        shapes: many(nodes.shapes),
        tones: many(nodes.tones),
        sizes: many(nodes.sizes),
        heights: many(nodes.heights),
        marks: many(nodes.marks),
        emphasis: many(nodes.emphasis),
        ghosts: many(nodes.ghosts),
        origins: many(nodes.origins).fill(-1),
        labels: copies.flatMap(() => nodes.labels),
      },
      edges: {
        from: shifted(edges.from),
        to: shifted(edges.to),
        styles: many(edges.styles),
        tones: many(edges.tones),
        widths: many(edges.widths),
        fromOffsets: many(edges.fromOffsets),
        toOffsets: many(edges.toOffsets),
        bends: many(edges.bends),
        arrows: many(edges.arrows),
        emphasis: many(edges.emphasis),
        labels: copies.flatMap(() => edges.labels),
        transfers: copies.flatMap(() => edges.transfers),
      },
    },
    positions: many(positions).map((value, at) => (at % 3 === 1 ? value - Math.floor(at / positions.length) * 20 : value)),
  };
}

describe('lifecycle', () => {
  test('[SC4] dispose can be called twice and releases what the graphics card held', async () => {
    const alive = countGpuObjects();
    open();
    await settled();
    expect(alive()).toEqual({ Buffer: expect.any(Number), Program: 7, Texture: expect.any(Number), VertexArray: 9 });
    const hovers = heard('hover');
    const at = place(addressId('collect'));
    scene.dispose();
    scene.dispose();
    pointer('pointermove', at);
    const wheel = new WheelEvent('wheel', { deltaY: 100, cancelable: true });
    canvas.dispatchEvent(wheel);
    const frames = scene.frameCount;
    scene.fit();
    scene.drawNow();
    await nextFrame();
    expect([scene.frameCount, hovers, wheel.defaultPrevented]).toEqual([frames, [], false]);
    expect(alive()).toEqual({ Buffer: 0, Program: 0, Texture: placeholders, VertexArray: 0 });
  });

  test('[SC13] a lost context is told, and drawing goes on when it is back', async () => {
    open();
    await settled();
    const [lost, restored] = [heard('contextLost'), heard('contextRestored')];
    const extension = (canvas.getContext('webgl2') as WebGL2RenderingContext).getExtension('WEBGL_lose_context');
    const came = new Promise<void>((resolve) => scene.on('contextRestored', () => resolve()));
    const went = new Promise<void>((resolve) => scene.on('contextLost', () => resolve()));
    extension?.loseContext();
    await went;
    const frames = scene.frameCount;
    scene.fit();
    await nextFrame();
    expect(scene.frameCount).toBe(frames);
    setTimeout(() => extension?.restoreContext(), 20);
    await came;
    await settled();
    expect(scene.frameCount).toBeGreaterThan(frames);
    expect([lost.length, restored.length]).toEqual([1, 1]);
  });

  test('[SC13] without WebGL 2 the scene cannot be made, and says why', () => {
    open();
    const flat = document.createElement('canvas');
    flat.getContext('2d');
    expect(() => new GraphScene(flat, { theme: 'dark', isMotionReduced: true })).toThrowError(
      expect.objectContaining({ code: 'scene/webgl-unavailable' }),
    );
  });
});
