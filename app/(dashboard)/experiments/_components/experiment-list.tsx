'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FlaskConical, Plus } from 'lucide-react';
import { useState } from 'react';
import { BUSY, LIVE } from '../../../_data/live.ts';
import { useTRPC } from '../../../_data/trpc.ts';
import type { ExperimentSummary } from '../../../_data/types.ts';
import { Button, ButtonLink } from '../../../_ui/button.tsx';
import { DataTable } from '../../../_ui/data-table.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ErrorState } from '../../../_ui/error-state.tsx';
import { FilterTabs } from '../../../_ui/filter-tabs.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { StaleNotice } from '../../../_ui/stale-notice.tsx';
import { TableSkeleton } from '../../../_ui/table-skeleton.tsx';
import { COLUMNS } from './experiment-columns.tsx';
import { type ExperimentTab, filterExperiments, tabsOf } from './filter-experiments.ts';
import { FilterInput } from './filter-input.tsx';

/** All experiments that the person may see, kept up to date. */
export function ExperimentList({ initial }: { initial: ExperimentSummary[] | undefined }) {
  const trpc = useTRPC();
  const [tab, setTab] = useState<ExperimentTab>('all');
  const [text, setText] = useState('');
  const list = useQuery({
    ...trpc.experiments.list.queryOptions(undefined, { placeholderData: keepPreviousData }),
    ...(initial && { initialData: initial }),
    refetchInterval: ({ state }) =>
      state.data?.some((each) => each.state === 'creating' || each.state === 'deleting') ? BUSY : LIVE,
  });
  const newExperiment = (
    <ButtonLink href="/experiments/new" look="primary">
      <Plus aria-hidden />
      New experiment
    </ButtonLink>
  );

  if (!list.data) {
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
  if (list.data.length === 0) {
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
  return (
    <>
      <PageHeader
        title="Experiments"
        actions={
          <>
            {newExperiment}
            <FilterInput value={text} onChange={setText} />
          </>
        }
      />
      <FilterTabs label="Which experiments" tabs={tabsOf(list.data)} selected={tab} onSelect={setTab} />
      {list.error && <StaleNotice since={list.dataUpdatedAt} />}
      <DataTable
        caption="Experiments"
        columns={COLUMNS}
        rows={filterExperiments(list.data, tab, text)}
        rowKey={(experiment) => experiment.name}
        rowHref={(experiment) => `/experiments/${experiment.name}`}
        none={text === '' ? 'There is none of these.' : `No experiment here has “${text}” in its name, owner or state.`}
      />
    </>
  );
}
