import { expect, test, vi } from 'vitest';
import { LabelAtlas } from '../../../renderer/scene/label-atlas.ts';
import { palettes } from '../../../renderer/view/palette.ts';
import type { SceneLabel } from '../../../renderer/view/scene-view.ts';

const label = (text: string): SceneLabel => ({ text, detail: '', priority: 10, isMono: false, isDetailMono: false, tone: null });
/** What the browser was given to draw, and the atlas that it was drawn in. */
function drawn(...texts: readonly string[]): string[] {
  const atlas = new LabelAtlas(palettes.dark);
  const widths: { text: string; width: number }[] = [];
  const fillText = vi.spyOn(CanvasRenderingContext2D.prototype, 'fillText').mockImplementation(function (
    this: CanvasRenderingContext2D,
    text: string,
  ) {
    widths.push({ text, width: this.measureText(text).width });
  });
  try {
    const labels = texts.map(label);
    atlas.prepare(labels);
    for (const one of labels) {
      expect(atlas.cell(one)).not.toBeNull();
      expect(atlas.measure(one).width).toBeLessThanOrEqual(220);
    }
    for (const { text, width } of widths) expect([text, width <= 210]).toEqual([text, true]);
    return widths.map(({ text }) => text);
  } finally {
    fillText.mockRestore();
    atlas.dispose();
  }
}

test('[SC15] a text of any script goes to the browser in one piece, unchanged', () => {
  const texts = ['Meridian', 'محفظة ساخنة', 'क्षत्रिय', '热钱包', 'e\u0301t\u00e9'];
  expect(drawn(...texts)).toEqual(texts);
});

test('[SC15] the plate is as wide as what is written on it, in the face of each line; a line below that is too long is cut too', () => {
  const atlas = new LabelAtlas(palettes.dark);
  const written: { text: string; width: number }[] = [];
  const fillText = vi.spyOn(CanvasRenderingContext2D.prototype, 'fillText').mockImplementation(function (
    this: CanvasRenderingContext2D,
    text: string,
  ) {
    written.push({ text, width: this.measureText(text).width });
  });
  const details = ['', '2025-02-10 00:00', 'bc1qxy…0wlh', 'a long story '.repeat(30)];
  const labels = ['Meridian', 'Ransom payment of the clinic', 'bc1qxy…0wlh'].flatMap((text) =>
    details.flatMap((detail) =>
      [true, false].flatMap((isMono) => [true, false].map((isDetailMono) => ({ ...label(text), detail, isMono, isDetailMono }))),
    ),
  );
  atlas.prepare(labels.toReversed());
  const sizes = labels.toReversed().map((one) => atlas.measure(one).width);
  fillText.mockRestore();
  atlas.dispose();
  for (const one of labels.toReversed()) {
    const lines = written.splice(0, one.detail === '' ? 1 : 2);
    expect(lines[0]?.text).toBe(one.text);
    if (one.detail.length > 100) expect(lines[1]?.text).toMatch(/^a long story .*…$/);
    else expect(lines[1]?.text ?? '').toBe(one.detail);
    const widest = Math.max(...lines.map(({ width }) => width));
    expect(widest).toBeLessThanOrEqual(210);
    const plate = sizes.shift() as number;
    expect([one, plate >= widest + 10 && plate <= (one.detail.length > 100 ? 220 : widest + 11)]).toEqual([one, true]);
  }
});

test('[SC11] a new theme draws every label anew, in its own colours', () => {
  const atlas = new LabelAtlas(palettes.dark);
  const colours: string[] = [];
  const fillText = vi.spyOn(CanvasRenderingContext2D.prototype, 'fillText').mockImplementation(function (this: CanvasRenderingContext2D) {
    colours.push(String(this.fillStyle));
  });
  atlas.prepare([label('Meridian')]);
  atlas.prepare([label('Meridian')]);
  atlas.reset(palettes.light, 1);
  atlas.prepare([label('Meridian')]);
  fillText.mockRestore();
  atlas.dispose();
  expect(colours).toEqual([palettes.dark.text, palettes.light.text]);
});

test.each([
  ['latin', 'Meridian hot wallet '],
  ['families, each many code points', '👨‍👩‍👧‍👦'],
  ['letters with marks', 'e\u0301'],
  ['flags', '🇫🇷'],
  ['Devanagari', 'क्षि'],
])('[SC15] one that is too long is cut between characters: %s', (_what, piece) => {
  const text = piece.repeat(60);
  const [cut = ''] = drawn(text);
  expect(cut.endsWith('…')).toBe(true);
  const kept = cut.slice(0, -1);
  const ends = [...new Intl.Segmenter().segment(text)].map(({ index }) => index);
  expect([kept.length > 0, text.startsWith(kept), ends.includes(kept.length)]).toEqual([true, true, true]);
});
