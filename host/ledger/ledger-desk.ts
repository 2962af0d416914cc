import type {
  AddressTxRow,
  AddressView,
  ChangeCandidates,
  CoSpend,
  Expansion,
  RawTx,
  SearchHit,
  Subgraph,
  TxView,
} from '../../core/bridge/views.ts';
import { rawTxFields } from '../../core/chain/bitcoin/raw-fields.ts';
import type { ExpandFilter } from '../../core/chain/expand-filter.ts';
import { AppError } from '../../core/errors.ts';
import type { NodeId } from '../../core/ids.ts';
import { changeCandidates } from '../../core/trace/change-candidates.ts';
import { coSpend } from '../../core/trace/co-spend.ts';
import { type Direction, expand } from '../../core/trace/expand.ts';
import type { LedgerIndex } from '../../core/trace/ledger-index.ts';
import { addressTxs, addressView, subgraph, txView } from '../../core/trace/ledger-views.ts';
import { searchIds } from '../../core/trace/search-ids.ts';
import { loadLedger } from './load-ledger.ts';

interface AsOf {
  /** Simulated time; nothing later is in the answer. */
  readonly asOfMs: number;
}

/** Every question to a ledger, by name. All throw AppError `trace/unknown-…` for what is not in the ledger as of then. */
export interface LedgerQueries {
  address(query: AsOf & { address: string }): AddressView;
  addressTxs(query: AsOf & { address: string; offset: number; limit: number }): { rows: AddressTxRow[]; total: number };
  changeCandidates(query: AsOf & { txid: string }): ChangeCandidates;
  coSpend(query: AsOf & { address: string }): CoSpend;
  expand(query: AsOf & { node: NodeId; direction: Direction; filter: ExpandFilter }): Expansion;
  rawTx(query: AsOf & { txid: string }): RawTx;
  search(query: AsOf & { text: string; limit: number }): { hits: SearchHit[]; total: number };
  subgraph(query: AsOf & { nodes: readonly NodeId[] }): Subgraph;
  transaction(query: AsOf & { txid: string }): TxView;
  /** Those of the nodes that the ledger does not hold as of then. */
  unknownNodes(query: AsOf & { nodes: readonly NodeId[] }): NodeId[];
}

export type LedgerQueryName = keyof LedgerQueries;

/** Ledgers kept in memory; of more worlds in use the one asked longest ago is read again when it is asked next. */
const ledgersMax = 4;

/** Holds the ledgers of the worlds in use and answers questions about them. Lives in the ledger worker; tests run it in their own thread. */
export class LedgerDesk {
  readonly #folders = new Map<string, string>();
  /** The one asked last is the last. */
  readonly #queries = new Map<string, Promise<LedgerQueries>>();

  /** Reads and checks a world's ledger and registers; nothing to do when it is already here. @throws AppError `world/damaged` */
  async open(worldKey: string, folder: string): Promise<void> {
    this.#folders.set(worldKey, folder);
    await this.#load(worldKey);
  }

  /** @throws AppError `ledger/not-open`, and what the query throws */
  async ask<N extends LedgerQueryName>(
    worldKey: string,
    name: N,
    query: Parameters<LedgerQueries[N]>[0],
  ): Promise<ReturnType<LedgerQueries[N]>> {
    const answer = (await this.#load(worldKey))[name] as (query: Parameters<LedgerQueries[N]>[0]) => ReturnType<LedgerQueries[N]>;
    return answer(query);
  }

  #load(worldKey: string): Promise<LedgerQueries> {
    const folder = this.#folders.get(worldKey);
    if (folder === undefined) throw new AppError('ledger/not-open', `the ledger of world ${worldKey} is not open`, { subject: worldKey });
    const loaded = this.#queries.get(worldKey) ?? loadLedger(folder).then(queriesOn);
    this.#queries.delete(worldKey);
    this.#queries.set(worldKey, loaded);
    loaded.catch(() => this.#queries.delete(worldKey));
    const [oldest] = this.#queries.keys();
    if (this.#queries.size > ledgersMax && oldest !== undefined) this.#queries.delete(oldest);
    return loaded;
  }
}

function queriesOn(index: LedgerIndex): LedgerQueries {
  return {
    address: ({ asOfMs, address }) => addressView(index, address, asOfMs),
    addressTxs: (query) => addressTxs(index, query),
    changeCandidates: ({ asOfMs, txid }) => changeCandidates(index, txid, asOfMs),
    coSpend: ({ asOfMs, address }) => coSpend(index, address, asOfMs),
    expand: (query) => expand(index, query),
    rawTx: ({ asOfMs, txid }) => {
      const ledger = index.asOf(asOfMs);
      const raw = ledger.raw(ledger.tx(txid));
      return { txid, hex: Buffer.from(raw).toString('hex'), fields: [...rawTxFields(raw)] };
    },
    search: (query) => searchIds(index, query),
    subgraph: ({ asOfMs, nodes }) => subgraph(index, nodes, asOfMs),
    transaction: ({ asOfMs, txid }) => txView(index, txid, asOfMs),
    unknownNodes: ({ asOfMs, nodes }) => {
      const ledger = index.asOf(asOfMs);
      return nodes.filter((node) => !ledger.knows(node));
    },
  };
}
