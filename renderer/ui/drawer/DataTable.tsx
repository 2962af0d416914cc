import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickHow } from '../../state/view-store.ts';
import { pickHow } from '../use-picking.ts';
import { type SortDirection, TableHead } from './TableHead.tsx';

export interface DataColumn<R> {
  readonly id: string;
  readonly head: string;
  /** CSS grid track, e.g. `minmax(8rem, 1fr)`. */
  readonly width: string;
  readonly isNumber?: boolean;
  /** Absent: the column cannot be sorted. */
  readonly sortValue?: (row: R) => string | number | bigint;
  readonly render: (row: R) => ReactNode;
}

interface DataTableProps<R> {
  readonly label: string;
  readonly columns: readonly DataColumn<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => string;
  readonly isSelected: (row: R) => boolean;
  readonly onPick: (rows: readonly R[], how: PickHow) => void;
  /** Double click or Enter on a picked row: show it on the graph. */
  readonly onActivate?: (row: R) => void;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns: { basic: sortFn_basic } });

const rowHeight = 28;

/** A sortable table of any length: only rows in sight are in the page, arrow keys walk, Space and Shift select as in the graph. */
export function DataTable<R extends object>({ label, columns, rows, rowId, isSelected, onPick, onActivate }: DataTableProps<R>) {
  const { t } = useTranslation();
  const baseId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<SortingState>([]);
  const [active, setActive] = useState(0);
  const definitions = useMemo(() => columns.map((column): ColumnDef<typeof features, R> => toDefinition(column)), [columns]);
  const table = useTable({ features, columns: definitions, data: rows as R[], state: { sorting }, onSortingChange: setSorting });
  const sorted = table.getRowModel().rows.map((row) => row.original);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rowId(sorted[index] as R),
    overscan: 8,
  });
  const activeIndex = Math.min(active, sorted.length - 1);
  const goTo = (index: number, isExtending: boolean): void => {
    const next = Math.max(0, Math.min(sorted.length - 1, index));
    setActive(next);
    virtual.scrollToIndex(next);
    const row = sorted[next];
    if (isExtending && row !== undefined) onPick([row], 'add');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = sorted[activeIndex];
    const target = keyTarget(event.key, activeIndex, sorted.length);
    if (target !== null) goTo(target, event.shiftKey);
    else if (event.key === ' ' && row !== undefined) onPick([row], 'toggle');
    else if (event.key === 'Enter' && row !== undefined) {
      if (isSelected(row)) onActivate?.(row);
      else onPick([row], 'replace');
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onPick(sorted, 'replace');
    else return;
    event.preventDefault();
  };
  const style = { '--columns': columns.map((column) => column.width).join(' ') } as CSSProperties;
  return (
    <div className="data-table" style={style}>
      <div
        ref={scroller}
        className="data-table__scroll"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-activedescendant={sorted.length === 0 ? undefined : `${baseId}-${activeIndex}`}
        onKeyDown={onKeyDown}
      >
        <TableHead
          columns={columns}
          sorting={sortedBy(sorting)}
          onSort={(id) => setSorting(nextSorting(sorting, id))}
          sortLabel={t('table.sort')}
        />
        <div role="rowgroup" className="data-table__body" style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = sorted[item.index] as R;
            return (
              <div
                key={item.key}
                id={`${baseId}-${item.index}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={isSelected(row)}
                className={item.index === activeIndex ? 'data-table__row data-table__row--active' : 'data-table__row'}
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={(event) => {
                  setActive(item.index);
                  if (!event.shiftKey) onPick([row], pickHow(event));
                  else onPick(sorted.slice(Math.min(activeIndex, item.index), Math.max(activeIndex, item.index) + 1), 'add');
                }}
                onDoubleClick={() => onActivate?.(row)}
              >
                {columns.map((column) => (
                  <div
                    key={column.id}
                    role="gridcell"
                    className={column.isNumber ? 'data-table__cell data-table__cell--number' : 'data-table__cell'}
                  >
                    {column.render(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function toDefinition<R extends object>(column: DataColumn<R>): ColumnDef<typeof features, R> {
  const { id, sortValue } = column;
  if (sortValue === undefined) return { id, accessorFn: () => '', enableSorting: false };
  return { id, accessorFn: (row: R) => sortValue(row), sortFn: 'basic' };
}

function keyTarget(key: string, active: number, count: number): number | null {
  const page = 10;
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  };
  return count === 0 ? null : (targets[key] ?? null);
}

function sortedBy(sorting: SortingState): { id: string; direction: SortDirection } | null {
  const [first] = sorting;
  return first === undefined ? null : { id: first.id, direction: first.desc ? 'descending' : 'ascending' };
}

/** Up, down, as it came. */
function nextSorting(sorting: SortingState, id: string): SortingState {
  const [first] = sorting;
  if (first?.id !== id) return [{ id, desc: false }];
  return first.desc ? [] : [{ id, desc: true }];
}
