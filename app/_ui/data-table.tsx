import Link from 'next/link';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
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
  /** What the table says when a filter leaves nothing. */
  none?: ReactNode;
}

/** Widths of the table, not of the screen: the rail takes its share only on wide ones. */
const FROM = { md: '@max-[620px]:hidden', lg: '@max-[880px]:hidden', xl: '@max-[1060px]:hidden' } as const;

/** The one table of the application. A cell that can be pressed by itself has `relative z-10`. */
export function DataTable<Row>({ caption, columns, rows, rowKey, rowHref, none }: Props<Row>) {
  const place = (column: Column<Row>) =>
    cx(
      'px-2.5 first:pl-4 last:pr-4 max-md:px-3.5',
      column.align === 'right' && 'text-right',
      column.from && FROM[column.from],
      column.className,
    );
  return (
    <div className="@container overflow-x-auto rounded-panel border border-line bg-panel">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="h-10 border-line border-b text-ink-3 text-label">
            {columns.map((column) => (
              <th key={column.key} scope="col" className={cx('whitespace-nowrap font-medium', place(column))}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className="relative h-14 border-line transition-colors duration-150 has-[a[data-row]:focus-visible]:bg-raised [&:not(:last-child)]:border-b [&:has(a[data-row])]:hover:bg-raised"
            >
              {columns.map((column, index) => (
                <td key={column.key} className={cx(place(column), column.cellClassName)}>
                  {index === 0 && rowHref ? (
                    <Link
                      href={rowHref(row)}
                      data-row
                      className="block after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-accent/60 focus-visible:after:-outline-offset-3"
                    >
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <div className="px-4 py-10 text-center text-ink-2">{none}</div>}
    </div>
  );
}
