/** What a browser may be asked to draw for one exhibit: elements, each counted as often as something shows it. */
export const drawnElementsMax = 200_000;

/** What is drawn for each place that refers to it; a gradient is a colour and costs no more than that. */
const repeated: ReadonlySet<string> = new Set(['pattern', 'mask', 'marker', 'clippath', 'symbol', 'g', 'svg', 'use']);

/** References that lead to references; what goes on longer than this is no drawing. */
const deepest = 1000;

/** What stands in an element that has an id, or in the whole, without the parts in it that have ids of their own. */
interface Part {
  elements: number;
  readonly references: string[];
  readonly inner: Part[];
}

const newPart = (): Part => ({ elements: 0, references: [], inner: [] });

/**
 * Counts what a drawing comes to when every `<use>`, pattern, mask and marker is drawn as often as it is referred to. A few lines that
 * refer to each other ten times each are ten thousand million shapes at the tenth level, and a window that shows them never ends.
 */
export class PictureWeight {
  readonly #whole = newPart();
  readonly #named = new Map<string, Part>();
  readonly #repeated = new Set<string>();
  /** The part that each open element belongs to. */
  readonly #open: Part[] = [];
  readonly #styles: string[] = [];

  /** `references`: ids that the element's attributes refer to. */
  begin(element: { readonly name: string; readonly id: string | null; readonly references: readonly string[] }): void {
    const around = this.#open.at(-1) ?? this.#whole;
    const part = element.id === null ? around : newPart();
    if (element.id !== null) {
      around.inner.push(part);
      this.#named.set(element.id, part);
      if (repeated.has(element.name.toLowerCase())) this.#repeated.add(element.id);
    }
    this.#open.push(part);
    part.elements += 1;
    part.references.push(...element.references);
  }

  end(): void {
    this.#open.pop();
  }

  /** A style sheet may put what it refers to on any element. */
  style(references: readonly string[]): void {
    this.#styles.push(...references);
  }

  /** Elements drawn; what is more than `drawnElementsMax` is not counted out. */
  total(): number {
    const sizes = new Map<Part, number>();
    const styles = [...new Set(this.#styles)].filter((id) => this.#repeated.has(id));
    const sizeOf = (part: Part | undefined, depth: number): number => {
      if (part === undefined) return 0;
      const known = sizes.get(part);
      if (known !== undefined) return known;
      if (depth > deepest) return drawnElementsMax + 1;
      // Of a circle browsers draw nothing (SVG 2, 5.6).
      sizes.set(part, 0);
      let size = part.elements;
      for (const inner of part.inner) size += sizeOf(inner, depth + 1);
      for (const id of part.references) size += sizeOf(this.#named.get(id), depth + 1);
      for (const id of styles) size += part.elements * sizeOf(this.#named.get(id), depth + 1);
      size = Math.min(size, drawnElementsMax + 1);
      sizes.set(part, size);
      return size;
    };
    return sizeOf(this.#whole, 0);
  }
}
