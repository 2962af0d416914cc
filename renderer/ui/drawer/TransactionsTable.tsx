import type { TFunction } from 'i18next';
import { ArrowLeftRight } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount, Time } from '../controls/Figures.tsx';
import { EmptyState } from '../controls/Marks.tsx';
import { NodeTitle } from '../controls/NodeTitle.tsx';
import { groupDigits } from '../format.ts';
import { DataTable } from './DataTable.tsx';
import type { DataColumn } from './TableRow.tsx';
import type { TransactionRow } from './use-case-rows.ts';
import { useTablePicking } from './use-table-picking.ts';

export function TransactionsTable({ rows }: { readonly rows: readonly TransactionRow[] }) {
  const { t } = useTranslation();
  const picking = useTablePicking<TransactionRow>((row) => row.node.id);
  const columns = useMemo(() => columnsIn(t), [t]);
  if (rows.length === 0) {
    return (
      <EmptyState icon={ArrowLeftRight} title={t('drawer.noTransactionsTitle')}>
        {t('drawer.noTransactions')}
      </EmptyState>
    );
  }
  return <DataTable label={t('drawer.tab.transactions')} columns={columns} rows={rows} rowId={(row) => row.node.id} {...picking} />;
}

function columnsIn(t: TFunction): DataColumn<TransactionRow>[] {
  return [
    {
      id: 'time',
      head: t('column.timeUtc'),
      width: '9.5rem',
      sortValue: ({ tx }) => tx.atMs,
      render: ({ tx }) => <Time atMs={tx.atMs} shape="minute" />,
    },
    {
      id: 'transaction',
      head: t('column.transaction'),
      width: 'minmax(11rem, 2fr)',
      sortValue: ({ tx }) => tx.txid,
      render: ({ node }) => <NodeTitle node={node} />,
    },
    {
      id: 'block',
      head: t('column.block'),
      width: '5.5rem',
      isNumber: true,
      sortValue: ({ tx }) => tx.height,
      render: ({ tx }) => groupDigits(String(tx.height)),
    },
    {
      id: 'inputs',
      head: t('column.inputs'),
      width: '5rem',
      isNumber: true,
      sortValue: ({ tx }) => tx.inputs.length,
      render: ({ tx }) => tx.inputs.length,
    },
    {
      id: 'outputs',
      head: t('column.outputs'),
      width: '5rem',
      isNumber: true,
      sortValue: ({ tx }) => tx.outputs.length,
      render: ({ tx }) => tx.outputs.length,
    },
    {
      id: 'total',
      head: t('column.outputTotal'),
      width: '10rem',
      isNumber: true,
      sortValue: ({ totalSat }) => totalSat,
      render: ({ totalSat }) => <Amount sat={totalSat.toString()} shape="fixed" />,
    },
    {
      id: 'fee',
      head: t('column.fee'),
      width: '9.5rem',
      isNumber: true,
      sortValue: ({ tx }) => BigInt(tx.feeSat ?? '0'),
      render: ({ tx }) => (tx.feeSat === null ? t('tx.noFee') : <Amount sat={tx.feeSat} shape="fixed" />),
    },
  ];
}
