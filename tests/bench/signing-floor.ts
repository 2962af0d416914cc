import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { HDKey } from '@scure/bip32';
import * as btc from '@scure/btc-signer';
import { RawTx } from '@scure/btc-signer/script.js';
import { signECDSA, taprootTweakPrivKey } from '@scure/btc-signer/utils.js';
import { type KeyScriptType, keyScriptTypes } from '../../core/chain/bitcoin/address-script.ts';
import type { BitcoinBlock, BitcoinTx } from '../../core/chain/bitcoin/model.ts';
import { type Side, timeOf } from './measure.ts';

/** What a compile cannot do without, counted from its own result. */
export interface SigningWork {
  /** Wallets by script type, with the number of keys of each that appear on the chain. */
  readonly wallets: readonly { readonly scriptType: KeyScriptType; readonly addresses: readonly string[] }[];
  /** Transactions that somebody signed, with the address each input spends from. */
  readonly txs: readonly { readonly tx: BitcoinTx; readonly spent: readonly { readonly address: string; readonly valueSat: bigint }[] }[];
}

/** @param control index of the actor who holds each address: one wallet an actor and script type, so rather fewer than there are */
export function signingWork(blocks: readonly BitcoinBlock[], control: Readonly<Record<string, number>>): SigningWork {
  const outputs = new Map(
    blocks.flatMap((block) => block.txs.flatMap((tx) => tx.outputs.map((output, vout) => [`${tx.txid}:${vout}`, output] as const))),
  );
  const wallets = new Map<string, { scriptType: KeyScriptType; addresses: string[] }>();
  const seen = new Set<string>();
  for (const { address, scriptType: type } of outputs.values()) {
    const scriptType = keyScriptTypes.find((known) => known === type);
    if (address === null || scriptType === undefined || seen.has(address)) continue;
    seen.add(address);
    const name = `${control[address]} ${scriptType}`;
    const wallet = wallets.get(name) ?? { scriptType, addresses: [] };
    wallets.set(name, wallet);
    wallet.addresses.push(address);
  }
  const txs = blocks.flatMap((block) => block.txs.filter((tx) => tx.inputs[0]?.prevTxid !== null));
  const coin = (outpoint: `${string}:${number}`) => {
    const { address = null, valueSat = 0n } = outputs.get(outpoint) ?? {};
    return { address: address ?? '', valueSat };
  };
  return {
    wallets: [...wallets.values()],
    txs: txs.map((tx) => ({ tx, spent: tx.inputs.map((input) => coin(`${input.prevTxid}:${input.prevVout}`)) })),
  };
}

interface FloorKey {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly scriptType: KeyScriptType;
  readonly payment: ReturnType<typeof paymentOf>;
}

const purposeOf = { p2pkh: 44, 'p2sh-p2wpkh': 49, p2wpkh: 84, p2tr: 86 } as const satisfies Record<KeyScriptType, number>;

function paymentOf(scriptType: KeyScriptType, publicKey: Uint8Array) {
  if (scriptType === 'p2pkh') return btc.p2pkh(publicKey);
  if (scriptType === 'p2wpkh') return btc.p2wpkh(publicKey);
  if (scriptType === 'p2tr') return btc.p2tr(publicKey.slice(1));
  return btc.p2sh(btc.p2wpkh(publicKey));
}

function deriveKeys({ wallets }: SigningWork): Map<string, FloorKey> {
  secp256k1.Point.BASE.precompute(10, false);
  const keys = new Map<string, FloorKey>();
  for (const [number, { scriptType, addresses }] of wallets.entries()) {
    const seed = sha256(Uint8Array.of(number & 255, number >> 8));
    const branch = HDKey.fromMasterSeed(seed).derive(`m/${purposeOf[scriptType]}'/0'/0'/0`);
    for (const [index, address] of addresses.entries()) {
      const { privateKey, publicKey } = branch.deriveChild(index);
      if (privateKey === null || publicKey === null) throw new Error('a key without its halves');
      keys.set(address, { privateKey, publicKey, scriptType, payment: paymentOf(scriptType, publicKey) });
    }
  }
  return keys;
}

const zeroAux = new Uint8Array(32);

/** As many keys and addresses derived, inputs signed and transactions serialised, with the library's own Transaction class. */
export const signWithLibraryOnce =
  (work: SigningWork): Side =>
  () =>
    timeOf(() => {
      const keys = deriveKeys(work);
      for (const { tx, spent } of work.txs) signWithLibrary(tx, spent, keys);
    });

function signWithLibrary(tx: BitcoinTx, spent: SigningWork['txs'][number]['spent'], keys: ReadonlyMap<string, FloorKey>): Uint8Array {
  const draft = new btc.Transaction({
    version: tx.version,
    lockTime: tx.locktime,
    allowLegacyWitnessUtxo: true,
    allowUnknownOutputs: true,
  });
  const signers = spent.map(({ address }) => keyOf(keys, address));
  for (const [vin, { prevTxid, prevVout, sequence }] of tx.inputs.entries()) {
    const { payment, scriptType, publicKey } = signers[vin] ?? keyOf(keys, '');
    const witnessUtxo = { script: payment.script, amount: spent[vin]?.valueSat ?? 0n };
    draft.addInput({
      txid: prevTxid ?? '',
      index: prevVout,
      sequence,
      witnessUtxo,
      ...('redeemScript' in payment && payment.redeemScript !== undefined ? { redeemScript: payment.redeemScript } : {}),
      ...(scriptType === 'p2tr' ? { tapInternalKey: publicKey.slice(1) } : {}),
    });
  }
  for (const { address, valueSat } of tx.outputs) draft.addOutput({ script: keyOf(keys, address ?? '').payment.script, amount: valueSat });
  for (const [vin, { privateKey }] of signers.entries()) draft.signIdx(privateKey, vin, undefined, zeroAux);
  draft.finalize();
  return draft.extract();
}

function keyOf(keys: ReadonlyMap<string, FloorKey>, address: string): FloorKey {
  const key = keys.get(address);
  if (key === undefined) throw new Error(`no key for "${address}"`);
  return key;
}

/** The same with nothing but the curve, one double SHA-256 of a preimage's size an input, and the encoder. */
export const signBareOnce = (work: SigningWork): Side => {
  const drafts = work.txs.map(({ tx }) => RawTx.decode(tx.raw));
  return () =>
    timeOf(() => {
      const keys = deriveKeys(work);
      const preimage = new Uint8Array(182);
      for (const [number, { spent }] of work.txs.entries()) {
        for (const { address } of spent) {
          const { privateKey, scriptType } = keyOf(keys, address);
          preimage[0] = (preimage[0] ?? 0) + 1;
          const digest = sha256(sha256(preimage));
          if (scriptType === 'p2tr') schnorr.sign(digest, taprootTweakPrivKey(privateKey), zeroAux);
          else signECDSA(digest, privateKey);
        }
        const draft = drafts[number];
        if (draft !== undefined) sha256(sha256(RawTx.encode(draft)));
      }
    });
};
