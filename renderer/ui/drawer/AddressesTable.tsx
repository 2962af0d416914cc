import type { TFunction } from 'i18next';
import { CircleDot } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Amount, Time } from '../controls/Figures.tsx';
import { EmptyState } from '../controls/Marks.tsx';
import { NodeTitle } from '../controls/NodeTitle.tsx';
import { DataTable } from './DataTable.tsx';
import type { DataColumn } from './TableRow.tsx';
import type { AddressRow } from './use-case-rows.ts';
import { useTablePicking } from './use-table-picking.ts';

export function AddressesTable({ rows }: { readonly rows: readonly AddressRow[] }) {
  const { t } = useTranslation();
  const picking = useTablePicking<AddressRow>((row) => row.node.id);
  const columns = useMemo(() => columnsIn(t), [t]);
  if (rows.length === 0) {
    return (
      <EmptyState icon={CircleDot} title={t('drawer.noAddressesTitle')}>
        {t('drawer.noAddresses')}
      </EmptyState>
    );
  }
  return <DataTable label={t('drawer.tab.addresses')} columns={columns} rows={rows} rowId={(row) => row.node.id} {...picking} />;
}

function columnsIn(t: TFunction): DataColumn<AddressRow>[] {
  return [
    {
      id: 'address',
      head: t('column.address'),
      width: 'minmax(11rem, 2fr)',
      sortValue: ({ view }) => view.address,
      render: ({ node }) => <NodeTitle node={node} />,
    },
    {
      id: 'type',
      head: t('column.type'),
      width: '7rem',
      sortValue: ({ view }) => view.scriptType,
      render: ({ view }) => t(`scriptType.${view.scriptType}`),
    },
    {
      id: 'tag',
      head: t('column.tag'),
      width: 'minmax(6rem, 1fr)',
      sortValue: ({ view }) => view.tags[0]?.label ?? '',
      render: ({ view }) => view.tags[0]?.label ?? '',
    },
    {
      id: 'txs',
      head: t('column.transactions'),
      width: '4.5rem',
      isNumber: true,
      sortValue: ({ view }) => view.txCount,
      render: ({ view }) => view.txCount,
    },
    {
      id: 'received',
      head: t('column.received'),
      width: '10rem',
      isNumber: true,
      sortValue: ({ view }) => BigInt(view.receivedSat),
      render: ({ view }) => <Amount sat={view.receivedSat} shape="fixed" />,
    },
    {
      id: 'balance',
      head: t('column.balance'),
      width: '10rem',
      isNumber: true,
      sortValue: ({ view }) => BigInt(view.balanceSat),
      render: ({ view }) => <Amount sat={view.balanceSat} shape="fixed" />,
    },
    {
      id: 'first',
      head: t('column.firstSeenUtc'),
      width: '9.5rem',
      sortValue: ({ view }) => view.firstSeenMs,
      render: ({ view }) => <Time atMs={view.firstSeenMs} shape="minute" />,
    },
  ];
}
