import type { AddressTxRow, AddressView, ChangeCandidates, CoSpend, Expansion, RawTx, SearchHit, Subgraph, TxView } from '../../core/bridge/views.ts';
import type { ExpandFilter } from '../../core/chain/expand-filter.ts';
import { rawTxFields } from '../../core/chain/bitcoin/raw-fields.ts';
import { AppError } from '../../core/errors.ts';
import { isAddressNode, type NodeId, nodeKey } from '../../core/ids.ts';
import { type Direction, expand } from '../../core/trace/expand.ts';
import { changeCandidates, coSpend } from '../../core/trace/ledger-heuristics.ts';
import type { LedgerIndex } from '../../core/trace/ledger-index.ts';
import { addressTxs, addressView, searchIds, subgraph, txView } from '../../core/trace/ledger-views.ts';
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
      const { raw } = index.tx(txid, index.limitAt(asOfMs)).tx;
      return { txid, hex: Buffer.from(raw).toString('hex'), fields: [...rawTxFields(raw)] };
    },
    search: (query) => searchIds(index, query),
    subgraph: ({ asOfMs, nodes }) => subgraph(index, nodes, asOfMs),
    transaction: ({ asOfMs, txid }) => txView(index, txid, asOfMs),
    unknownNodes: ({ asOfMs, nodes }) => {
      const limit = index.limitAt(asOfMs);
      return nodes.filter((node) => !isKnown(index, node, limit));
    },
  };
}

function isKnown(index: LedgerIndex, node: NodeId, limit: number): boolean {
  try {
    if (isAddressNode(node)) index.address(nodeKey(node), limit);
    else index.tx(nodeKey(node), limit);
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}
