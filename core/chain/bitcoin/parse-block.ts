import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AppError } from '../../errors.ts';
import { readOutputScript } from './address-script.ts';
import { merkleRoot, type Sha256 } from './merkle.ts';
import type { BitcoinBlock, BitcoinInput, BitcoinOutput, BitcoinTx } from './model.ts';
import { WireReader } from './wire-reader.ts';

// A copy by constructor: a Node Buffer is a Uint8Array whose `slice` is a view, and reversing that would alter the block itself.
const printed = (wire: Uint8Array): string => bytesToHex(new Uint8Array(wire).reverse());

type ReadScript = ReturnType<typeof readOutputScript>;

/** Blocks of one ledger are parsed together: addresses repeat, and encoding one is the dear part of reading an output. */
export class BlockParser {
  readonly #scripts = new Map<string, ReadScript>();
  readonly #sha256: Sha256;
  /** A transaction without its witness, for its id. */
  #stripped = new Uint8Array(1024);

  constructor(hash: Sha256 = sha256) {
    this.#sha256 = hash;
  }

  /**
   * Reads a raw block (BIP 141 serialisation) and checks its merkle root.
   * Throws `bitcoin/truncated` or `bitcoin/bad-merkle-root` for bytes that are not a whole block.
   */
  parse(raw: Uint8Array, height: number): BitcoinBlock {
    const reader = new WireReader(raw);
    const header = reader.take(80);
    const fields = new WireReader(header, 4);
    const prevHash = printed(fields.take(32));
    const root = printed(fields.take(32));
    const atMs = fields.u32() * 1000;
    const txs: BitcoinTx[] = [];
    const wireIds: Uint8Array[] = [];
    const count = reader.compactSize();
    for (let indexInBlock = 0; indexInBlock < count; indexInBlock += 1) {
      const { tx, wireId } = this.#transaction(reader, { height, indexInBlock, atMs });
      txs.push(tx);
      wireIds.push(wireId);
    }
    const hash = printed(this.#sha256(this.#sha256(header)));
    if (reader.at !== raw.length) {
      throw new AppError('bitcoin/truncated', `Block ${height} has ${raw.length - reader.at} bytes after its last transaction.`, {
        subject: hash,
      });
    }
    if (printed(merkleRoot(wireIds, this.#sha256)) !== root) {
      throw new AppError('bitcoin/bad-merkle-root', `The transactions of block ${height} do not match its header.`, { subject: hash });
    }
    return { height, hash, prevHash, merkleRoot: root, atMs, txs };
  }

  #transaction(reader: WireReader, place: { height: number; indexInBlock: number; atMs: number }): { tx: BitcoinTx; wireId: Uint8Array } {
    const start = reader.at;
    const version = reader.i32();
    // BIP 144: a zero where the input count stands, then the flag 1.
    const isSegwit = reader.bytes[reader.at] === 0 && reader.bytes[reader.at + 1] === 1;
    if (isSegwit) reader.take(2);
    const bodyStart = reader.at;
    const inputs = readInputs(reader);
    const outputs = this.#outputs(reader);
    const bodyEnd = reader.at;
    if (isSegwit) for (let count = inputs.length; count > 0; count -= 1) skipWitness(reader);
    const tailStart = reader.at;
    const locktime = reader.u32();
    const raw = reader.bytes.subarray(start, reader.at);
    const stripped = isSegwit ? this.#strip(reader.bytes, { start, bodyStart, bodyEnd, tailStart }) : raw;
    const wireId = this.#sha256(this.#sha256(stripped));
    const strippedBytes = stripped.length;
    const sizes = { sizeBytes: raw.length, weight: 3 * strippedBytes + raw.length };
    return { tx: { txid: printed(wireId), ...place, version, locktime, inputs, outputs, ...sizes, raw }, wireId };
  }

  /** Version, body and lock time without marker, flag and witness (BIP 144). The next call reuses the bytes. */
  #strip(bytes: Uint8Array, at: { start: number; bodyStart: number; bodyEnd: number; tailStart: number }): Uint8Array {
    const size = 4 + (at.bodyEnd - at.bodyStart) + 4;
    if (this.#stripped.length < size) this.#stripped = new Uint8Array(2 * size);
    this.#stripped.set(bytes.subarray(at.start, at.start + 4));
    this.#stripped.set(bytes.subarray(at.bodyStart, at.bodyEnd), 4);
    this.#stripped.set(bytes.subarray(at.tailStart, at.tailStart + 4), size - 4);
    return this.#stripped.subarray(0, size);
  }

  #outputs(reader: WireReader): BitcoinOutput[] {
    const outputs: BitcoinOutput[] = [];
    for (let count = reader.compactSize(); count > 0; count -= 1) {
      const valueSat = reader.u64();
      outputs.push({ valueSat, ...this.#readScript(reader.take(reader.compactSize())) });
    }
    return outputs;
  }

  #readScript(script: Uint8Array): ReadScript {
    if (script.length > 40) return readOutputScript(script);
    const key = bytesToHex(script);
    let read = this.#scripts.get(key);
    if (read === undefined) {
      read = readOutputScript(script);
      this.#scripts.set(key, read);
    }
    return read;
  }
}

const noTxid = '0'.repeat(64);

function readInputs(reader: WireReader): BitcoinInput[] {
  const inputs: BitcoinInput[] = [];
  for (let count = reader.compactSize(); count > 0; count -= 1) {
    const txid = printed(reader.take(32));
    const prevVout = reader.u32();
    reader.take(reader.compactSize());
    inputs.push({ prevTxid: txid === noTxid ? null : txid, prevVout, sequence: reader.u32() });
  }
  return inputs;
}

function skipWitness(reader: WireReader): void {
  for (let items = reader.compactSize(); items > 0; items -= 1) reader.take(reader.compactSize());
}
