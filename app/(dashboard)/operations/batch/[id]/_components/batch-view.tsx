'use client';

import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { recallRefusals } from '../../../../../_data/batch-refusals.ts';
import { duration } from '../../../../../_data/format.ts';
import { BUSY, LIVE } from '../../../../../_data/live.ts';
import { useTRPC } from '../../../../../_data/trpc.ts';
import type { Batch } from '../../../../../_data/types.ts';
import { Button, ButtonLink } from '../../../../../_ui/button.tsx';
import { DataTable } from '../../../../../_ui/data-table.tsx';
import { ErrorState } from '../../../../../_ui/error-state.tsx';
import { PageHeader } from '../../../../../_ui/page-header.tsx';
import { StaleNotice } from '../../../../../_ui/stale-notice.tsx';
import { TableSkeleton } from '../../../../../_ui/table-skeleton.tsx';
import { Time } from '../../../../../_ui/time.tsx';
import { BatchActions } from './batch-actions.tsx';
import { BATCH_COLUMNS } from './batch-columns.tsx';
import { BatchProgress } from './batch-progress.tsx';
import { batchTitle, left } from './batch-words.ts';
import { Refusals } from './refusals.tsx';

const PARENT = { href: '/activity', label: 'Activity' };

/** What became of one request on several experiments: how many are done, each of them, and what was not accepted. */
export function BatchView({ batchId, initial }: { batchId: string; initial: Batch | undefined }) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.operations.batch.queryOptions({ batchId }),
    ...(initial && { initialData: initial }),
    refetchInterval: ({ state }) => (!state.data ? false : left(state.data) > 0 ? BUSY : LIVE * 6),
  });
  const refusals = useRefusals(batchId);
  const batch = query.data;
  if (!batch) {
    const known = refusals.length > 0;
    return (
      <div className="max-w-[860px]">
        <PageHeader title={known ? 'Nothing was accepted' : 'Several at once'} parent={PARENT} />
        {known && <Refusals refusals={refusals} />}
        {!known && query.isPending && <TableSkeleton />}
        {!known && query.error && (
          <ErrorState
            title="The progress could not be loaded"
            action={<Button onClick={() => query.refetch()}>Try again</Button>}
          >
            {query.error.message}
          </ErrorState>
        )}
        {known && (
          <ButtonLink href="/experiments" className="mt-4">
            Experiments
          </ButtonLink>
        )}
      </div>
    );
  }
  const took = tookOf(batch);
  return (
    <div className="max-w-[860px]">
      <PageHeader
        title={batchTitle(batch)}
        parent={PARENT}
        description={
          <>
            {batch.operations[0]?.requestedBy} · <Time at={batch.createdAt} />
            {took !== null && <> · took {duration(took)}</>}
          </>
        }
        actions={<BatchActions batch={batch} />}
      />
      {query.error && <StaleNotice since={query.dataUpdatedAt} />}
      <BatchProgress batch={batch} />
      {refusals.length > 0 && <Refusals refusals={refusals} />}
      <DataTable
        caption="What was asked for, one by one"
        columns={batch.counts.failed > 0 ? BATCH_COLUMNS : BATCH_COLUMNS.filter(({ key }) => key !== 'why')}
        rows={batch.operations}
        rowKey={(operation) => operation.id}
        rowHref={(operation) => `/operations/${operation.id}`}
      />
      {left(batch) > 0 && (
        <p className="mt-3.5 text-ink-2 text-small">
          You can leave this page. If the machine stops now, this goes on where it was.
        </p>
      )}
    </div>
  );
}

/** From the request to the last end, once there is nothing left to do. */
function tookOf(batch: Batch): number | null {
  if (left(batch) > 0) return null;
  const ends = batch.operations.flatMap(({ finishedAt }) => (finishedAt ? [Date.parse(finishedAt)] : []));
  return ends.length === 0 ? null : Math.max(...ends) - Date.parse(batch.createdAt);
}

const NONE: ReturnType<typeof recallRefusals> = [];
const known = new Map<string, typeof NONE>();

/** What this tab was told when it asked; nothing while the page is put together by the server. */
function useRefusals(batchId: string) {
  return useSyncExternalStore(
    () => () => {},
    () => {
      const kept = known.get(batchId) ?? recallRefusals(batchId);
      known.set(batchId, kept);
      return kept;
    },
    () => NONE,
  );
}
