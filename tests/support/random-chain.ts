import fc from 'fast-check';
import type { BitcoinBlock } from '../../core/chain/bitcoin/model.ts';
import { chainOf, type TxDraft } from './chain-builder.ts';

const payees = ['ann', 'bo', 'cy', 'di', 'ed', 'flo', 'gus', 'hal'];
const types = ['p2wpkh', 'p2pkh', 'p2tr'] as const;

const step = fc.record({
  opensBlock: fc.boolean(),
  spends: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 3 }),
  pays: fc.array(fc.record({ to: fc.nat({ max: payees.length - 1 }), parts: fc.integer({ min: 1, max: 6 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  locktime: fc.constantFrom(0, 7),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Small ledgers in which anybody may pay anybody, reuse addresses and spend in the same block. Blocks are 1,000 ms apart. */
export const randomChain: fc.Arbitrary<BitcoinBlock[]> = fc.array(step, { minLength: 1, maxLength: 14 }).map(chainFrom);

interface Coin {
  readonly outpoint: string;
  readonly sat: number;
}

function chainFrom(steps: readonly Step[]): BitcoinBlock[] {
  const unspent: Coin[] = [];
  const blocks: { atMs: number; txs: TxDraft[] }[] = [];
  const openBlock = (): void => {
    const name = `coinbase ${blocks.length}`;
    blocks.push({ atMs: (blocks.length + 1) * 1000, txs: [{ name, pays: [{ to: `miner ${blocks.length % 2}`, sat: 50_000_000 }] }] });
    unspent.push({ outpoint: `${name}:0`, sat: 50_000_000 });
  };
  openBlock();
  for (const [number, { opensBlock, spends, pays, locktime }] of steps.entries()) {
    if (opensBlock) openBlock();
    const coins = spends.flatMap((place) => (unspent.length === 0 ? [] : unspent.splice(place % unspent.length, 1)));
    if (coins.length === 0) continue;
    const name = `t${number}`;
    const outputs = payOut(coins, pays);
    blocks.at(-1)?.txs.push({ name, spends: coins.map((coin) => coin.outpoint), pays: outputs, locktime });
    for (const [vout, { sat }] of outputs.entries()) unspent.push({ outpoint: `${name}:${vout}`, sat });
  }
  return chainOf(blocks);
}

function payOut(coins: readonly Coin[], pays: Step['pays']): TxDraft['pays'] {
  const total = coins.reduce((sum, coin) => sum + coin.sat, 0);
  const fee = Math.min(total, 1000);
  const parts = pays.reduce((sum, pay) => sum + pay.parts, 0);
  return pays.map(({ to, parts: own }) => ({
    to: payees[to] ?? 'ann',
    sat: Math.floor(((total - fee) * own) / parts),
    scriptType: types[to % types.length] ?? 'p2wpkh',
  }));
}
