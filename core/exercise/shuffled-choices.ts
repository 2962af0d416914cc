import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Options in the order of the SHA-256 of their ids salted with the step: the same in every world of a scenario, and no guide to
 * the right one wherever the author wrote it.
 */
export function shuffledChoices<T extends { readonly id: string }>(choices: readonly T[], salt: string): T[] {
  return choices
    .map((choice) => ({ choice, place: bytesToHex(sha256(utf8ToBytes(`${salt}/${choice.id}`))) }))
    .sort((left, right) => (left.place < right.place ? -1 : 1))
    .map(({ choice }) => choice);
}
