import { hexToBytes } from '@noble/hashes/utils.js';
import { HDKey } from '@scure/bip32';
import { mnemonicToSeedSync } from '@scure/bip39';
import { describe, expect, it } from 'vitest';
import { HdWallet, prepareForManyKeys } from '../../../core/chain/bitcoin/hd-wallet.ts';

/** The mnemonic of the test vectors in BIP 84 and BIP 86. */
const seed = mnemonicToSeedSync('abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about');

describe('HD wallets', () => {
  it('[BC1] derives the published addresses of BIP 84 and BIP 86', () => {
    const segwit = new HdWallet(seed, 'p2wpkh');
    expect(segwit.keyAt(0, 0).address).toBe('bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu');
    expect(segwit.keyAt(0, 1).address).toBe('bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g');
    expect(segwit.keyAt(1, 0).address).toBe('bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el');
    const taproot = new HdWallet(seed, 'p2tr');
    expect(taproot.keyAt(0, 0).address).toBe('bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr');
    expect(taproot.keyAt(1, 0).address).toBe('bc1p3qkhfews2uk44qtvauqyr2ttdsw7svhkl9nkm9s9c3x4ax5h60wqwruhk7');
  });

  it('[BC1] derives the well-known first addresses of BIP 44 and BIP 49 for that mnemonic', () => {
    expect(new HdWallet(seed, 'p2pkh').keyAt(0, 0).address).toBe('1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA');
    expect(new HdWallet(seed, 'p2sh-p2wpkh').keyAt(0, 0).address).toBe('37VucYSaXLCAsxYyAPfbSi9eh4iEcbShgf');
  });

  it('[BC2] the wide table of generator multiples changes no key', () => {
    const key = () => HDKey.fromMasterSeed(hexToBytes('07'.repeat(32))).derive("m/84'/0'/0'/0/7").publicKey;
    const before = key();
    prepareForManyKeys();
    expect(key()).toEqual(before);
  });
});
