import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { CompactSizeLen, Script, ScriptNum } from '@scure/btc-signer/script.js';
import { merkleRoot } from './merkle.ts';
import { finish, type SignedTransaction } from './sign-transaction.ts';

/** Blocks before a coinbase may be spent. */
export const coinbaseMaturity = 100;
/** Stands in the script of every coinbase: nobody who meets these bytes elsewhere can take them for the real chain. */
export const simulatedMark = 'ARIADNE SIMULATED';

/** New coins at a height, in satoshi: 50 BTC, halved every 210,000 blocks. */
export const subsidySat = (height: number): bigint => 5_000_000_000n >> BigInt(Math.floor(height / 210_000));

export interface AssembledBlock {
  readonly height: number;
  /** Wire order. */
  readonly hashWire: Uint8Array;
  readonly hash: string;
  readonly raw: Uint8Array;
  readonly coinbase: SignedTransaction;
}

const sha256d = (bytes: Uint8Array): Uint8Array => sha256(sha256(bytes));
/** Difficulty 1. Proof of work is left out, so bits and nonce never change and a hash says nothing about work. */
const bits = 0x1d00ffff;
const nonce = 0;
/** BIP 9 with no deployment signalled. */
const blockVersion = 0x20000000;
/** OP_RETURN, 36 bytes, and the commitment header of BIP 141. */
const commitmentPrefix = Uint8Array.of(0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed);

function coinbaseTransaction(height: number, reward: Reward, txs: readonly SignedTransaction[]): SignedTransaction {
  const reserved = new Uint8Array(32);
  // The coinbase itself counts as 32 zero bytes in the witness tree.
  const witnessRoot = merkleRoot([new Uint8Array(32), ...txs.map((tx) => tx.wtxidWire)]);
  const commitment = concatBytes(commitmentPrefix, sha256d(concatBytes(witnessRoot, reserved)));
  // BIP 34: the height comes first; heights 1 to 16 as opcodes, as Bitcoin Core does.
  const heightPush = height <= 16 ? height : ScriptNum().encode(BigInt(height));
  const script = Script.encode([heightPush, utf8ToBytes(simulatedMark)]);
  return finish(
    {
      version: 2,
      lockTime: 0,
      inputs: [{ txid: new Uint8Array(32), index: 0xffffffff, finalScriptSig: script, sequence: 0xffffffff }],
      outputs: [
        { amount: subsidySat(height) + reward.feesSat, script: reward.script },
        { amount: 0n, script: commitment },
      ],
    },
    [[reserved]],
  );
}

/** Who is paid for a block, and the sum of the fees in it. */
export interface Reward {
  readonly script: Uint8Array;
  readonly feesSat: bigint;
}

/** A block of `txs` (parents before children) on top of `prevHashWire` (32 zero bytes under the first block). `atSeconds`: header time. */
export function assembleBlock(options: {
  readonly height: number;
  readonly prevHashWire: Uint8Array;
  readonly atSeconds: number;
  readonly reward: Reward;
  readonly txs: readonly SignedTransaction[];
}): AssembledBlock {
  const { height, txs } = options;
  const coinbase = coinbaseTransaction(height, options.reward, txs);
  const all = [coinbase, ...txs];
  const header = new Uint8Array(80);
  const view = new DataView(header.buffer);
  view.setInt32(0, blockVersion, true);
  header.set(options.prevHashWire, 4);
  header.set(merkleRoot(all.map((tx) => tx.txidBytes.slice().reverse())), 36);
  view.setUint32(68, options.atSeconds, true);
  view.setUint32(72, bits, true);
  view.setUint32(76, nonce, true);
  const hashWire = sha256d(header);
  const raw = concatBytes(header, CompactSizeLen.encode(all.length), ...all.map((tx) => tx.raw));
  return { height, hashWire, hash: bytesToHex(hashWire.slice().reverse()), raw, coinbase };
}
