import { bytesToHex } from '@noble/hashes/utils.js';
import { AppError } from '../../errors.ts';
import { readOutputScript } from './address-script.ts';
import { WireReader } from './wire-reader.ts';

/** Names of the fields of a serialised transaction (BIP 144), in wire order. */
export type RawFieldName =
  | 'version'
  | 'segwit-marker'
  | 'segwit-flag'
  | 'input-count'
  | 'input-txid'
  | 'input-vout'
  | 'script-sig-length'
  | 'script-sig'
  | 'sequence'
  | 'output-count'
  | 'output-value'
  | 'script-length'
  | 'script'
  | 'witness-count'
  | 'witness-length'
  | 'witness-item'
  | 'locktime';

export interface RawField {
  /** Byte offset in the raw transaction. */
  readonly start: number;
  readonly length: number;
  readonly field: RawFieldName;
  /** Which input or output it belongs to; null for the transaction's own fields. */
  readonly index: number | null;
  /** Decoded: a number in decimal, an id as printed, an output script as its address where it has one, else hex. */
  readonly value: string;
}

class FieldWriter {
  readonly fields: RawField[] = [];
  readonly #reader: WireReader;

  constructor(raw: Uint8Array) {
    this.#reader = new WireReader(raw);
  }

  get at(): number {
    return this.#reader.at;
  }

  peek(offset: number): number | undefined {
    return this.#reader.bytes[this.#reader.at + offset];
  }

  read<T>(field: RawFieldName, index: number | null, take: (reader: WireReader) => T): T {
    const start = this.#reader.at;
    const taken = take(this.#reader);
    const value = taken instanceof Uint8Array ? bytesToHex(taken) : String(taken);
    this.fields.push({ start, length: this.#reader.at - start, field, index, value });
    return taken;
  }
}

/** A field of bytes is listed only when it has any: the length before it already says that it is empty. */
function readBytes(
  writer: FieldWriter,
  field: RawFieldName,
  options: { index: number; length: number; show?: (bytes: Uint8Array) => string },
): void {
  if (options.length === 0) return;
  const { show = bytesToHex } = options;
  writer.read(field, options.index, (reader) => show(reader.take(options.length)));
}

function readInput(writer: FieldWriter, index: number): void {
  writer.read('input-txid', index, (reader) => bytesToHex(new Uint8Array(reader.take(32)).reverse()));
  writer.read('input-vout', index, (reader) => reader.u32());
  const length = writer.read('script-sig-length', index, (reader) => reader.compactSize());
  readBytes(writer, 'script-sig', { index, length });
  writer.read('sequence', index, (reader) => reader.u32());
}

function readOutput(writer: FieldWriter, index: number): void {
  writer.read('output-value', index, (reader) => reader.u64());
  const length = writer.read('script-length', index, (reader) => reader.compactSize());
  readBytes(writer, 'script', { index, length, show: (bytes) => readOutputScript(bytes).address ?? bytesToHex(bytes) });
}

function readWitness(writer: FieldWriter, index: number): void {
  const items = writer.read('witness-count', index, (reader) => reader.compactSize());
  for (let item = 0; item < items; item += 1) {
    const length = writer.read('witness-length', index, (reader) => reader.compactSize());
    readBytes(writer, 'witness-item', { index, length });
  }
}

/**
 * The fields of one serialised transaction, in order, covering every byte exactly once.
 * Throws `bitcoin/truncated` when the bytes end early and `bitcoin/left-over` when some remain.
 */
export function rawTxFields(raw: Uint8Array): readonly RawField[] {
  const writer = new FieldWriter(raw);
  writer.read('version', null, (reader) => reader.i32());
  const isSegwit = writer.peek(0) === 0 && writer.peek(1) === 1;
  if (isSegwit) {
    writer.read('segwit-marker', null, (reader) => reader.u8());
    writer.read('segwit-flag', null, (reader) => reader.u8());
  }
  const inputs = writer.read('input-count', null, (reader) => reader.compactSize());
  for (let index = 0; index < inputs; index += 1) readInput(writer, index);
  const outputs = writer.read('output-count', null, (reader) => reader.compactSize());
  for (let index = 0; index < outputs; index += 1) readOutput(writer, index);
  for (let index = 0; isSegwit && index < inputs; index += 1) readWitness(writer, index);
  writer.read('locktime', null, (reader) => reader.u32());
  if (writer.at !== raw.length) {
    throw new AppError('bitcoin/left-over', `${raw.length - writer.at} bytes follow the end of the transaction.`);
  }
  return writer.fields;
}
