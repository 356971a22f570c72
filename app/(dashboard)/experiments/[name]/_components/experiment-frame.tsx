'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { experimentState, isMoving } from '../../../../_data/experiment-state.ts';
import { day } from '../../../../_data/format.ts';
import { BUSY, LIVE } from '../../../../_data/live.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Experiment } from '../../../../_data/types.ts';
import { ButtonLink } from '../../../../_ui/button.tsx';
import { ErrorState } from '../../../../_ui/error-state.tsx';
import { LinkTabs } from '../../../../_ui/link-tabs.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { StaleNotice } from '../../../../_ui/stale-notice.tsx';
import { State } from '../../../../_ui/state.tsx';
import { ExperimentActions } from './experiment-actions.tsx';
import { ExperimentProvider } from './experiment-context.tsx';
import { OperationNotice } from './operation-notice.tsx';
import { OwnerNotice } from './owner-notice.tsx';
import { StoppedNotice } from './stopped-notice.tsx';
import { tabsOf } from './tabs.ts';

/** What stands around every tab of an experiment: its name, state, actions and what is going on with it. */
export function ExperimentFrame({ initial, children }: { initial: Experiment; children: ReactNode }) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.experiments.get.queryOptions({ name: initial.name }),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && changesSoon(state.data) ? BUSY : LIVE),
  });
  const experiment = query.data;
  const { kind, progress, word } = experimentState(experiment);

  if (query.error?.data?.code === 'NOT_FOUND') return <Gone name={initial.name} />;
  return (
    <ExperimentProvider experiment={experiment}>
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
      <LinkTabs label={`Parts of ${experiment.name}`} tabs={tabsOf(experiment)} />
      {query.error && <StaleNotice since={query.dataUpdatedAt} />}
      <OwnerNotice experiment={experiment} />
      <OperationNotice experiment={experiment} />
      <StoppedNotice experiment={experiment} />
      {children}
    </ExperimentProvider>
  );
}

function changesSoon(experiment: Experiment): boolean {
  return isMoving(experiment) || experiment.lab === 'starting' || experiment.code === 'starting';
}

function Gone({ name }: { name: string }) {
  return (
    <>
      <PageHeader parent={{ href: '/experiments', label: 'Experiments' }} title={name} />
      <ErrorState
        title="This experiment is not here any more"
        action={
          <>
            <ButtonLink href="/archives">Archives</ButtonLink>
            <ButtonLink href="/activity">Activity</ButtonLink>
          </>
        }
      >
        It was deleted, archived or no longer shared with you while this page was open. The activity says when and by
        whom.
      </ErrorState>
    </>
  );
}
