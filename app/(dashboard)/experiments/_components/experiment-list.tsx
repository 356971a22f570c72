'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FlaskConical, Plus } from 'lucide-react';
import { experimentHref } from '../../../_data/experiment-href.ts';
import { isMoving } from '../../../_data/experiment-state.ts';
import { BUSY, LIVE } from '../../../_data/live.ts';
import { useTRPC } from '../../../_data/trpc.ts';
import type { ExperimentPage, ExperimentSummary } from '../../../_data/types.ts';
import { Button, ButtonLink } from '../../../_ui/button.tsx';
import { DataTable } from '../../../_ui/data-table.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ErrorState } from '../../../_ui/error-state.tsx';
import { FilterInput } from '../../../_ui/filter-input.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { Pager } from '../../../_ui/pager.tsx';
import { StaleNotice } from '../../../_ui/stale-notice.tsx';
import { TableSkeleton } from '../../../_ui/table-skeleton.tsx';
import { useSelection } from '../../../_ui/use-selection.ts';
import { ARCHIVED_COLUMNS, COLUMNS } from './experiment-columns.tsx';
import { type ListQuery, readAddress, writeAddress } from './list-address.ts';
import { ListControls } from './list-controls.tsx';
import { NoneFound } from './none-found.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useListAddress } from './use-list-address.ts';

interface Props {
  /** The page that the server put together already, and what was asked for. */
  initial: { query: ListQuery; page: ExperimentPage } | undefined;
}

/** The experiments that the person may see, a page at a time, kept up to date. The server searches, sorts and counts. */
export function ExperimentList({ initial }: Props) {
  const trpc = useTRPC();
  const { query, go, adjust } = useListAddress();
  const list = useQuery({
    ...trpc.experiments.list.queryOptions(query, { placeholderData: keepPreviousData }),
    ...(initial && writeAddress(initial.query) === writeAddress(query) && { initialData: initial.page }),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? BUSY : LIVE),
  });
  const { selection, selected, clear } = useSelection<ExperimentSummary>({
    rowKey: (row) => row.id,
    label: (row) => `Select ${row.name}`,
    allLabel: 'Select all on this page',
    canSelect: (row) => row.state !== 'archived',
  });
  // What is ticked belongs to what is looked at; only paging and sorting keep it.
  const show = (change: Partial<ListQuery>) => {
    clear();
    go(change);
  };
  const sorting = {
    by: query.sort,
    descending: query.descending,
    onSort: (by: string) => go(nextOrder(query, by)),
  };
  const newExperiment = (
    <ButtonLink href="/experiments/new" look="primary">
      <Plus aria-hidden />
      New experiment
    </ButtonLink>
  );
  const { data } = list;

  if (!data) {
    return (
      <>
        <PageHeader title="Experiments" actions={newExperiment} />
        {list.error ? (
          <ErrorState
            title="The experiments could not be loaded"
            action={<Button onClick={() => list.refetch()}>Try again</Button>}
          >
            {list.error.message}
          </ErrorState>
        ) : (
          <TableSkeleton />
        )}
      </>
    );
  }
  if (data.counts.all === 0 && query.search === '' && !query.mine && !list.isPlaceholderData) {
    return (
      <>
        <PageHeader title="Experiments" />
        <EmptyState icon={FlaskConical} title="No experiments yet" action={newExperiment}>
          An experiment gets a system user, a database, a repository, JupyterLab and code-server of its own, in about
          three seconds.
        </EmptyState>
      </>
    );
  }
  const archived = query.filter === 'archived';
  return (
    <>
      <PageHeader
        title="Experiments"
        actions={
          <>
            {newExperiment}
            <FilterInput
              label="Search by name, display name or owner"
              placeholder="Search name or owner"
              value={query.search}
              onChange={(search) => {
                clear();
                (query.search === '' ? go : adjust)({ search });
              }}
              className="md:order-first"
            />
          </>
        }
      />
      <ListControls query={query} counts={data.counts} onShow={show} onSort={go} />
      {list.error && <StaleNotice since={list.dataUpdatedAt} />}
      <DataTable
        caption="Experiments"
        columns={archived ? ARCHIVED_COLUMNS : COLUMNS}
        rows={data.items}
        rowKey={(experiment) => experiment.id}
        rowHref={experimentHref}
        selection={archived ? undefined : selection}
        sorting={sorting}
        waiting={list.isPlaceholderData}
        none={<NoneFound query={query} total={data.total} onShow={show} />}
      />
      <Pager page={data.page} pageSize={data.pageSize} total={data.total} onPage={(page) => go({ page })} />
      <SelectionBar selected={selected} shown={data.items} onClear={clear} />
    </>
  );
}

/** A second press on a column turns the order round. */
function nextOrder(query: ListQuery, by: string): Pick<ListQuery, 'sort' | 'descending'> {
  if (by === query.sort) return { sort: query.sort, descending: !query.descending };
  const { sort, descending } = readAddress(new URLSearchParams({ sort: by }));
  return { sort, descending };
}
