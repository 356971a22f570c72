'use client';

import type { DriftFinding, IdlingView, LimitsView, Metrics } from '../../../../../_data/types.ts';
import { can, useExperiment } from '../../_components/experiment-context.tsx';
import { AccountPanel } from './account-panel.tsx';
import { DatabasePanel } from './database-panel.tsx';
import { DiskNotice } from './disk-notice.tsx';
import { DriftNotices } from './drift-notices.tsx';
import { IdleNotice } from './idle-notice.tsx';
import { MetricPanels } from './metric-panels.tsx';
import { RepositoryPanel } from './repository-panel.tsx';
import { WorkspacePanel } from './workspace-panel.tsx';

interface Props {
  initial: {
    metrics: Metrics | undefined;
    idling: IdlingView | undefined;
    limits: LimitsView | undefined;
    drift: DriftFinding[] | undefined;
  };
}

/** An experiment with its parts as they are on the machine, and what a person would ask first. */
export function Overview({ initial }: Props) {
  const experiment = useExperiment();
  const ready = experiment.state === 'ready';
  return (
    <>
      {ready && <IdleNotice experiment={experiment} initial={initial.idling} />}
      <DiskNotice experiment={experiment} initial={initial.limits} />
      <DriftNotices experiment={experiment} initial={initial.drift} />
      <div className="grid gap-4 lg:grid-cols-2">
        {ready && <WorkspacePanel experiment={experiment} workspace="lab" />}
        {ready && <WorkspacePanel experiment={experiment} workspace="code" />}
        {ready && can(experiment, 'metrics') && <MetricPanels experiment={experiment} initial={initial.metrics} />}
        <DatabasePanel experiment={experiment} />
        <RepositoryPanel experiment={experiment} />
        <AccountPanel experiment={experiment} />
      </div>
    </>
  );
}
