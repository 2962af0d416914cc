import type { AddressTxRow, AddressView, Subgraph, TxView } from '../bridge/views.ts';
import { isAddressNode, type NodeId, nodeKey } from '../ids.ts';
import { at, intAt, type LedgerAsOf, numbersOf, satAt } from './ledger-as-of.ts';
import { none, scriptTypes } from './ledger-columns.ts';
import type { LedgerIndex } from './ledger-index.ts';

/** @throws AppError `trace/unknown-transaction` */
export function txView(index: LedgerIndex, txid: string, asOfMs: number): TxView {
  const ledger = index.asOf(asOfMs);
  const { columns } = ledger;
  const tx = ledger.tx(txid);
  const weight = intAt(columns.txWeight, tx);
  const feeSat = ledger.feeSat(tx);
  return {
    txid,
    height: intAt(columns.txHeight, tx),
    indexInBlock: intAt(columns.txIndexInBlock, tx),
    atMs: at(columns.txAtMs, tx),
    isCoinbase: feeSat === null,
    version: intAt(columns.txVersion, tx),
    locktime: at(columns.txLocktime, tx),
    sizeBytes: intAt(columns.txSizeBytes, tx),
    weight,
    vsize: Math.ceil(weight / 4),
    feeSat: feeSat === null ? null : String(feeSat),
    inputs: [...numbersOf(ledger.inputs(tx))].map((input) => inputView(ledger, input)),
    outputs: [...numbersOf(ledger.outputs(tx))].map((output) => outputView(ledger, output)),
  };
}

function inputView(ledger: LedgerAsOf, input: number): TxView['inputs'][number] {
  const { columns } = ledger;
  const vin = input - ledger.inputs(intAt(columns.inputTx, input)).first;
  const sequence = at(columns.inputSequence, input);
  const spent = intAt(columns.inputSpends, input);
  if (spent === none) return { vin, prev: null, address: null, valueSat: null, scriptType: null, sequence };
  const funder = intAt(columns.outputTx, spent);
  return {
    vin,
    prev: `${ledger.txid(funder)}:${spent - ledger.outputs(funder).first}`,
    address: ledger.addressText(intAt(columns.outputAddress, spent)),
    valueSat: String(satAt(columns.outputSat, spent)),
    scriptType: ledger.scriptType(spent),
    sequence,
  };
}

function outputView(ledger: LedgerAsOf, output: number): TxView['outputs'][number] {
  const { columns } = ledger;
  return {
    vout: output - ledger.outputs(intAt(columns.outputTx, output)).first,
    address: ledger.addressText(intAt(columns.outputAddress, output)),
    valueSat: String(satAt(columns.outputSat, output)),
    scriptType: ledger.scriptType(output),
    spentBy: spentBy(ledger, output),
  };
}

function spentBy(ledger: LedgerAsOf, output: number): TxView['outputs'][number]['spentBy'] {
  const input = ledger.spender(output);
  if (input === none) return null;
  const tx = intAt(ledger.columns.inputTx, input);
  return { txid: ledger.txid(tx), vin: input - ledger.inputs(tx).first, atMs: at(ledger.columns.txAtMs, tx) };
}

/** @throws AppError `trace/unknown-address` */
export function addressView(index: LedgerIndex, address: string, asOfMs: number): AddressView {
  const ledger = index.asOf(asOfMs);
  const { columns } = ledger;
  const number = ledger.address(address);
  const rows = ledger.rows(number);
  const receivedSat = satAt(columns.rowReceivedSat, rows.end - 1);
  const sentSat = satAt(columns.rowSentSat, rows.end - 1);
  const service = index.tags.serviceTag(address, asOfMs);
  return {
    address,
    scriptType: scriptTypes[at(columns.addressScript, number)] ?? 'other',
    txCount: rows.end - rows.first,
    receivedSat: String(receivedSat),
    sentSat: String(sentSat),
    balanceSat: String(receivedSat - sentSat),
    firstSeenMs: at(columns.txAtMs, intAt(columns.rowTx, rows.first)),
    lastSeenMs: at(columns.txAtMs, intAt(columns.rowTx, rows.end - 1)),
    tags: index.tags.tagsOf(address, asOfMs),
    isService: service !== null,
    serviceCategory: service?.category ?? null,
  };
}

/** The ledger data of some nodes, each once, in the order given. @throws AppError for the first node not known as of then. */
export function subgraph(index: LedgerIndex, nodes: readonly NodeId[], asOfMs: number): Subgraph {
  const txs: TxView[] = [];
  const addresses: AddressView[] = [];
  for (const node of new Set(nodes)) {
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
  const ledger = index.asOf(query.asOfMs);
  const { columns } = ledger;
  const address = ledger.address(query.address);
  const all = ledger.rows(address);
  const first = Math.min(all.first + query.offset, all.end);
  const rows = [...numbersOf({ first, end: Math.min(first + query.limit, all.end) })].map((row) => {
    const tx = intAt(columns.rowTx, row);
    const { receivedSat, sentSat } = ledger.rowAmounts(address, row);
    return {
      txid: ledger.txid(tx),
      atMs: at(columns.txAtMs, tx),
      height: intAt(columns.txHeight, tx),
      receivedSat: String(receivedSat),
      sentSat: String(sentSat),
    };
  });
  return { rows, total: all.end - all.first };
}
