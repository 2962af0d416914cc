import { sha256 } from '@noble/hashes/sha2.js';

/** SHA-256 of bytes, 32 bytes. The platform's own may stand in for the portable one: reading a ledger is mostly hashing. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** Root of Bitcoin's hash tree over ids in wire order: pairs by double SHA-256, an odd last one paired with itself. */
export function merkleRoot(leaves: readonly Uint8Array[], hash: Sha256 = sha256): Uint8Array {
  const pair = new Uint8Array(64);
  let level = leaves;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const left = level[at] ?? new Uint8Array(32);
      pair.set(left);
      pair.set(level[at + 1] ?? left, 32);
      above.push(hash(hash(pair)));
    }
    level = above;
  }
  return level[0] ?? new Uint8Array(32);
}
