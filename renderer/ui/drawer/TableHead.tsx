import { ArrowDown, ArrowUp } from 'lucide-react';
import { Button } from 'react-aria-components';

export type SortDirection = 'ascending' | 'descending';

interface TableHeadProps {
  readonly columns: readonly { readonly id: string; readonly head: string; readonly isNumber?: boolean; readonly sortValue?: unknown }[];
  readonly sorting: { readonly id: string; readonly direction: SortDirection } | null;
  readonly sortLabel: string;
  readonly onSort: (id: string) => void;
}

export function TableHead({ columns, sorting, sortLabel, onSort }: TableHeadProps) {
  return (
    <div role="rowgroup" className="data-table__head">
      <div role="row" aria-rowindex={1} className="data-table__row data-table__row--head">
        {columns.map((column) => {
          const direction = sorting?.id === column.id ? sorting.direction : null;
          const isSortable = column.sortValue !== undefined;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={isSortable ? (direction ?? 'none') : undefined}
              className={column.isNumber === true ? 'data-table__cell data-table__cell--number' : 'data-table__cell'}
            >
              {isSortable ? (
                <Button className="data-table__sort" onPress={() => onSort(column.id)} aria-label={`${column.head}, ${sortLabel}`}>
                  {column.head}
                  {direction === 'ascending' && <ArrowUp aria-hidden size={12} />}
                  {direction === 'descending' && <ArrowDown aria-hidden size={12} />}
                </Button>
              ) : (
                column.head
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
