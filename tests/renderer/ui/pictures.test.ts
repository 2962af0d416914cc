import { expect, test } from 'vitest';
import { pictureFault } from '../../../core/language/picture.ts';

/** What a real encoder makes of a drawing with some noise in it. */
async function encoded(type: string, width: number, height: number, quality: number): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(width, height);
  const drawing = canvas.getContext('2d');
  for (let at = 0; at < 40; at += 1) {
    if (drawing === null) break;
    drawing.fillStyle = `hsl(${at * 37} 60% 50% / ${at % 2 === 0 ? 1 : 0.5})`;
    drawing.fillRect((at * 53) % width, (at * 29) % height, 40, 25);
  }
  return new Uint8Array(await (await canvas.convertToBlob({ type, quality })).arrayBuffer());
}

test.each([
  ['image/png', 'desk.png', 1],
  ['image/jpeg', 'desk.jpg', 0.4],
  ['image/jpeg', 'desk.jpeg', 1],
  ['image/webp', 'desk.webp', 0.4],
  ['image/webp', 'desk.webp', 1],
])('[LG16] what a browser writes as %s is taken as %s, and refused when its end is missing', async (type, name, quality) => {
  const bytes = await encoded(type, 320, 200, quality);
  expect(pictureFault(name, bytes)).toBeNull();
  expect(pictureFault(name, bytes.subarray(0, -9))?.message).toContain('ends too early');
  expect(pictureFault('desk.svg', bytes)).not.toBeNull();
  const wide = await encoded(type, 9000, 3, quality);
  expect(pictureFault(name, wide)?.message).toContain('is 9000 by 3 pixels');
});
