import { CanvasTexture, LinearFilter, NoColorSpace } from 'three';
import type { Palette } from '../view/palette.ts';
import type { SceneLabel } from '../view/scene-view.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}
interface Cell extends Size {
  readonly x: number;
  readonly y: number;
}

const sans = '"IBM Plex Sans", "Noto Sans", system-ui, sans-serif';
const mono = '"IBM Plex Mono", "IBM Plex Sans", ui-monospace, monospace';
const textFont = (label: SceneLabel): string => (label.isMono ? `500 11.5px ${mono}` : `600 12.5px ${sans}`);
const detailFont = (label: SceneLabel): string => (label.isDetailMono ? `400 10.5px ${mono}` : `400 11px ${sans}`);
const lineHeight = { text: 16, detail: 14 } as const;
const sidePadding = 5;
const widestText = 210;
const largestPage = 4096;

/** Every label as one picture in a shared texture page, so that any script is shaped by the browser. */
export class LabelAtlas {
  readonly texture: CanvasTexture;
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  readonly #sizes = new Map<string, Size>();
  readonly #cells = new Map<string, Cell>();
  #palette: Palette;
  #ratio = 1;
  #leader: Cell | null = null;
  #shelf = { x: 0, y: 0, height: 0 };

  constructor(palette: Palette) {
    this.#palette = palette;
    this.#canvas.width = 1024;
    this.#canvas.height = 512;
    this.#context = this.#canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
    this.texture = new CanvasTexture(this.#canvas);
    this.texture.colorSpace = NoColorSpace;
    this.texture.flipY = false;
    this.texture.generateMipmaps = false;
    this.texture.minFilter = LinearFilter;
    this.texture.magFilter = LinearFilter;
    this.texture.premultiplyAlpha = true;
  }

  /** Forgets all pictures: the theme, the pixel ratio or the fonts have changed. */
  reset(palette: Palette, pixelRatio: number): void {
    this.#palette = palette;
    this.#ratio = pixelRatio;
    this.#sizes.clear();
    this.#clear();
  }

  /** CSS pixels of a label with its plate. */
  measure(label: SceneLabel): Size {
    const key = keyOf(label);
    const known = this.#sizes.get(key);
    if (known !== undefined) return known;
    const width = Math.max(
      this.#widthOf(label.text, textFont(label)),
      label.detail === '' ? 0 : this.#widthOf(label.detail, detailFont(label)),
    );
    const size = {
      width: Math.ceil(Math.min(width, widestText)) + 2 * sidePadding,
      height: lineHeight.text + (label.detail === '' ? 0 : lineHeight.detail) + 3,
    };
    this.#sizes.set(key, size);
    return size;
  }

  /** Texture rectangle of the colour that leaders are drawn in, as `cell`; null when it did not fit. */
  leader(): readonly [number, number, number, number] | null {
    const cell = this.#leader;
    if (cell === null) return null;
    const { width, height } = this.#canvas;
    // The middle alone: at its rim the colour is mixed with what is beside it.
    return [(cell.x + cell.width / 2) / width, (cell.y + cell.height / 2) / height, 0, 0];
  }

  /** Draws what is missing. When the page is full it starts afresh with these labels; those that still do not fit are left out. */
  prepare(labels: readonly SceneLabel[]): void {
    if (this.#drawLeader() && labels.every((label) => this.#cells.has(keyOf(label)) || this.#draw(label))) return;
    this.#clear();
    this.#drawLeader();
    for (const label of labels) if (!this.#cells.has(keyOf(label))) this.#draw(label);
  }

  /** Texture rectangle of a prepared label (u, v, width, height in 0..1); null when it did not fit. */
  cell(label: SceneLabel): readonly [number, number, number, number] | null {
    const cell = this.#cells.get(keyOf(label));
    if (cell === undefined) return null;
    const { width, height } = this.#canvas;
    return [cell.x / width, cell.y / height, cell.width / width, cell.height / height];
  }

  dispose(): void {
    this.texture.dispose();
    this.#canvas.width = 0;
  }

  #draw(label: SceneLabel): boolean {
    const size = this.measure(label);
    const cell = this.#allocate(Math.ceil(size.width * this.#ratio), Math.ceil(size.height * this.#ratio));
    if (cell === null) return false;
    this.#cells.set(keyOf(label), cell);
    const context = this.#context;
    context.setTransform(this.#ratio, 0, 0, this.#ratio, cell.x, cell.y);
    this.#drawPlate(size);
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    context.fillStyle = label.tone === null ? this.#palette.text : (this.#palette.tones[label.tone] as string);
    this.#drawText(label.text, textFont(label), { x: size.width / 2, y: 13 });
    context.fillStyle = this.#palette.textQuiet;
    if (label.detail !== '') this.#drawText(label.detail, detailFont(label), { x: size.width / 2, y: 13 + lineHeight.detail });
    this.texture.needsUpdate = true;
    return true;
  }

  #drawLeader(): boolean {
    if (this.#leader !== null) return true;
    this.#leader = this.#allocate(4, 4);
    if (this.#leader === null) return false;
    const { x, y, width, height } = this.#leader;
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.fillStyle = this.#palette.textQuiet;
    this.#context.fillRect(x, y, width, height);
    this.texture.needsUpdate = true;
    return true;
  }

  #drawPlate({ width, height }: Size): void {
    const context = this.#context;
    context.globalAlpha = 0.84;
    context.fillStyle = this.#palette.plate;
    context.beginPath();
    context.roundRect(0.5, 0.5, width - 1, height - 1, 4);
    context.fill();
    context.globalAlpha = 1;
  }

  #drawText(text: string, font: string, at: { x: number; y: number }): void {
    this.#context.font = font;
    this.#context.fillText(this.#fitted(text), at.x, at.y);
  }

  /** Cut between characters as readers see them, never inside one. */
  #fitted(text: string): string {
    if (this.#context.measureText(text).width <= widestText) return text;
    const characters = [...new Intl.Segmenter().segment(text)].map((piece) => piece.segment);
    while (characters.length > 1 && this.#context.measureText(`${characters.join('')}…`).width > widestText) characters.pop();
    return `${characters.join('')}…`;
  }

  #widthOf(text: string, font: string): number {
    this.#context.font = font;
    return this.#context.measureText(text).width;
  }

  #allocate(width: number, height: number): Cell | null {
    const gap = 2;
    const shelf = this.#shelf;
    if (shelf.x + width > this.#canvas.width) this.#shelf = { x: 0, y: shelf.y + shelf.height + gap, height: 0 };
    while (this.#shelf.y + height > this.#canvas.height) if (!this.#grow()) return null;
    const cell = { x: this.#shelf.x, y: this.#shelf.y, width, height };
    this.#shelf = { x: cell.x + width + gap, y: cell.y, height: Math.max(this.#shelf.height, height) };
    return cell;
  }

  /** Doubles the page's height, pictures kept. A texture cannot change its size, so the old one is released. */
  #grow(): boolean {
    const { width, height } = this.#canvas;
    if (height * 2 > largestPage) return false;
    const kept = this.#context.getImageData(0, 0, width, height);
    this.#canvas.height = height * 2;
    this.#context.putImageData(kept, 0, 0);
    this.texture.dispose();
    this.texture.needsUpdate = true;
    return true;
  }

  #clear(): void {
    this.#cells.clear();
    this.#leader = null;
    this.#shelf = { x: 0, y: 0, height: 0 };
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.texture.needsUpdate = true;
  }
}

function keyOf(label: SceneLabel): string {
  return `${label.tone ?? ''}\u0000${label.isMono}\u0000${label.isDetailMono}\u0000${label.text}\u0000${label.detail}`;
}
