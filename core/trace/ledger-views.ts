import type { AddressTxRow, AddressView, SearchHit, Subgraph, TxView } from '../bridge/views.ts';
import { addressNode, isAddressNode, type NodeId, nodeKey, txNode } from '../ids.ts';
import type { IndexedAddress, IndexedTx, LedgerIndex } from './ledger-index.ts';

/** Inputs less outputs in satoshi; null for a coinbase. */
export function feeSat({ tx, isCoinbase, spent }: IndexedTx): bigint | null {
  if (isCoinbase) return null;
  const paidIn = spent.reduce((sum, input) => sum + (input?.output.valueSat ?? 0n), 0n);
  return tx.outputs.reduce((left, output) => left - output.valueSat, paidIn);
}

/** @throws AppError `trace/unknown-transaction` */
export function txView(index: LedgerIndex, txid: string, asOfMs: number): TxView {
  const limit = index.limitAt(asOfMs);
  return viewOfTx(index, index.tx(txid, limit), limit);
}

function viewOfTx(index: LedgerIndex, indexed: IndexedTx, limit: number): TxView {
  const { tx, spent, spenders, isCoinbase } = indexed;
  return {
    txid: tx.txid,
    height: tx.height,
    indexInBlock: tx.indexInBlock,
    atMs: tx.atMs,
    isCoinbase,
    version: tx.version,
    locktime: tx.locktime,
    sizeBytes: tx.sizeBytes,
    weight: tx.weight,
    vsize: Math.ceil(tx.weight / 4),
    feeSat: feeSat(indexed)?.toString() ?? null,
    inputs: tx.inputs.map((input, vin) => {
      const from = spent[vin] ?? null;
      return {
        vin,
        prev: from === null ? null : `${from.from.tx.txid}:${from.vout}`,
        address: from?.output.address ?? null,
        valueSat: from?.output.valueSat.toString() ?? null,
        scriptType: from?.output.scriptType ?? null,
        sequence: input.sequence,
      };
    }),
    outputs: tx.outputs.map((output, vout) => {
      const spender = spenders[vout] ?? null;
      const by = spender === null || spender.order >= limit ? null : index.at(spender.order).tx;
      return {
        vout,
        address: output.address,
        valueSat: output.valueSat.toString(),
        scriptType: output.scriptType,
        spentBy: by === null || spender === null ? null : { txid: by.txid, vin: spender.vin, atMs: by.atMs },
      };
    }),
  };
}

/** What an address got and gave in one transaction, satoshi. */
export function movedBy(address: string, { tx, spent }: IndexedTx): { receivedSat: bigint; sentSat: bigint } {
  let receivedSat = 0n;
  let sentSat = 0n;
  for (const output of tx.outputs) if (output.address === address) receivedSat += output.valueSat;
  for (const input of spent) if (input?.output.address === address) sentSat += input.output.valueSat;
  return { receivedSat, sentSat };
}

/** Orders of the address's transactions below the limit, rising. */
export function ordersBelow(indexed: IndexedAddress, limit: number): readonly number[] {
  const { orders } = indexed;
  if ((orders.at(-1) ?? 0) < limit) return orders;
  return orders.filter((order) => order < limit);
}

/** @throws AppError `trace/unknown-address` */
export function addressView(index: LedgerIndex, address: string, asOfMs: number): AddressView {
  const limit = index.limitAt(asOfMs);
  const indexed = index.address(address, limit);
  const orders = ordersBelow(indexed, limit);
  let receivedSat = 0n;
  let sentSat = 0n;
  for (const order of orders) {
    const moved = movedBy(address, index.at(order));
    receivedSat += moved.receivedSat;
    sentSat += moved.sentSat;
  }
  const service = index.serviceTag(address);
  return {
    address,
    scriptType: indexed.scriptType,
    txCount: orders.length,
    receivedSat: receivedSat.toString(),
    sentSat: sentSat.toString(),
    balanceSat: (receivedSat - sentSat).toString(),
    firstSeenMs: index.at(orders[0] ?? 0).tx.atMs,
    lastSeenMs: index.at(orders.at(-1) ?? 0).tx.atMs,
    tags: [...index.tagsOf(address)],
    isService: service !== null,
    serviceCategory: service?.category ?? null,
  };
}

/** The ledger data of some nodes, in the order given. @throws AppError for the first node not known as of then. */
export function subgraph(index: LedgerIndex, nodes: readonly NodeId[], asOfMs: number): Subgraph {
  const txs: TxView[] = [];
  const addresses: AddressView[] = [];
  for (const node of nodes) {
    if (isAddressNode(node)) addresses.push(addressView(index, nodeKey(node), asOfMs));
    else txs.push(txView(index, nodeKey(node), asOfMs));
  }
  return { txs, addresses };
}

/** One page of an address's transactions in ledger order, oldest first. @throws AppError `trace/unknown-address` */
export function addressTxs(
  index: LedgerIndex,
  query: { address: string; asOfMs: number; offset: number; limit: number },
): { rows: AddressTxRow[]; total: number } {
  const limit = index.limitAt(query.asOfMs);
  const orders = ordersBelow(index.address(query.address, limit), limit);
  const rows = orders.slice(query.offset, query.offset + query.limit).map((order) => {
    const indexed = index.at(order);
    const { receivedSat, sentSat } = movedBy(query.address, indexed);
    const { txid, atMs, height } = indexed.tx;
    return { txid, atMs, height, receivedSat: receivedSat.toString(), sentSat: sentSat.toString() };
  });
  return { rows, total: orders.length };
}

/**
 * Addresses, then transactions, whose id holds `text` anywhere, each in ledger order. Hex and bech32 have one case, so case is
 * ignored there; base58 tells `A` from `a`, so there it counts.
 */
export function searchIds(
  index: LedgerIndex,
  query: { text: string; asOfMs: number; limit: number },
): { hits: SearchHit[]; total: number } {
  const limit = index.limitAt(query.asOfMs);
  const text = query.text.trim();
  const lower = text.toLowerCase();
  const hits: SearchHit[] = [];
  let total = 0;
  const take = (node: NodeId, at: number, atMs: number): void => {
    total += 1;
    if (hits.length < query.limit) hits.push({ node, at, length: text.length, atMs });
  };
  for (const { address, scriptType, orders } of index.addresses()) {
    const first = orders[0] ?? limit;
    if (first >= limit) continue;
    const hasOneCase = scriptType === 'p2wpkh' || scriptType === 'p2tr';
    const at = address.indexOf(hasOneCase ? lower : text);
    if (at >= 0) take(addressNode(address), at, index.at(first).tx.atMs);
  }
  for (let order = 0; order < limit; order += 1) {
    const { tx } = index.at(order);
    const at = tx.txid.indexOf(lower);
    if (at >= 0) take(txNode(tx.txid), at, tx.atMs);
  }
  return { hits, total };
}
