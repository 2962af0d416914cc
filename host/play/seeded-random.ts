import { createHash } from 'node:crypto';

/** A stream of numbers that is the same for the same seed: SHA-256 in counter mode. For players, never for a world. */
export class SeededRandom {
  readonly #seed: string;
  #counter = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** 0 <= n < below, evenly: 48 bits over a small range leave no bias worth naming. */
  below(below: number): number {
    this.#counter += 1;
    const digest = createHash('sha256').update(`${this.#seed}/${this.#counter}`).digest();
    return digest.readUIntBE(0, 6) % below;
  }

  /** undefined for an empty list. */
  pick<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : list[this.below(list.length)];
  }

  shuffled<T>(list: readonly T[]): T[] {
    const result = [...list];
    for (let end = result.length - 1; end > 0; end -= 1) {
      const other = this.below(end + 1);
      const [left, right] = [result[end], result[other]];
      if (left === undefined || right === undefined) continue;
      result[end] = right;
      result[other] = left;
    }
    return result;
  }

  /** Each item kept or left by a coin, at least one kept. */
  some<T>(list: readonly T[]): T[] {
    const kept = list.filter(() => this.below(2) === 1);
    const one = this.pick(list);
    return kept.length > 0 || one === undefined ? kept : [one];
  }
}
