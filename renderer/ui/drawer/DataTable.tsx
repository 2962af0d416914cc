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
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickHow } from '../../state/view-store.ts';
import { pickHow } from '../use-picking.ts';
import { type SortDirection, TableHead } from './TableHead.tsx';
import { type DataColumn, TableRow } from './TableRow.tsx';

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
export function DataTable<R extends object>(props: DataTableProps<R>) {
  const { label, columns, rows, rowId, isSelected } = props;
  const { t } = useTranslation();
  const baseId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<SortingState>([]);
  const sorted = useSorted(columns, rows, sorting);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rowId(sorted[index] as R),
    overscan: 8,
  });
  const walk = useWalk(sorted, { ...props, onGo: (index) => virtual.scrollToIndex(index) });
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
        aria-activedescendant={sorted.length === 0 ? undefined : `${baseId}-${walk.active}`}
        onKeyDown={walk.onKeyDown}
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
              <TableRow
                key={item.key}
                id={`${baseId}-${item.index}`}
                index={item.index}
                offsetPx={item.start}
                isActive={item.index === walk.active}
                isSelected={isSelected(row)}
                columns={columns}
                row={row}
                onClick={(event) => walk.onClick(event, item.index)}
                onDoubleClick={() => props.onActivate?.(row)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function useSorted<R extends object>(columns: readonly DataColumn<R>[], rows: readonly R[], sorting: SortingState): readonly R[] {
  const definitions = useMemo(() => columns.map((column): ColumnDef<typeof features, R> => toDefinition(column)), [columns]);
  const table = useTable({ features, columns: definitions, data: rows as R[], state: { sorting } });
  return table.getRowModel().rows.map((row) => row.original);
}

type Picks<R> = Pick<DataTableProps<R>, 'isSelected' | 'onPick' | 'onActivate'> & { readonly onGo: (index: number) => void };

/** Which row the keyboard is on, and what keys and clicks do there. */
function useWalk<R>(rows: readonly R[], { isSelected, onPick, onActivate, onGo }: Picks<R>) {
  const [wanted, setWanted] = useState(0);
  const active = Math.max(0, Math.min(wanted, rows.length - 1));
  const goTo = (index: number, isExtending: boolean): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setWanted(next);
    onGo(next);
    const row = rows[next];
    if (isExtending && row !== undefined) onPick([row], 'add');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[active];
    const target = keyTarget(event.key, active, rows.length);
    if (target !== null) goTo(target, event.shiftKey);
    else if (row === undefined) return;
    else if (event.key === ' ') onPick([row], 'toggle');
    else if (event.key === 'Enter' && isSelected(row)) onActivate?.(row);
    else if (event.key === 'Enter') onPick([row], 'replace');
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onPick(rows, 'replace');
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent, index: number): void => {
    setWanted(index);
    const row = rows[index];
    if (event.shiftKey) onPick(rows.slice(Math.min(active, index), Math.max(active, index) + 1), 'add');
    else if (row !== undefined) onPick([row], pickHow(event));
  };
  return { active, onKeyDown, onClick };
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
