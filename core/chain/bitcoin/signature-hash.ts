import { schnorr } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { RawOldTx, VarBytes } from '@scure/btc-signer/script.js';
import { p2pkhScript } from './address-script.ts';
import type { Spend } from './spend.ts';

const sighashAll = 1;
const noBytes = new Uint8Array(0);
const sha256d = (...parts: Uint8Array[]): Uint8Array => sha256(sha256(concatBytes(...parts)));

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function u64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}

/** The hash that the signature of input `index` commits to, always SIGHASH_ALL (SIGHASH_DEFAULT for P2TR). */
export class SignatureHashes {
  readonly #spend: Spend;
  readonly #outpoints: readonly Uint8Array[];
  /** Hashes over the whole transaction, the same for every input: made once (BIP 143 and BIP 341 were written so that they can be). */
  #wholeV0: { prevouts: Uint8Array; sequences: Uint8Array; outputs: Uint8Array } | null = null;
  #wholeV1: Uint8Array | null = null;

  constructor(spend: Spend) {
    this.#spend = spend;
    this.#outpoints = spend.inputs.map((input) => concatBytes(input.coin.txid.slice().reverse(), u32(input.coin.vout)));
  }

  /** Before segwit: the whole transaction again, with the spent script in this input and none in the others. */
  legacy(index: number): Uint8Array {
    const { inputs, outputs, version, locktime } = this.#spend;
    const raw = RawOldTx.encode({
      version,
      lockTime: locktime,
      inputs: inputs.map((input, at) => ({
        txid: input.coin.txid,
        index: input.coin.vout,
        finalScriptSig: at === index ? input.coin.key.script : noBytes,
        sequence: input.sequence,
      })),
      outputs: outputs.map((output) => ({ amount: output.valueSat, script: output.script })),
    });
    return sha256d(raw, u32(sighashAll));
  }

  /** BIP 143 */
  witnessV0(index: number): Uint8Array {
    const { version, locktime, inputs } = this.#spend;
    const { coin, sequence } = this.#input(index);
    this.#wholeV0 ??= {
      prevouts: sha256d(...this.#outpoints),
      sequences: sha256d(...inputs.map((input) => u32(input.sequence))),
      outputs: sha256d(this.#outputBytes()),
    };
    const scriptCode = VarBytes.encode(p2pkhScript(coin.key.keyHash));
    return sha256d(
      u32(version),
      this.#wholeV0.prevouts,
      this.#wholeV0.sequences,
      this.#outpoints[index] ?? noBytes,
      scriptCode,
      u64(coin.valueSat),
      u32(sequence),
      this.#wholeV0.outputs,
      u32(locktime),
      u32(sighashAll),
    );
  }

  /** BIP 341, key path, SIGHASH_DEFAULT, no annex. */
  taproot(index: number): Uint8Array {
    const { version, locktime, inputs } = this.#spend;
    this.#wholeV1 ??= concatBytes(
      Uint8Array.of(0, 0),
      u32(version),
      u32(locktime),
      sha256(concatBytes(...this.#outpoints)),
      sha256(concatBytes(...inputs.map((input) => u64(input.coin.valueSat)))),
      sha256(concatBytes(...inputs.map((input) => VarBytes.encode(input.coin.key.script)))),
      sha256(concatBytes(...inputs.map((input) => u32(input.sequence)))),
      sha256(this.#outputBytes()),
      Uint8Array.of(0),
    );
    return schnorr.utils.taggedHash('TapSighash', this.#wholeV1, u32(index));
  }

  #input(index: number): Spend['inputs'][number] {
    const input = this.#spend.inputs[index];
    if (input === undefined) throw new RangeError(`no input ${index}`);
    return input;
  }

  #outputBytes(): Uint8Array {
    return concatBytes(...this.#spend.outputs.flatMap((output) => [u64(output.valueSat), VarBytes.encode(output.script)]));
  }
}
