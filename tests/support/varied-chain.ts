import fc from 'fast-check';
import type { BitcoinBlock, BitcoinScriptType } from '../../core/chain/bitcoin/model.ts';
import { chainOf, type OutputDraft, type TxDraft } from './chain-builder.ts';

const payees = ['ann', 'bo', 'cy', 'di'];

const payment = fc.record({
  /** `new`: a fresh address; `own`: back to the address of the first input. */
  to: fc.oneof({ weight: 3, arbitrary: fc.constant('new') }, fc.constantFrom('own', ...payees), {
    weight: 1,
    arbitrary: fc.constant(null),
  }),
  parts: fc.constantFrom(1, 1, 2, 5),
  /** The amount is a multiple of it. */
  grainSat: fc.constantFrom(1, 1, 100, 1000, 100_000, 1_000_000),
  type: fc.constantFrom<BitcoinScriptType>('p2wpkh', 'p2wpkh', 'p2wpkh', 'p2pkh', 'p2tr'),
});

const step = fc.record({
  opensBlock: fc.boolean(),
  /** Counted back from the newest coin, so that chains of spends are common. */
  spends: fc.oneof(
    fc.array(fc.nat({ max: 0 }), { minLength: 1, maxLength: 1 }),
    fc.array(fc.oneof(fc.nat({ max: 2 }), fc.nat({ max: 9 })), { minLength: 1, maxLength: 3 }),
  ),
  pays: fc.oneof(
    fc.array(payment, { minLength: 2, maxLength: 2 }),
    fc.array(payment, { minLength: 1, maxLength: 4 }),
    fc.array(payment, { minLength: 9, maxLength: 12 }),
  ),
  version: fc.constantFrom(1, 2, 2, 2),
  locktime: fc.constantFrom(0, 0, 7, 9),
  sequence: fc.constantFrom(0xffffffff, 0xfffffffe, 0xfffffffd),
  extraWeight: fc.nat({ max: 3 }),
  satPerVbyte: fc.constantFrom(5, 5, 9),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Small ledgers with all that a heuristic looks at: types, round amounts, reuse, data, versions, lock times, sequences, fee rates. */
export const variedChain: fc.Arbitrary<BitcoinBlock[]> = fc.array(step, { minLength: 1, maxLength: 12 }).map(chainFrom);

interface Coin extends OutputDraft {
  readonly outpoint: string;
  readonly to: string;
}

function chainFrom(steps: readonly Step[]): BitcoinBlock[] {
  const unspent: Coin[] = [];
  const blocks: { atMs: number; txs: TxDraft[] }[] = [];
  const add = (tx: TxDraft): void => {
    blocks.at(-1)?.txs.push(tx);
    for (const [vout, output] of tx.pays.entries()) {
      if (output.to !== null) unspent.push({ ...output, to: output.to, outpoint: `${tx.name}:${vout}` });
    }
  };
  const openBlock = (): void => {
    const height = blocks.length;
    blocks.push({ atMs: (height + 1) * 1000, txs: [] });
    add({ name: `coinbase ${height}`, pays: ['x', 'y'].map((miner) => ({ to: `${miner}${height % 2}`, sat: 50_000_000 })) });
  };
  openBlock();
  for (const [number, { opensBlock, spends, pays, satPerVbyte, ...own }] of steps.entries()) {
    if (opensBlock) openBlock();
    const coins = spends.flatMap((back) => (unspent.length === 0 ? [] : unspent.splice(-1 - (back % unspent.length), 1)));
    const [first] = coins;
    const room = coins.reduce((sum, coin) => sum + coin.sat, 0) - (11 + 68 * coins.length + 31 * pays.length) * satPerVbyte;
    if (first === undefined || room < 10_000) continue;
    const name = `t${number}`;
    add({ ...own, name, spends: coins.map((coin) => coin.outpoint), pays: payOut({ name, first, room }, pays) });
  }
  return chainOf(blocks);
}

/** Shares the room out; what the grains leave goes to the last payee whose amount is not to be round. */
function payOut({ name, first, room }: { name: string; first: Coin; room: number }, pays: Step['pays']): OutputDraft[] {
  const parts = pays.reduce((sum, pay) => sum + pay.parts, 0);
  const outputs = pays.map(({ to, parts: share, grainSat, type }, place): OutputDraft => {
    const sat = Math.floor((room * share) / parts);
    const grained = sat - (sat % grainSat) || sat;
    if (to === 'own') return { to: first.to, sat: grained, ...(first.scriptType === undefined ? {} : { scriptType: first.scriptType }) };
    if (to === 'new') return { to: `${name} ${place}`, sat: grained, scriptType: type };
    return { to, sat: to === null ? 0 : grained, scriptType: type };
  });
  const left = room - outputs.reduce((sum, output) => sum + output.sat, 0);
  const last = outputs.findLastIndex((output, place) => output.to !== null && pays[place]?.grainSat === 1);
  return outputs.map((output, place) => (place === last ? { ...output, sat: output.sat + left } : output));
}
