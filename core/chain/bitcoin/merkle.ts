import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

/** Root of Bitcoin's hash tree over ids in wire order: pairs by double SHA-256, an odd last one paired with itself. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  let level = leaves;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const left = level[at] ?? new Uint8Array(32);
      above.push(sha256(sha256(concatBytes(left, level[at + 1] ?? left))));
    }
    level = above;
  }
  return level[0] ?? new Uint8Array(32);
}
