import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AppError } from '../../errors.ts';
import { readOutputScript } from './address-script.ts';
import { merkleRoot } from './merkle.ts';
import type { BitcoinBlock, BitcoinInput, BitcoinOutput, BitcoinTx } from './model.ts';
import { WireReader } from './wire-reader.ts';

const sha256d = (bytes: Uint8Array): Uint8Array => sha256(sha256(bytes));
// A copy by constructor: a Node Buffer is a Uint8Array whose `slice` is a view, and reversing that would alter the block itself.
const printed = (wire: Uint8Array): string => bytesToHex(new Uint8Array(wire).reverse());

type ReadScript = ReturnType<typeof readOutputScript>;

/** Blocks of one ledger are parsed together: addresses repeat, and encoding one is the dear part of reading an output. */
export class BlockParser {
  readonly #scripts = new Map<string, ReadScript>();

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
    const hash = printed(sha256d(header));
    if (reader.at !== raw.length) {
      throw new AppError('bitcoin/truncated', `Block ${height} has ${raw.length - reader.at} bytes after its last transaction.`, {
        subject: hash,
      });
    }
    if (printed(merkleRoot(wireIds)) !== root) {
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
    const { bytes } = reader;
    const raw = bytes.subarray(start, reader.at);
    // The witness stands between body and lock time; hashing around it saves a copy of every transaction.
    const hash = sha256
      .create()
      .update(bytes.subarray(start, start + 4))
      .update(bytes.subarray(bodyStart, bodyEnd));
    const wireId = sha256(hash.update(bytes.subarray(tailStart, reader.at)).digest());
    const strippedBytes = 4 + (bodyEnd - bodyStart) + 4;
    const sizes = { sizeBytes: raw.length, weight: 3 * strippedBytes + raw.length };
    return { tx: { txid: printed(wireId), ...place, version, locktime, inputs, outputs, ...sizes, raw }, wireId };
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
