import type { TFunction } from 'i18next';
import { Split } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { txNode } from '../../../core/ids.ts';
import { ChainId } from '../controls/ChainId.tsx';
import { Amount } from '../controls/Figures.tsx';
import { EmptyState } from '../controls/Marks.tsx';
import { useServices, useView } from '../services.ts';
import { DataTable } from './DataTable.tsx';
import type { DataColumn } from './TableRow.tsx';
import type { OutputRow } from './use-case-rows.ts';

/** Outputs of the transactions on the graph: the place to pick one by keyboard. */
export function OutputsTable({ rows }: { readonly rows: readonly OutputRow[] }) {
  const { t } = useTranslation();
  const { view } = useServices();
  const selected = useView((state) => state.selectedOutput);
  const columns = useMemo(() => columnsIn(t), [t]);
  if (rows.length === 0) {
    return (
      <EmptyState icon={Split} title={t('drawer.noOutputsTitle')}>
        {t('drawer.noOutputs')}
      </EmptyState>
    );
  }
  return (
    <DataTable
      label={t('drawer.tab.outputs')}
      columns={columns}
      rows={rows}
      rowId={(row) => row.outpoint}
      isSelected={(row) => row.outpoint === selected}
      onPick={([row]) => row !== undefined && view.setState({ selectedOutput: row.outpoint, selection: [txNode(row.tx.txid)] })}
    />
  );
}

function columnsIn(t: TFunction): DataColumn<OutputRow>[] {
  return [
    {
      id: 'output',
      head: t('column.output'),
      width: 'minmax(10rem, 1.5fr)',
      sortValue: ({ outpoint }) => outpoint,
      render: ({ outpoint }) => <ChainId id={outpoint} />,
    },
    {
      id: 'address',
      head: t('column.address'),
      width: 'minmax(9rem, 1.5fr)',
      sortValue: ({ output }) => output.address ?? '',
      render: ({ output }) => (output.address === null ? t('tx.noAddress') : <ChainId id={output.address} />),
    },
    {
      id: 'type',
      head: t('column.type'),
      width: '7rem',
      sortValue: ({ output }) => output.scriptType,
      render: ({ output }) => t(`scriptType.${output.scriptType}`),
    },
    {
      id: 'value',
      head: t('column.value'),
      width: '10rem',
      isNumber: true,
      sortValue: ({ output }) => BigInt(output.valueSat),
      render: ({ output }) => <Amount sat={output.valueSat} shape="fixed" />,
    },
    {
      id: 'spent',
      head: t('column.spentBy'),
      width: 'minmax(8rem, 1fr)',
      sortValue: ({ output }) => output.spentBy?.atMs ?? Number.MAX_SAFE_INTEGER,
      render: ({ output }) => (output.spentBy === null ? t('tx.unspent') : <ChainId id={output.spentBy.txid} />),
    },
    {
      id: 'claim',
      head: t('column.claim'),
      width: '7rem',
      sortValue: ({ isClaimedChange }) => Number(isClaimedChange),
      render: ({ isClaimedChange }) => (isClaimedChange ? t('change.claimed') : ''),
    },
  ];
}
