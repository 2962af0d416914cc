import { at } from './ledger-as-of.ts';
import type { LedgerColumns } from './ledger-columns.ts';

/** Ids of one alphabet, one after the other with line breaks between, so that one substring scan searches them all. */
export interface IdLines {
  readonly text: string;
  /** Start of each id in the text. */
  readonly starts: Int32Array;
  /** Number of the transaction or address of each id; rising, as is the first transaction below. */
  readonly numbers: Int32Array;
}

/** BIP 173 addresses have one case and may be written in capitals; their human-readable part tells them from base58. */
const isBech32 = (address: string): boolean => /^(bc|tb|bcrt)1/.test(address);

export class SearchText {
  readonly txids: IdLines;
  readonly bech32: IdLines;
  readonly base58: IdLines;

  constructor({ txids, addresses }: LedgerColumns) {
    const everyAddress = [...addresses.keys()];
    this.txids = idLines(txids, [...txids.keys()]);
    this.bech32 = idLines(
      addresses,
      everyAddress.filter((address) => isBech32(at(addresses, address))),
    );
    this.base58 = idLines(
      addresses,
      everyAddress.filter((address) => !isBech32(at(addresses, address))),
    );
  }
}

function idLines(ids: readonly string[], numbers: readonly number[]): IdLines {
  const lines = numbers.map((number) => at(ids, number));
  const starts = new Int32Array(lines.length);
  let start = 0;
  for (const [line, id] of lines.entries()) {
    starts[line] = start;
    start += id.length + 1;
  }
  return { text: lines.join('\n'), starts, numbers: Int32Array.from(numbers) };
}
