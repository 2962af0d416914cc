import type { ChainAround, ShapeTx } from '../../core/trace/chain-shape.ts';

/** A trace case in the neutral form: names for ids, whole numbers for amounts, no bytes. */
export interface TraceCase {
  readonly id: string;
  readonly kind: string;
  readonly chain: { readonly blocks: readonly { readonly height: number; readonly txs: readonly NeutralTx[] }[] };
  readonly query: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

interface NeutralTx {
  readonly id: string;
  readonly in?: readonly string[];
  readonly out: readonly { readonly v: number; readonly a: string | null; readonly type?: string }[];
  readonly version?: number;
  readonly locktime?: number;
  readonly rbf?: boolean;
}

/** Lets the product's heuristics read a neutral chain: the same interface that the ledger index offers. */
export class NeutralChain implements ChainAround {
  readonly txs: ShapeTx[] = [];
  readonly #byName = new Map<string, ShapeTx>();
  readonly #funders = new Map<string, readonly string[]>();
  readonly #spenderOf = new Map<string, ShapeTx>();
  readonly #payers = new Map<string, ShapeTx[]>();

  constructor({ blocks }: TraceCase['chain']) {
    for (const block of blocks) for (const tx of block.txs) this.#add(tx);
  }

  /** Every address of an output. */
  get addresses(): string[] {
    return [...this.#payers.keys()];
  }

  spender(tx: ShapeTx, vout: number): ShapeTx | null {
    return this.#spenderOf.get(`${tx.txid}:${vout}`) ?? null;
  }

  parents(tx: ShapeTx): readonly ShapeTx[] {
    return (this.#funders.get(tx.txid) ?? []).flatMap((name) => this.#byName.get(name) ?? []);
  }

  isFresh(tx: ShapeTx, address: string): boolean {
    return this.#payers.get(address)?.[0] === tx;
  }

  isPaidElsewhere(tx: ShapeTx, address: string): boolean {
    return (this.#payers.get(address) ?? []).some((payer) => payer !== tx);
  }

  #add({ id, in: spends = [], out, version = 2, locktime = 0, rbf = false }: NeutralTx): void {
    const outputs = out.map(({ v, a, type = 'p2wpkh' }, vout) => ({ vout, address: a, scriptType: type, valueSat: BigInt(v) }));
    const funders = spends.map((outpoint) => outpoint.slice(0, outpoint.lastIndexOf(':')));
    const inputs = spends.map((outpoint, vin) => {
      const spent = this.#byName.get(funders[vin] ?? '')?.outputs[Number(outpoint.slice(outpoint.lastIndexOf(':') + 1))];
      if (spent === undefined) throw new Error(`${id} spends ${outpoint}, which is not there`);
      return spent;
    });
    const tx: ShapeTx = {
      txid: id,
      isCoinbase: spends.length === 0,
      version,
      locktime,
      isReplaceable: rbf,
      feePerKvb: null,
      inputs,
      outputs,
    };
    this.txs.push(tx);
    this.#byName.set(id, tx);
    this.#funders.set(id, funders);
    for (const outpoint of spends) this.#spenderOf.set(outpoint, tx);
    for (const address of new Set(outputs.flatMap((output) => output.address ?? []))) {
      this.#payers.set(address, [...(this.#payers.get(address) ?? []), tx]);
    }
  }
}
