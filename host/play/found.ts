import type { TxView } from '../../core/bridge/views.ts';
import { AppError } from '../../core/errors.ts';

/** An output with what its transaction says about it. */
export interface FoundOutput {
  readonly outpoint: string;
  readonly txid: string;
  readonly vout: number;
  readonly address: string | null;
  readonly valueSat: bigint;
  readonly spentByTxid: string | null;
}

/** What a rule finds and keeps under a name. */
export type Found =
  | { readonly is: 'addresses'; readonly addresses: readonly string[] }
  | { readonly is: 'outputs'; readonly outputs: readonly FoundOutput[] }
  | { readonly is: 'transactions'; readonly txs: readonly TxView[] }
  | { readonly is: 'amount'; readonly sat: bigint }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'text'; readonly text: string }
  | {
      readonly is: 'chain';
      readonly txs: readonly TxView[];
      readonly peels: readonly FoundOutput[];
      readonly carriers: readonly FoundOutput[];
    };

type FoundKind = Found['is'];

export function outputsOfTx(tx: TxView): FoundOutput[] {
  return tx.outputs.map((output) => ({
    outpoint: `${tx.txid}:${output.vout}`,
    txid: tx.txid,
    vout: output.vout,
    address: output.address,
    valueSat: BigInt(output.valueSat),
    spentByTxid: output.spentBy?.txid ?? null,
  }));
}

/** What rules have found so far in one run of a script, by name. */
export class Notebook {
  readonly #found = new Map<string, Found>();

  keep(name: string, found: Found): void {
    this.#found.set(name, found);
  }

  /** @throws AppError `script/unknown-variable`, `script/wrong-variable` */
  get<K extends FoundKind>(name: string, wanted: readonly K[]): Extract<Found, { is: K }> {
    const found = this.#found.get(name);
    if (found === undefined) {
      throw new AppError(
        'script/unknown-variable',
        `nothing was kept under "${name}"; kept so far: ${[...this.#found.keys()].join(', ')}`,
        { subject: name },
      );
    }
    if (isOneOf(found, wanted)) return found;
    throw new AppError('script/wrong-variable', `"${name}" holds ${found.is}; wanted ${wanted.join(' or ')}`, { subject: name });
  }

  addresses(name: string): readonly string[] {
    return this.get(name, ['addresses'] as const).addresses;
  }

  address(name: string): string {
    return single(name, this.addresses(name));
  }

  outputs(name: string): readonly FoundOutput[] {
    return this.get(name, ['outputs'] as const).outputs;
  }

  output(name: string): FoundOutput {
    return single(name, this.outputs(name));
  }

  transactions(name: string): readonly TxView[] {
    return this.get(name, ['transactions'] as const).txs;
  }

  transaction(name: string): TxView {
    return single(name, this.transactions(name));
  }

  /** Size of anything, for weighing: a number itself, a list's length, an amount in satoshi. */
  weight(name: string): number {
    const found = this.get(name, ['addresses', 'outputs', 'transactions', 'amount', 'number', 'text', 'chain'] as const);
    switch (found.is) {
      case 'addresses':
        return found.addresses.length;
      case 'outputs':
        return found.outputs.length;
      case 'transactions':
      case 'chain':
        return found.txs.length;
      case 'amount':
        return Number(found.sat);
      case 'number':
        return found.number;
      case 'text':
        return found.text === '' ? 0 : 1;
    }
  }
}

function isOneOf<K extends FoundKind>(found: Found, wanted: readonly K[]): found is Extract<Found, { is: K }> {
  return (wanted as readonly string[]).includes(found.is);
}

function single<T>(name: string, list: readonly T[]): T {
  const [first] = list;
  if (first === undefined || list.length > 1) {
    throw new AppError('script/not-one', `"${name}" holds ${list.length}, and exactly one is needed`, { subject: name });
  }
  return first;
}
