import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { HDKey } from '@scure/bip32';
import { taprootTweakPubkey } from '@scure/btc-signer/utils.js';
import { AppError } from '../../errors.ts';
import { type KeyScriptType, p2pkhScript, p2shScript, p2trScript, p2wpkhScript, readOutputScript } from './address-script.ts';

/** One address of a wallet with everything that receiving to it and spending from it needs. Made once, used for every spend. */
export interface WalletKey {
  readonly address: string;
  readonly scriptType: KeyScriptType;
  /** scriptPubKey */
  readonly script: Uint8Array;
  /** HASH160 of the compressed key; not used by P2TR. */
  readonly keyHash: Uint8Array;
  /** Compressed, 33 bytes. */
  readonly publicKey: Uint8Array;
  /** 32 bytes; for P2TR before the BIP 341 tweak. */
  readonly privateKey: Uint8Array;
}

let areTablesWide = false;

/**
 * Prepares for thousands of keys and signatures: a ten-bit table of multiples of the generator costs about 0.3 s once and makes each
 * key a quarter faster. The same keys and signatures come out with and without it.
 */
export function prepareForManyKeys(): void {
  if (areTablesWide) return;
  areTablesWide = true;
  secp256k1.Point.BASE.precompute(10, false);
}

/** 0 = receiving, 1 = change (BIP 44). */
export type KeyChain = 0 | 1;

const purposeOf = { p2pkh: 44, 'p2sh-p2wpkh': 49, p2wpkh: 84, p2tr: 86 } as const satisfies Record<KeyScriptType, number>;
const hash160 = (bytes: Uint8Array): Uint8Array => ripemd160(sha256(bytes));

function outputScript(scriptType: KeyScriptType, publicKey: Uint8Array, keyHash: Uint8Array): Uint8Array {
  if (scriptType === 'p2pkh') return p2pkhScript(keyHash);
  if (scriptType === 'p2wpkh') return p2wpkhScript(keyHash);
  if (scriptType === 'p2sh-p2wpkh') return p2shScript(hash160(p2wpkhScript(keyHash)));
  // BIP 86: key path only, so the tweak commits to no script tree.
  return p2trScript(taprootTweakPubkey(publicKey.slice(1), new Uint8Array(0))[0]);
}

/**
 * A BIP 32 wallet of one script type, account 0 of coin type 0: m/44'/0'/0' (P2PKH), 49' (P2SH-P2WPKH, BIP 49), 84' (P2WPKH, BIP 84),
 * 86' (P2TR, BIP 86). Deriving a key costs a curve multiplication, so each is derived once and only when it is asked for.
 */
export class HdWallet {
  readonly scriptType: KeyScriptType;
  readonly #account: HDKey;
  readonly #branches: [HDKey | null, HDKey | null] = [null, null];

  /** `seed`: 32 bytes. */
  constructor(seed: Uint8Array, scriptType: KeyScriptType) {
    this.scriptType = scriptType;
    this.#account = HDKey.fromMasterSeed(seed).derive(`m/${purposeOf[scriptType]}'/0'/0'`);
  }

  /** The key at m/purpose'/0'/0'/chain/index. */
  keyAt(chain: KeyChain, index: number): WalletKey {
    this.#branches[chain] ??= this.#account.deriveChild(chain);
    const { publicKey, privateKey } = this.#branches[chain].deriveChild(index);
    if (publicKey === null || privateKey === null) throw new AppError('bitcoin/no-key', `No key at ${chain}/${index} of this wallet.`);
    const keyHash = hash160(publicKey);
    const script = outputScript(this.scriptType, publicKey, keyHash);
    const { address } = readOutputScript(script);
    if (address === null) throw new AppError('bitcoin/no-address', `No address for the key at ${chain}/${index} of this wallet.`);
    return { address, scriptType: this.scriptType, script, keyHash, publicKey, privateKey };
  }
}
