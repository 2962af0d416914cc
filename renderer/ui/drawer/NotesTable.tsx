import type { TFunction } from 'i18next';
import { MessageSquareText } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseNode } from '../../../core/case/case-state.ts';
import { EmptyState } from '../controls/Marks.tsx';
import { NodeName } from '../controls/NodeName.tsx';
import { DataTable } from './DataTable.tsx';
import type { DataColumn } from './TableRow.tsx';
import { useTablePicking } from './use-table-picking.ts';

/** What the trainee has written and marked. */
export function NotesTable({ rows }: { readonly rows: readonly CaseNode[] }) {
  const { t } = useTranslation();
  const picking = useTablePicking<CaseNode>((node) => node.id);
  const columns = useMemo(() => columnsIn(t), [t]);
  if (rows.length === 0) {
    return (
      <EmptyState icon={MessageSquareText} title={t('drawer.noNotesTitle')}>
        {t('drawer.noNotes')}
      </EmptyState>
    );
  }
  return <DataTable label={t('drawer.tab.notes')} columns={columns} rows={rows} rowId={(node) => node.id} {...picking} />;
}

function columnsIn(t: TFunction): DataColumn<CaseNode>[] {
  return [
    {
      id: 'node',
      head: t('column.node'),
      width: 'minmax(10rem, 1fr)',
      sortValue: (node) => node.id,
      render: (node) => <NodeName node={node.id} />,
    },
    {
      id: 'mark',
      head: t('column.mark'),
      width: '8rem',
      sortValue: (node) => node.mark ?? '',
      render: (node) => (node.mark === null ? '' : <span className={`mark mark--${node.mark}`}>{t(`mark.${node.mark}`)}</span>),
    },
    { id: 'note', head: t('column.note'), width: 'minmax(12rem, 3fr)', sortValue: (node) => node.note, render: (node) => node.note },
  ];
}
