import type { Tag } from '../chain/tag.ts';

/** From this confidence level on (GraphSense TagPack scale: 50 is a trusted provider), a tag makes an address a service. */
export const serviceLevel = 50;

/** Attribution tags by address, strongest first. A tag counts from the day it was last changed. */
export class TagBook {
  readonly #byAddress = new Map<string, { readonly fromMs: number; readonly tag: Tag }[]>();

  constructor(tags: readonly Tag[]) {
    for (const tag of tags) {
      const dayMs = Date.parse(tag.lastmod);
      const entry = { fromMs: Number.isNaN(dayMs) ? 0 : dayMs, tag };
      const known = this.#byAddress.get(tag.address);
      if (known === undefined) this.#byAddress.set(tag.address, [entry]);
      else known.push(entry);
    }
    for (const entries of this.#byAddress.values()) entries.sort((left, right) => strongestFirst(left.tag, right.tag));
  }

  tagsOf(address: string, asOfMs: number): Tag[] {
    const entries = this.#byAddress.get(address) ?? [];
    return entries.filter((entry) => entry.fromMs <= asOfMs).map((entry) => entry.tag);
  }

  /** The tag that makes this address a stop sign, or null. */
  serviceTag(address: string, asOfMs: number): Tag | null {
    return this.tagsOf(address, asOfMs).find((tag) => tag.isService && tag.confidenceLevel >= serviceLevel) ?? null;
  }
}

function strongestFirst(left: Tag, right: Tag): number {
  if (left.confidenceLevel !== right.confidenceLevel) return right.confidenceLevel - left.confidenceLevel;
  if (left.label !== right.label) return left.label < right.label ? -1 : 1;
  if (left.source === right.source) return 0;
  return left.source < right.source ? -1 : 1;
}
