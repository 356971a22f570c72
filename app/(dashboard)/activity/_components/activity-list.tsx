'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Activity } from 'lucide-react';
import { operationState, operationTitle } from '../../../_data/experiment-state.ts';
import { LIVE } from '../../../_data/live.ts';
import { useTRPC, useTRPCClient } from '../../../_data/trpc.ts';
import type { OperationPage, OperationSummary } from '../../../_data/types.ts';
import { Button } from '../../../_ui/button.tsx';
import { type Column, DataTable } from '../../../_ui/data-table.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ErrorState } from '../../../_ui/error-state.tsx';
import { ShowEarlier } from '../../../_ui/show-earlier.tsx';
import { State } from '../../../_ui/state.tsx';
import { TableSkeleton } from '../../../_ui/table-skeleton.tsx';
import { Time } from '../../../_ui/time.tsx';
import { TOOK_COLUMN } from '../../../_ui/took-column.tsx';

const COLUMNS: readonly Column<OperationSummary>[] = [
  {
    key: 'what',
    header: 'What',
    className: '@max-[620px]:w-[58%] @max-[620px]:max-w-0',
    cellClassName: 'font-medium',
    cell: (operation) => <span className="block truncate">{operationTitle(operation)}</span>,
  },
  {
    key: 'state',
    header: 'State',
    cell: (operation) => {
      const { kind, word } = operationState(operation);
      return <State kind={kind}>{word}</State>;
    },
  },
  { key: 'by', header: 'By', from: 'md', cellClassName: 'text-ink-2', cell: ({ requestedBy }) => requestedBy },
  TOOK_COLUMN,
  {
    key: 'when',
    header: 'Asked for',
    align: 'right',
    from: 'md',
    className: 'whitespace-nowrap',
    cellClassName: 'text-ink-3',
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
];

/** Operations, newest first; more are loaded when asked for. */
export function ActivityList({ initial }: { initial: OperationPage | undefined }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const list = useInfiniteQuery({
    queryKey: [...trpc.operations.list.queryKey(), 'pages'],
    queryFn: ({ pageParam }) => client.operations.list.query(pageParam === null ? {} : { before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    ...(initial && { initialData: { pages: [initial], pageParams: [null] } }),
    refetchInterval: LIVE,
  });
  if (!list.data) {
    if (!list.error) return <TableSkeleton />;
    return (
      <ErrorState
        title="The activity could not be loaded"
        action={<Button onClick={() => list.refetch()}>Try again</Button>}
      >
        {list.error.message}
      </ErrorState>
    );
  }
  const operations = list.data.pages.flatMap((page) => page.items);
  if (operations.length === 0) {
    return (
      <EmptyState icon={Activity} title="Nothing happened yet">
        Everything that is done with experiments, from creating to archiving, is listed here with its steps, who asked
        for it and how long it took.
      </EmptyState>
    );
  }
  return (
    <>
      <DataTable
        caption="Operations, newest first"
        columns={COLUMNS}
        rows={operations}
        rowKey={(operation) => operation.id}
        rowHref={(operation) => `/operations/${operation.id}`}
      />
      <ShowEarlier list={list} />
    </>
  );
}
