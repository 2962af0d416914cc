import type { WalletKey } from './hd-wallet.ts';

/** An unspent output and the key that spends it. */
export interface Coin {
  /** 32 bytes in the order explorers print. */
  readonly txid: Uint8Array;
  readonly vout: number;
  readonly valueSat: bigint;
  readonly key: WalletKey;
}

/** A transaction before it is signed. */
export interface Spend {
  readonly version: number;
  readonly locktime: number;
  readonly inputs: readonly { readonly coin: Coin; readonly sequence: number }[];
  readonly outputs: readonly { readonly valueSat: bigint; readonly script: Uint8Array }[];
}
