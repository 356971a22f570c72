'use client';

import { useQuery } from '@tanstack/react-query';
import { Cpu, MemoryStick } from 'lucide-react';
import { bytes, cores } from '../../../../../_data/format.ts';
import { useTRPC } from '../../../../../_data/trpc.ts';
import type { Experiment, MetricPoint, Metrics } from '../../../../../_data/types.ts';
import { can } from '../../_components/experiment-context.tsx';
import { MetricPanel } from './metric-panel.tsx';

/** How often the history is asked again: a sample comes every 60 s at most. */
const HISTORY_MS = 15_000;

/** CPU and memory of the last hour, against the limits of the experiment. */
export function MetricPanels({ experiment, initial }: { experiment: Experiment; initial: Metrics | undefined }) {
  const trpc = useTRPC();
  const { name, limits } = experiment;
  const query = useQuery({
    ...trpc.metrics.get.queryOptions({ name }),
    ...(initial && { initialData: initial }),
    refetchInterval: HISTORY_MS,
  });
  const metrics = query.data;
  const problem = metrics?.problem ?? query.error?.message ?? null;
  const allowed = limits.cpuPercent / 100;
  const running = [experiment.lab, experiment.code].some((state) => state === 'running' || state === 'starting');
  const none = running
    ? 'The first line comes after a few minutes.'
    : `Nothing of it ran in the last hour.${can(experiment, 'open') ? ' Opening JupyterLab or code-server starts it.' : ''}`;
  const highest = peak(metrics?.memory);
  return (
    <>
      <MetricPanel
        title="CPU"
        icon={Cpu}
        now={metrics?.cpuCores ?? null}
        format={cores}
        note={`of ${allowed === 1 ? '1 core' : `${allowed} cores`}`}
        points={metrics?.cpu ?? []}
        limit={allowed}
        problem={problem}
        none={none}
      />
      <MetricPanel
        title="Memory"
        icon={MemoryStick}
        now={metrics?.memoryBytes ?? null}
        format={bytes}
        note={`of ${bytes(limits.memoryMaxBytes)}${highest === null ? '' : `, peak ${bytes(highest)}`}`}
        points={metrics?.memory ?? []}
        limit={limits.memoryMaxBytes}
        problem={problem}
        none={none}
      />
    </>
  );
}

function peak(points: readonly MetricPoint[] | undefined): number | null {
  const values = points?.flatMap(({ v }) => (v === null ? [] : [v])) ?? [];
  return values.length === 0 ? null : Math.max(...values);
}
