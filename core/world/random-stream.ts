import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * A named source of chance: xoshiro128** (Blackman and Vigna, 2018) seeded with the SHA-256 of seed and name. Every actor and every
 * block of the story has its own, so that adding one does not shift what the others draw. Integers only: same bytes on every platform.
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(seed: string, name: string) {
    const digest = sha256(utf8ToBytes(`${seed}\u0000${name}`));
    const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
    this.#a = view.getUint32(0);
    this.#b = view.getUint32(4);
    this.#c = view.getUint32(8);
    // All-zero state would stay zero for ever.
    this.#d = view.getUint32(12) | 1;
  }

  /** 32 bits. */
  next(): number {
    const times5 = Math.imul(this.#b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** Uniform in 0 .. count - 1; `count` from 1 to 2^32. Rejects the uneven tail, so no value is favoured. */
  below(count: number): number {
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % count);
    let drawn = this.next();
    while (drawn >= limit) drawn = this.next();
    return drawn % count;
  }

  /** Uniform whole number in a closed range. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** Uniform satoshi in a closed range. */
  satBetween(from: bigint, to: bigint): bigint {
    const count = to - from + 1n;
    const wide = (BigInt(this.next()) << 32n) | BigInt(this.next());
    // 64 bits over at most 2^51 satoshi: the bias is below one in eight thousand and the same everywhere.
    return from + (wide % count);
  }

  /** True `times` out of `outOf`. */
  chance(times: number, outOf: number): boolean {
    return this.below(outOf) < times;
  }

  /** One of a list that is not empty. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** Index into a table of whole weights. */
  weighted(weights: readonly number[]): number {
    let drawn = this.below(weights.reduce((sum, weight) => sum + weight, 0));
    for (const [index, weight] of weights.entries()) {
      if (drawn < weight) return index;
      drawn -= weight;
    }
    return weights.length - 1;
  }

  /** A new list in random order (Fisher-Yates). */
  shuffled<T>(items: readonly T[]): T[] {
    const list = [...items];
    for (let at = list.length - 1; at > 0; at -= 1) {
      const other = this.below(at + 1);
      [list[at], list[other]] = [list[other] as T, list[at] as T];
    }
    return list;
  }
}
