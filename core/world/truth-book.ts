import type { ExtraName } from '../language/scenario-source.ts';
import type { TruthNames, TruthRef } from '../language/truth-ref.ts';

type SetRef = Extract<TruthRef, { is: 'addresses' | 'transactions' | 'outputs' }>;

/** Named truths, written down while the story happens. */
export class TruthBook {
  readonly #names = new Map<string, TruthRef>();

  set(name: string, ref: TruthRef): void {
    this.#names.set(name, ref);
  }

  get(name: string): TruthRef | undefined {
    return this.#names.get(name);
  }

  /** Names of the author's own: an alias, a sum, a union. Missing parts leave the name out. */
  setExtra(name: string, extra: ExtraName): void {
    if ('same-as' in extra) {
      const ref = this.#names.get(extra['same-as']);
      if (ref !== undefined) this.#names.set(name, ref);
      return;
    }
    const refs = ('sum' in extra ? extra.sum : extra.all).flatMap((part) => this.#names.get(part) ?? []);
    const [first] = refs;
    if (first === undefined) return;
    this.#names.set(name, 'sum' in extra ? sumOf(refs) : unionOf(refs, first));
  }

  /** Names in alphabetical order, so that the same truths are the same bytes. */
  entries(): TruthNames {
    return Object.fromEntries([...this.#names].sort(([left], [right]) => (left < right ? -1 : 1)));
  }
}

function sumOf(refs: readonly TruthRef[]): TruthRef {
  const sat = refs.reduce((sum, ref) => sum + (ref.is === 'amount' ? BigInt(ref.sat) : 0n), 0n);
  return { is: 'amount', sat: sat.toString() };
}

function unionOf(refs: readonly TruthRef[], first: TruthRef): SetRef {
  const items = [...new Set(refs.flatMap(itemsOf))];
  if (first.is === 'address' || first.is === 'addresses') return { is: 'addresses', addresses: items };
  if (first.is === 'transaction' || first.is === 'transactions') return { is: 'transactions', txids: items };
  return { is: 'outputs', outpoints: items };
}

function itemsOf(ref: TruthRef): readonly string[] {
  switch (ref.is) {
    case 'address':
      return [ref.address];
    case 'addresses':
      return ref.addresses;
    case 'transaction':
      return [ref.txid];
    case 'transactions':
      return ref.txids;
    case 'output':
      return [ref.outpoint];
    case 'outputs':
      return ref.outpoints;
    case 'amount':
    case 'time':
      return [];
  }
}
