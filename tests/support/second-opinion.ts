import { address, initEccLib, networks, payments, script, Transaction } from 'bitcoinjs-lib';
import * as secp256k1 from 'tiny-secp256k1';
import type { BitcoinBlock, BitcoinTx } from '../../core/chain/bitcoin/model.ts';

initEccLib(secp256k1);

interface Previous {
  readonly script: Uint8Array;
  readonly valueSat: bigint;
}

export interface Opinion {
  readonly verified: Record<'p2pkh' | 'p2sh-p2wpkh' | 'p2wpkh' | 'p2tr', number>;
  /** What bitcoinjs-lib, tiny-secp256k1 or plain arithmetic object to; empty for a sound ledger. */
  readonly objections: readonly string[];
}

/**
 * Reads every transaction of a ledger again with bitcoinjs-lib, compares it with the model and verifies every signature against the
 * outputs it spends with tiny-secp256k1 (libsecp256k1). Neither library takes part in making a world.
 */
export function secondOpinion(blocks: readonly BitcoinBlock[]): Opinion {
  const outputs = new Map<string, Previous>();
  const objections: string[] = [];
  const verified = { p2pkh: 0, 'p2sh-p2wpkh': 0, p2wpkh: 0, p2tr: 0 };
  for (const block of blocks) {
    for (const tx of block.txs) {
      const decoded = Transaction.fromBuffer(tx.raw);
      objections.push(...compare(decoded, tx));
      if (!decoded.isCoinbase()) objections.push(...verify(decoded, tx, { outputs, verified }));
      decoded.outs.forEach((output, vout) => outputs.set(`${tx.txid}:${vout}`, { script: output.script, valueSat: output.value }));
    }
  }
  return { verified, objections };
}

function compare(decoded: Transaction, tx: BitcoinTx): string[] {
  const facts: [string, unknown, unknown][] = [
    ['txid', decoded.getId(), tx.txid],
    ['version', decoded.version, tx.version],
    ['locktime', decoded.locktime, tx.locktime],
    ['weight', decoded.weight(), tx.weight],
    ['size', decoded.byteLength(), tx.sizeBytes],
    ['inputs', decoded.ins.map((input) => `${hex(input.hash.slice().reverse())}:${input.index}/${input.sequence}`).join(), inputsOf(tx)],
    ['outputs', decoded.outs.map((output) => `${output.value}/${addressOf(output.script)}`).join(), outputsOf(tx)],
  ];
  return facts.filter(([, theirs, ours]) => theirs !== ours).map(([what, theirs, ours]) => `${tx.txid} ${what}: ${theirs} against ${ours}`);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const inputsOf = (tx: BitcoinTx): string => tx.inputs.map((i) => `${i.prevTxid ?? '0'.repeat(64)}:${i.prevVout}/${i.sequence}`).join();
const outputsOf = (tx: BitcoinTx): string => tx.outputs.map((output) => `${output.valueSat}/${output.address}`).join();

function addressOf(output: Uint8Array): string | null {
  try {
    return address.fromOutputScript(output, networks.bitcoin);
  } catch {
    return null;
  }
}

interface Book {
  readonly outputs: Map<string, Previous>;
  readonly verified: Opinion['verified'];
}

function verify(decoded: Transaction, tx: BitcoinTx, book: Book): string[] {
  const spent = tx.inputs.map((input) => book.outputs.get(`${input.prevTxid}:${input.prevVout}`));
  if (spent.some((previous) => previous === undefined)) return [`${tx.txid} spends what does not exist or was spent`];
  const previous = spent.filter((one) => one !== undefined);
  for (const input of tx.inputs) book.outputs.delete(`${input.prevTxid}:${input.prevVout}`);
  const inSat = previous.reduce((sum, one) => sum + one.valueSat, 0n);
  const outSat = tx.outputs.reduce((sum, one) => sum + one.valueSat, 0n);
  const objections = inSat < outSat ? [`${tx.txid} creates value`] : [];
  previous.forEach((_, index) => {
    const kind = verifyInput(decoded, index, previous);
    if (kind === null) objections.push(`${tx.txid}: the signature of input ${index} does not hold`);
    else book.verified[kind] += 1;
  });
  return objections;
}

function verifyInput(decoded: Transaction, index: number, previous: readonly Previous[]): keyof Opinion['verified'] | null {
  const input = decoded.ins[index];
  const spent = previous[index];
  if (input === undefined || spent === undefined) return null;
  if (spent.script[0] === 0x51) return verifyTaproot(decoded, index, previous) ? 'p2tr' : null;
  if (spent.script[0] === 0x76) {
    const [signature, key] = script.decompile(input.script) as Uint8Array[];
    return isSigned({ signature, key, output: spent.script }, (type) => decoded.hashForSignature(index, spent.script, type))
      ? 'p2pkh'
      : null;
  }
  const [signature, key] = input.witness;
  const isWrapped = spent.script[0] === 0xa9;
  const program = isWrapped ? (script.decompile(input.script)?.[0] as Uint8Array) : spent.script;
  if (isWrapped && hex(payments.p2sh({ redeem: { output: program } }).output ?? new Uint8Array()) !== hex(spent.script)) return null;
  const code = payments.p2pkh({ hash: program.slice(2) }).output ?? new Uint8Array();
  const holds = isSigned({ signature, key, output: code }, (type) => decoded.hashForWitnessV0(index, code, spent.valueSat, type));
  return holds ? (isWrapped ? 'p2sh-p2wpkh' : 'p2wpkh') : null;
}

function isSigned(
  about: { signature: Uint8Array | undefined; key: Uint8Array | undefined; output: Uint8Array },
  hash: (type: number) => Uint8Array,
): boolean {
  const { signature, key, output } = about;
  if (signature === undefined || key === undefined) return false;
  if (hex(payments.p2pkh({ pubkey: key }).output ?? new Uint8Array()) !== hex(output)) return false;
  const { signature: rs, hashType } = script.signature.decode(signature);
  return secp256k1.verify(hash(hashType), key, rs, true);
}

function verifyTaproot(decoded: Transaction, index: number, previous: readonly Previous[]): boolean {
  const [signature] = decoded.ins[index]?.witness ?? [];
  const key = previous[index]?.script.slice(2);
  if (signature?.length !== 64 || key === undefined) return false;
  const scripts = previous.map((one) => one.script);
  const values = previous.map((one) => one.valueSat);
  return secp256k1.verifySchnorr(decoded.hashForWitnessV1(index, scripts, values, Transaction.SIGHASH_DEFAULT), key, signature);
}
