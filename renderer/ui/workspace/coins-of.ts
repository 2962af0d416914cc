import type { TxView } from '../../../core/bridge/views.ts';
import type { Transfer } from '../../view/scene-view.ts';

/** A coin of a line with its place in the transaction. */
export interface CoinOfLine {
  /** `txid:vout`. */
  readonly coin: string;
  /** vin or vout. */
  readonly slot: number;
  /** Satoshi. */
  readonly valueSat: string;
}

/** The coins of a line in the order of their places; values are 0 while the transaction's data are not there. */
export function coinsOf(transfer: Transfer, tx: TxView | undefined): readonly CoinOfLine[] {
  const puts = (transfer.side === 'in' ? tx?.inputs : tx?.outputs) ?? [];
  return transfer.coins.map((coin, at) => {
    const slot = transfer.slots[at] as number;
    return { coin, slot, valueSat: puts[slot]?.valueSat ?? '0' };
  });
}
