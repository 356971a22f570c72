import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import { RowLink } from './row-link.tsx';
import { moveBetweenRows } from './table-keys.ts';
import { SelectAllCell, SelectCell, type Selection } from './table-selection.tsx';
import { SortHeader, type Sorting } from './table-sorting.tsx';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The list can be put in the order of this column, under this name. */
  sort?: string;
  /** Figures stand at the right. */
  align?: 'right';
  /** From which width on the column is there; the first two columns always are. */
  from?: 'md' | 'lg' | 'xl';
  className?: string;
  /** How the values look; the header keeps its own look. */
  cellClassName?: string;
}

interface Props<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Where a row leads: its first column holds the link, which covers the whole row. */
  rowHref?: (row: Row) => string;
  /** Rows can be ticked, to do one thing to several. */
  selection?: Selection<Row> | undefined;
  sorting?: Sorting | undefined;
  /** What is shown is being replaced. */
  waiting?: boolean;
  /** What the table says when a filter leaves nothing. */
  none?: ReactNode;
}

/** Widths of the table, not of the screen: the rail takes its share only on wide ones. */
const FROM = { md: '@max-[620px]:hidden', lg: '@max-[880px]:hidden', xl: '@max-[1060px]:hidden' } as const;

/** The one table of the application. A cell that can be pressed by itself has `relative z-10`. */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, rowHref, selection, sorting, waiting = false, none } = props;
  const place = (column: Column<Row>, index: number) =>
    cx(
      'px-2.5 last:pr-4 max-md:px-3.5',
      index === 0 && (selection ? 'pl-1! max-md:pl-0!' : 'pl-4!'),
      column.align === 'right' && 'text-right',
      column.from && FROM[column.from],
      column.className,
    );
  return (
    <div
      aria-busy={waiting || undefined}
      className="@container overflow-x-auto rounded-panel border border-line bg-panel"
    >
      <table className={cx('w-full border-collapse text-left transition-opacity', waiting && 'opacity-60 delay-200')}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="h-10 border-line border-b text-ink-3 text-label">
            {selection && <SelectAllCell rows={rows} selection={selection} />}
            {columns.map((column, index) => (
              <SortHeader
                key={column.key}
                sort={column.sort}
                sorting={sorting}
                className={cx('whitespace-nowrap font-medium', place(column, index))}
              >
                {column.header}
              </SortHeader>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveBetweenRows}>
          {rows.map((row) => {
            const selected = selection?.isSelected(row) ?? false;
            return (
              <tr
                key={rowKey(row)}
                data-selected={selected || undefined}
                className="relative h-14 border-line transition-colors duration-150 has-[a[data-row]:focus-visible]:bg-raised data-selected:bg-accent-faint [&:not(:last-child)]:border-b [&:not([data-selected]):has(a[data-row])]:hover:bg-raised"
              >
                {selection && <SelectCell row={row} rows={rows} selection={selection} />}
                {columns.map((column, index) => (
                  <td key={column.key} className={cx(place(column, index), column.cellClassName)}>
                    {index === 0 && rowHref ? (
                      <RowLink
                        href={rowHref(row)}
                        onSpace={
                          selection?.canSelect(row) ? (range) => selection.onToggle(row, rows, range) : undefined
                        }
                      >
                        {column.cell(row)}
                      </RowLink>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length === 0 && <div className="px-4 py-10 text-center text-ink-2">{none}</div>}
    </div>
  );
}
