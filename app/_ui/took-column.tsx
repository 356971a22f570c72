import { duration } from '../_data/format.ts';
import type { Column } from './data-table.tsx';
import { Unknown } from './unknown.tsx';

/** How long something took, once it has ended. Times are ISO 8601. */
export const TOOK_COLUMN: Column<{ startedAt: string | null; finishedAt: string | null }> = {
  key: 'took',
  header: 'Took',
  align: 'right',
  from: 'md',
  className: 'whitespace-nowrap',
  cell: ({ startedAt, finishedAt }) =>
    startedAt && finishedAt ? duration(Date.parse(finishedAt) - Date.parse(startedAt)) : <Unknown />,
};
