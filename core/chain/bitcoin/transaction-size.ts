import type { KeyScriptType } from './address-script.ts';

/**
 * Weight units (BIP 141) of a spend before it is signed, as wallets estimate it: every DER signature counted at 72 bytes with its
 * sighash byte, the largest a low-S signature gets. The signed transaction is never larger.
 */
const inputWeight: Record<KeyScriptType, number> = {
  // 41 bytes of outpoint, script length and sequence, four weight units each; then what unlocks.
  p2pkh: 4 * (41 + 1 + 72 + 1 + 33),
  'p2sh-p2wpkh': 4 * (41 + 23) + 1 + 1 + 72 + 1 + 33,
  p2wpkh: 4 * 41 + 1 + 1 + 72 + 1 + 33,
  p2tr: 4 * 41 + 1 + 1 + 64,
};

const compactSizeBytes = (count: number): number => (count < 0xfd ? 1 : count <= 0xffff ? 3 : 5);

/** Upper bound of the vsize (weight / 4 rounded up) of a transaction with these inputs and output scripts. */
export function estimateVsize(inputs: readonly KeyScriptType[], outputScripts: readonly Uint8Array[]): number {
  const isSegwit = inputs.some((type) => type !== 'p2pkh');
  let weight = 4 * (4 + compactSizeBytes(inputs.length) + compactSizeBytes(outputScripts.length) + 4);
  // Marker and flag once; an input without witness still has its empty stack's count byte (BIP 144).
  if (isSegwit) weight += 2;
  for (const type of inputs) weight += inputWeight[type] + (isSegwit && type === 'p2pkh' ? 1 : 0);
  for (const script of outputScripts) weight += 4 * (8 + compactSizeBytes(script.length) + script.length);
  return Math.ceil(weight / 4);
}
