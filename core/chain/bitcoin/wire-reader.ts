import { AppError } from '../../errors.ts';

/** Reads Bitcoin's wire format from a view of bytes; never copies. Throws `bitcoin/truncated` past the end. */
export class WireReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  take(length: number): Uint8Array {
    return this.bytes.subarray(this.#move(length), this.at);
  }

  u8(): number {
    return this.#view.getUint8(this.#move(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#move(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#move(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#move(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#move(8), true);
  }

  /** A CompactSize of at most 2^32 - 1; no count or length in a block can be larger. */
  compactSize(): number {
    const first = this.u8();
    if (first < 0xfd) return first;
    if (first === 0xfd) return this.u16();
    if (first === 0xfe) return this.u32();
    throw new AppError('bitcoin/truncated', `A count above 4294967295 at byte ${this.at - 1} cannot be right.`);
  }

  #move(length: number): number {
    const start = this.at;
    if (start + length > this.bytes.length) {
      throw new AppError('bitcoin/truncated', `Expected ${length} bytes at ${start}, but the data ends at ${this.bytes.length}.`);
    }
    this.at = start + length;
    return start;
  }
}
