import { afterEach, beforeEach, expect, test } from 'vitest';
import { addressId } from '../support/ransom-graph.ts';
import { canvas, drag, mountCanvas, open, place, ransomView, scene, settled, unmountCanvas } from '../support/scene-canvas.ts';

beforeEach(mountCanvas);
afterEach(unmountCanvas);

test('[SC8] focus flies to the nodes and ends there; back returns', async () => {
  open({ isMotionReduced: false });
  await settled();
  const start = scene.pose;
  const frames = scene.frameCount;
  scene.focus([addressId('northgate')]);
  await settled();
  expect(scene.frameCount - frames).toBeGreaterThanOrEqual(2);
  expect(place(addressId('northgate'))).toEqual({ x: expect.closeTo(590, 0), y: expect.closeTo(340, 0) });
  scene.back();
  await settled();
  expect(scene.pose).toEqual(start);
  scene.forward();
  await settled();
  expect(place(addressId('northgate')).x).toBeCloseTo(590, 0);
  scene.reset();
  await settled();
  expect(scene.pose).toEqual(start);
});

test('[SC8] with reduced motion one frame shows the target', async () => {
  open();
  await settled();
  const frames = scene.frameCount;
  scene.focus([addressId('northgate')]);
  await settled();
  expect(scene.frameCount).toBe(frames + 1);
  expect(place(addressId('northgate')).x).toBeCloseTo(590, 0);
});

test('[SC8] with reduced motion nodes stand where they belong in the next frame', async () => {
  open();
  await settled();
  const { view, positions } = ransomView();
  const before = place(addressId('operator'));
  scene.setView(view);
  scene.setPositions(positions.map((value) => value + 2));
  scene.drawNow();
  const after = place(addressId('operator'));
  expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeGreaterThan(5);
  await settled();
  expect(place(addressId('operator'))).toEqual(after);
});

test('[SC9] what is framed while nodes travel is framed where they are going', async () => {
  open({ isMotionReduced: false });
  await settled();
  const { view, positions } = ransomView();
  scene.setView(view);
  scene.setPositions(positions.map((value, at) => (at % 3 === 0 ? value * 2 + 30 : value)));
  scene.fit();
  await settled();
  const { pose } = scene;
  scene.fit();
  await settled();
  expect(scene.pose).toEqual(pose);
});

test('[SC10] a view reached by a drag, by steps of the keyboard or by the wheel, even just now, can be gone back to', async () => {
  open();
  await settled();
  const first = scene.pose;
  const gestures: (() => void)[] = [
    () => drag({ x: 60, y: 600 }, { x: 110, y: 580 }),
    () => drag({ x: 60, y: 600 }, { x: 110, y: 580 }, { button: 2 }),
    () => scene.pan(30, 20),
    () => scene.orbit(0.2, 0.1),
    () => scene.zoom(1.2),
  ];
  const seen = gestures.map((move) => {
    move();
    return scene.pose;
  });
  for (const pose of [...seen.slice(0, -1).reverse(), first]) {
    scene.back();
    expect(scene.pose).toEqual(pose);
  }
  for (const pose of seen) {
    scene.forward();
    expect(scene.pose).toEqual(pose);
  }
  const wheel = (): void => {
    canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, clientX: 300, clientY: 300, cancelable: true }));
  };
  for (const goOn of [() => scene.fit(), () => scene.pan(5, 0), () => drag({ x: 60, y: 600 }, { x: 110, y: 580 })]) {
    const before = scene.pose;
    wheel();
    const zoomed = scene.pose;
    goOn();
    scene.back();
    expect(scene.pose).toEqual(zoomed);
    scene.back();
    expect(scene.pose).toEqual(before);
  }
  const before = scene.pose;
  wheel();
  const zoomed = scene.pose;
  scene.back();
  expect(scene.pose).toEqual(before);
  scene.forward();
  expect(scene.pose).toEqual(zoomed);
});

test('a node out of sight is brought in, one in sight leaves the camera alone', async () => {
  open();
  await settled();
  const pose = scene.pose;
  scene.reveal(addressId('collect'));
  expect(scene.pose).toEqual(pose);
  scene.zoom(9);
  await settled();
  scene.reveal(addressId('operator'));
  await settled();
  expect(place(addressId('operator')).x).toBeCloseTo(590, 0);
  expect(scene.pose.distance).toBeCloseTo(pose.distance / 9, 5);
});

test('left drag pans, right drag orbits, the wheel zooms to the pointer', async () => {
  open();
  await settled();
  const before = place(addressId('collect'));
  drag({ x: 60, y: 600 }, { x: 110, y: 580 });
  const after = place(addressId('collect'));
  expect([after.x - before.x, after.y - before.y]).toEqual([expect.closeTo(50, -1), expect.closeTo(-20, -1)]);
  const { yaw, distance } = scene.pose;
  drag({ x: 60, y: 600 }, { x: 110, y: 580 }, { button: 2 });
  expect(scene.pose.yaw).toBeCloseTo(yaw - 50 * 0.006, 5);
  canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, clientX: 300, clientY: 300, cancelable: true }));
  expect(scene.pose.distance).toBeLessThan(distance);
});
