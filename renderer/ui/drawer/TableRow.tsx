import type { MouseEvent, ReactNode } from 'react';

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

interface TableRowProps<R> {
  readonly id: string;
  /** 0-based among all rows, sorted. */
  readonly index: number;
  readonly offsetPx: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly columns: readonly DataColumn<R>[];
  readonly row: R;
  readonly onClick: (event: MouseEvent) => void;
  readonly onDoubleClick: () => void;
}

/** A row of a grid that has the keyboard as a whole (aria-activedescendant): keys are the grid's, the pointer is the row's. */
export function TableRow<R>({ id, index, offsetPx, isActive, isSelected, columns, row, onClick, onDoubleClick }: TableRowProps<R>) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid around it listens to the keyboard for all its rows
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={isActive ? 'data-table__row data-table__row--active' : 'data-table__row'}
      style={{ transform: `translateY(${offsetPx}px)` }}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={column.isNumber ? 'data-table__cell data-table__cell--number' : 'data-table__cell'}>
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}
