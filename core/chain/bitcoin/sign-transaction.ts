import { schnorr } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { RawOldTx, RawTx, Script } from '@scure/btc-signer/script.js';
import { signECDSA, taprootTweakPrivKey } from '@scure/btc-signer/utils.js';
import { p2wpkhScript } from './address-script.ts';
import type { WalletKey } from './hd-wallet.ts';
import { SignatureHashes } from './signature-hash.ts';
import type { Spend } from './spend.ts';

export interface SignedTransaction {
  readonly txid: string;
  /** As printed. */
  readonly txidBytes: Uint8Array;
  /** Hash with the witness in wire order, for the witness commitment (BIP 141). */
  readonly wtxidWire: Uint8Array;
  readonly raw: Uint8Array;
  readonly weight: number;
}

const noBytes = new Uint8Array(0);
/** BIP 340 allows any auxiliary randomness; 32 zero bytes make the signature a function of key and message. */
const zeroAux = new Uint8Array(32);
const sighashAll = Uint8Array.of(1);
const sha256d = (bytes: Uint8Array): Uint8Array => sha256(sha256(bytes));

interface Unlock {
  readonly scriptSig: Uint8Array;
  readonly witness: Uint8Array[];
}

function unlock(hashes: SignatureHashes, index: number, key: WalletKey): Unlock {
  if (key.scriptType === 'p2tr') {
    const signature = schnorr.sign(hashes.taproot(index), taprootTweakPrivKey(key.privateKey), zeroAux);
    return { scriptSig: noBytes, witness: [signature] };
  }
  if (key.scriptType === 'p2pkh') {
    const signature = concatBytes(signECDSA(hashes.legacy(index), key.privateKey), sighashAll);
    return { scriptSig: Script.encode([signature, key.publicKey]), witness: [] };
  }
  const signature = concatBytes(signECDSA(hashes.witnessV0(index), key.privateKey), sighashAll);
  const scriptSig = key.scriptType === 'p2sh-p2wpkh' ? Script.encode([p2wpkhScript(key.keyHash)]) : noBytes;
  return { scriptSig, witness: [signature, key.publicKey] };
}

/** Signs every input (ECDSA: RFC 6979, low S, no grinding for low R; Schnorr: BIP 340 with zero aux) and serialises. Same spend, same bytes. */
export function signTransaction(spend: Spend): SignedTransaction {
  const hashes = new SignatureHashes(spend);
  const unlocks = spend.inputs.map((input, index) => unlock(hashes, index, input.coin.key));
  const stripped = {
    version: spend.version,
    lockTime: spend.locktime,
    inputs: spend.inputs.map((input, index) => ({
      txid: input.coin.txid,
      index: input.coin.vout,
      finalScriptSig: unlocks[index]?.scriptSig ?? noBytes,
      sequence: input.sequence,
    })),
    outputs: spend.outputs.map((output) => ({ amount: output.valueSat, script: output.script })),
  };
  return finish(
    stripped,
    unlocks.map((part) => part.witness),
  );
}

type Stripped = Parameters<typeof RawOldTx.encode>[0];

/** Serialises with (BIP 144) and without witness and names both by their hashes. Also used for coinbases. */
export function finish(stripped: Stripped, witnesses: Uint8Array[][]): SignedTransaction {
  const old = RawOldTx.encode(stripped);
  const txidWire = sha256d(old);
  const txidBytes = txidWire.slice().reverse();
  const named = { txid: bytesToHex(txidBytes), txidBytes };
  if (witnesses.every((witness) => witness.length === 0)) return { ...named, wtxidWire: txidWire, raw: old, weight: old.length * 4 };
  const raw = RawTx.encode({ ...stripped, segwitFlag: true, witnesses });
  return { ...named, wtxidWire: sha256d(raw), raw, weight: old.length * 3 + raw.length };
}
