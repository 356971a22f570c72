import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

export interface Sorting {
  by: string;
  descending: boolean;
  onSort: (by: string) => void;
}

/** The head of a column; where the list can be put in its order, a button that does so, and the other way round. */
export function SortHeader({
  sort,
  sorting,
  className,
  children,
}: {
  sort: string | undefined;
  sorting: Sorting | undefined;
  className: string;
  children: ReactNode;
}) {
  // A column of buttons has no name, and a head without one is no head.
  if (children === '') return <td className={className} />;
  if (sort === undefined || !sorting) {
    return (
      <th scope="col" className={className}>
        {children}
      </th>
    );
  }
  const current = sorting.by === sort;
  const Arrow = current && sorting.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={current ? (sorting.descending ? 'descending' : 'ascending') : undefined}
      className={className}
    >
      <button
        type="button"
        onClick={() => sorting.onSort(sort)}
        className={cx(
          'group -mx-1.5 inline-flex h-7 items-center gap-1 rounded-control px-1.5 font-medium transition-colors duration-150 hover:text-ink max-md:h-10',
          current && 'text-ink',
        )}
      >
        {children}
        <Arrow
          aria-hidden
          className={cx('size-3', !current && 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100')}
        />
      </button>
    </th>
  );
}
