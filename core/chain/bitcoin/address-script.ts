import { Address } from '@scure/btc-signer/payment.js';
import type { BitcoinScriptType } from './model.ts';

/** Script types that a wallet of a simulated world can hold keys for. */
export type KeyScriptType = Exclude<BitcoinScriptType, 'op-return' | 'other'>;
export const keyScriptTypes = ['p2pkh', 'p2sh-p2wpkh', 'p2wpkh', 'p2tr'] as const satisfies readonly KeyScriptType[];

const mainnet = Address();

/** A script of fixed opcodes around one hash or key. */
function template(before: readonly number[], middle: Uint8Array, after: readonly number[]): Uint8Array {
  const script = new Uint8Array(before.length + middle.length + after.length);
  script.set(before);
  script.set(middle, before.length);
  script.set(after, before.length + middle.length);
  return script;
}

/** OP_DUP OP_HASH160 <20> OP_EQUALVERIFY OP_CHECKSIG. Also the script code that BIP 143 signs for a version 0 key hash. */
export const p2pkhScript = (keyHash: Uint8Array): Uint8Array => template([0x76, 0xa9, 0x14], keyHash, [0x88, 0xac]);
/** OP_HASH160 <20> OP_EQUAL (BIP 16) */
export const p2shScript = (scriptHash: Uint8Array): Uint8Array => template([0xa9, 0x14], scriptHash, [0x87]);
/** OP_0 <20> (BIP 141) */
export const p2wpkhScript = (keyHash: Uint8Array): Uint8Array => template([0x00, 0x14], keyHash, []);
/** OP_1 <32> (BIP 341); `outputKey` is the tweaked x-only key. */
export const p2trScript = (outputKey: Uint8Array): Uint8Array => template([0x51, 0x20], outputKey, []);

/**
 * What a stranger reads from an output script: its type and, for the four key types, its mainnet address. A P2SH output says only
 * that it pays to a script; in a simulated world every one of them wraps P2WPKH, and BIP 16 hides the difference until it is spent.
 */
export function readOutputScript(script: Uint8Array): { scriptType: BitcoinScriptType; address: string | null } {
  const size = script.length;
  const [first, second, third] = script;
  if (size === 22 && first === 0x00 && second === 0x14) {
    return { scriptType: 'p2wpkh', address: mainnet.encode({ type: 'wpkh', hash: script.slice(2) }) };
  }
  if (size === 34 && first === 0x51 && second === 0x20) {
    return { scriptType: 'p2tr', address: mainnet.encode({ type: 'tr', pubkey: script.slice(2) }) };
  }
  if (size === 25 && first === 0x76 && second === 0xa9 && third === 0x14 && script[23] === 0x88 && script[24] === 0xac) {
    return { scriptType: 'p2pkh', address: mainnet.encode({ type: 'pkh', hash: script.slice(3, 23) }) };
  }
  if (size === 23 && first === 0xa9 && second === 0x14 && script[22] === 0x87) {
    return { scriptType: 'p2sh-p2wpkh', address: mainnet.encode({ type: 'sh', hash: script.slice(2, 22) }) };
  }
  return { scriptType: first === 0x6a ? 'op-return' : 'other', address: null };
}
