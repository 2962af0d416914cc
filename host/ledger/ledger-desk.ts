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

/** Holds the ledgers of the worlds in use and answers questions about them. Lives in the ledger worker; tests run it in their own thread. */
export class LedgerDesk {
  readonly #indexes = new Map<string, LedgerIndex>();

  /** Reads and checks a world's ledger and registers; nothing to do when it is already here. @throws AppError `world/damaged` */
  async open(worldKey: string, folder: string): Promise<void> {
    if (!this.#indexes.has(worldKey)) this.#indexes.set(worldKey, await loadLedger(folder));
  }

  forget(worldKey: string): void {
    this.#indexes.delete(worldKey);
  }

  ask<N extends LedgerQueryName>(worldKey: string, name: N, query: Parameters<LedgerQueries[N]>[0]): ReturnType<LedgerQueries[N]> {
    const index = this.#indexes.get(worldKey);
    if (index === undefined) throw new AppError('ledger/not-open', `the ledger of world ${worldKey} is not open`, { subject: worldKey });
    const answer = queriesOn(index)[name] as (query: Parameters<LedgerQueries[N]>[0]) => ReturnType<LedgerQueries[N]>;
    return answer(query);
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
