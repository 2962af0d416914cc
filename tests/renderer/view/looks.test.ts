import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressRadius, edgeWidth, transactionHeight } from '../../../renderer/view/node-size.ts';
import { palettes } from '../../../renderer/view/palette.ts';
import { Shape, Tone } from '../../../renderer/view/scene-view.ts';
import { serviceShape } from '../../../renderer/view/service-shape.ts';
import { shortId } from '../../../renderer/view/short-id.ts';

test.each([
  ['bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh', 'bc1qxy…0wlh'],
  ['1BoatSLRHtKNngkdXEeobR76b53LETtpyT', '1BoatS…tpyT'],
  ['abcdefghijklm', 'abcdef…jklm'],
  ['abcdefghijkl', 'abcdefghijkl'],
  ['', ''],
])('[VW1] %s is shown as %s', (id, shown) => {
  expect(shortId(id)).toBe(shown);
});

test('[VW2] size and stroke grow with the logarithm of value between fixed ends', () => {
  const values = [0n, 1n, 100_000n, 10_000_000n, 100_000_000n, 640_000_000n, 100_000_000_000n, 10n ** 12n, 21n * 10n ** 14n, 10n ** 30n];
  const radii = values.map(addressRadius);
  const strokes = values.map(edgeWidth);
  for (const row of [radii, strokes]) {
    expect([...row].sort((a, b) => a - b)).toEqual(row);
    expect(row[0]).toBe(row[1]);
    expect(row.at(-1)).toBe(row.at(-3));
  }
  expect(addressRadius(10n ** 8n) - addressRadius(10n ** 7n)).toBeCloseTo(addressRadius(10n ** 10n) - addressRadius(10n ** 9n), 9);
  expect(transactionHeight(60)).toBe(transactionHeight(200));
  expect(transactionHeight(12)).toBeGreaterThan(transactionHeight(2));
});

test('[VW2] the same factor is the same step, of the radius and of the stroke, wherever it is between the ends', () => {
  const between = fc.bigInt({ min: 10n ** 5n, max: 10n ** 12n });
  const steps = [2n, 3n, 10n, 700n];
  fc.assert(
    fc.property(between, between, fc.constantFrom(...steps), (low, other, factor) => {
      fc.pre(low * factor <= 10n ** 12n && other * factor <= 10n ** 12n);
      for (const measure of [addressRadius, edgeWidth]) {
        const step = measure(low * factor) - measure(low);
        expect(step).toBeGreaterThan(0.02);
        // Six digits of a value carry its logarithm.
        expect(step).toBeCloseTo(measure(other * factor) - measure(other), 4);
      }
    }),
  );
});

test.each([
  ['exchange', Shape.Exchange],
  ['mixing_service', Shape.Mixer],
  ['mining_service', Shape.Mining],
  ['shop', Shape.Merchant],
  ['market', Shape.Market],
  ['gambling', Shape.Gambling],
  ['otc', Shape.Otc],
  ['bridge', Shape.Bridge],
  ['payment_processor', Shape.Payment],
  ['constructor', Shape.Service],
  ['__proto__', Shape.Service],
  ['something else', Shape.Service],
  [null, Shape.Service],
])('[VW3] the silhouette of category %s', (category, shape) => {
  expect(serviceShape(category)).toBe(shape);
});

function luminance(hex: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

test.each(Object.entries(palettes))('[VW16] contrast in the %s theme', (_, palette) => {
  for (const tone of palette.tones) expect(contrast(tone, palette.background), tone).toBeGreaterThanOrEqual(3);
  // What a label can be about; the others name it in the plain colour.
  const told = (['Victim', 'Suspect', 'Cleared', 'Inference', 'Claim', 'Accent', 'Found', 'Missed', 'Wrong', 'Beyond'] as const).map(
    (name) => palette.tones[Tone[name]] as string,
  );
  for (const text of [palette.text, palette.textQuiet, ...told]) expect(contrast(text, palette.plate), text).toBeGreaterThanOrEqual(4.5);
});
