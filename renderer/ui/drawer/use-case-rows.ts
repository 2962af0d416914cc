import { useMemo } from 'react';
import type { AddressView, TxView } from '../../../core/bridge/views.ts';
import type { CaseNode } from '../../../core/case/case-state.ts';
import { isAddressNode, nodeKey } from '../../../core/ids.ts';
import type { CaseData } from '../../state/case-session.ts';
import { useCase } from '../services.ts';

export interface TransactionRow {
  readonly node: CaseNode;
  readonly tx: TxView;
  /** Sum of the outputs. */
  readonly totalSat: bigint;
}

export interface AddressRow {
  readonly node: CaseNode;
  readonly view: AddressView;
}

export interface OutputRow {
  readonly outpoint: string;
  readonly tx: TxView;
  readonly output: TxView['outputs'][number];
  readonly isClaimedChange: boolean;
}

export interface CaseRows {
  readonly transactions: readonly TransactionRow[];
  readonly addresses: readonly AddressRow[];
  readonly outputs: readonly OutputRow[];
  /** Nodes with a note, a label or a mark, the hidden ones too. */
  readonly notes: readonly CaseNode[];
  readonly historyLength: number;
}

/** The case as rows: what is in sight on the graph, in ledger order. */
function caseRows({ state, ledger }: Pick<CaseData, 'state' | 'ledger'>): CaseRows {
  const nodes = [...state.nodes.values()];
  const visible = nodes.filter((node) => !node.hidden);
  const transactions = visible.flatMap((node): TransactionRow[] => {
    const tx = isAddressNode(node.id) ? undefined : ledger.txs.get(nodeKey(node.id));
    if (tx === undefined) return [];
    return [{ node, tx, totalSat: tx.outputs.reduce((sum, output) => sum + BigInt(output.valueSat), 0n) }];
  });
  transactions.sort((a, b) => a.tx.height - b.tx.height || a.tx.indexInBlock - b.tx.indexInBlock);
  return {
    transactions,
    addresses: visible.flatMap((node): AddressRow[] => {
      const view = isAddressNode(node.id) ? ledger.addresses.get(nodeKey(node.id)) : undefined;
      return view === undefined ? [] : [{ node, view }];
    }),
    outputs: transactions.flatMap(({ tx }) =>
      tx.outputs.map((output) => ({
        outpoint: `${tx.txid}:${output.vout}`,
        tx,
        output,
        isClaimedChange: state.changeClaims.get(tx.txid)?.vout === output.vout,
      })),
    ),
    notes: nodes.filter((node) => node.note !== '' || node.label !== '' || node.mark !== null),
    historyLength: state.history.length,
  };
}

export function useCaseRows(): CaseRows {
  const { state, ledger } = useCase();
  return useMemo(() => caseRows({ state, ledger }), [state, ledger]);
}
