'use client';

import { useQuery } from '@tanstack/react-query';
import { experimentState } from '../../../../_data/experiment-state.ts';
import { day } from '../../../../_data/format.ts';
import { BUSY, LIVE } from '../../../../_data/live.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Experiment, Metrics } from '../../../../_data/types.ts';
import { ButtonLink } from '../../../../_ui/button.tsx';
import { ErrorState } from '../../../../_ui/error-state.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { StaleNotice } from '../../../../_ui/stale-notice.tsx';
import { State } from '../../../../_ui/state.tsx';
import { AccountPanel } from './account-panel.tsx';
import { DatabasePanel } from './database-panel.tsx';
import { ExperimentActions } from './experiment-actions.tsx';
import { MetricPanels } from './metric-panels.tsx';
import { OperationNotice } from './operation-notice.tsx';
import { RepositoryPanel } from './repository-panel.tsx';
import { WorkspacePanel } from './workspace-panel.tsx';

/** An experiment with its parts as they are on the machine, kept up to date. */
export function ExperimentView({
  initial,
  initialMetrics,
}: {
  initial: Experiment;
  initialMetrics: Metrics | undefined;
}) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.experiments.get.queryOptions({ name: initial.name }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? BUSY : LIVE),
  });
  const experiment = query.data;
  const { kind, progress, word } = experimentState(experiment);
  const ready = experiment.state === 'ready';

  if (query.error?.data?.code === 'NOT_FOUND') return <Gone name={initial.name} />;
  return (
    <>
      <PageHeader
        parent={{ href: '/experiments', label: 'Experiments' }}
        title={experiment.name}
        state={
          <State kind={kind} progress={progress}>
            {word}
          </State>
        }
        actions={<ExperimentActions experiment={experiment} />}
        description={
          <span suppressHydrationWarning>
            {[experiment.displayName, experiment.owner, `created ${day(experiment.createdAt)}`]
              .filter(Boolean)
              .join(' · ')}
          </span>
        }
      />
      {query.error && <StaleNotice since={query.dataUpdatedAt} />}
      {!ready && <OperationNotice experiment={experiment} />}
      <div className="grid gap-4 lg:grid-cols-2">
        {ready && <WorkspacePanel experiment={experiment} workspace="lab" />}
        {ready && <WorkspacePanel experiment={experiment} workspace="code" />}
        {ready && <MetricPanels experiment={experiment} initial={initialMetrics} />}
        <DatabasePanel experiment={experiment} />
        <RepositoryPanel experiment={experiment} />
        <AccountPanel experiment={experiment} />
      </div>
    </>
  );
}

function isMoving({ state, lab, code }: Experiment): boolean {
  return state === 'creating' || state === 'deleting' || lab === 'starting' || code === 'starting';
}

function Gone({ name }: { name: string }) {
  return (
    <>
      <PageHeader parent={{ href: '/experiments', label: 'Experiments' }} title={name} />
      <ErrorState
        title="This experiment does not exist any more"
        action={<ButtonLink href="/activity">Activity</ButtonLink>}
      >
        It was deleted while this page was open. The activity says when and by whom.
      </ErrorState>
    </>
  );
}
