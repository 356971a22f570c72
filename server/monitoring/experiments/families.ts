import { WORKSPACES } from '../../shared/names.ts';
import type { Family } from '../exposition.ts';
import type { ExperimentUsage } from './usage.ts';

/** The metrics of experiments. Names and meanings are documented in docs/operations/metrics.md. */
export function experimentFamilies(usages: readonly ExperimentUsage[]): Family[] {
  const metric = (
    name: string,
    type: Family['type'],
    help: string,
    value: (usage: ExperimentUsage) => number | null,
  ) => ({
    name: `homelab_experiment_${name}`,
    type,
    help,
    samples: usages.map((usage) => ({ labels: { experiment: usage.name }, value: value(usage) })),
  });
  return [
    {
      name: 'homelab_experiment_info',
      type: 'gauge',
      help: 'Always 1; the labels tell the state of the experiment.',
      samples: usages.map(({ name, state }) => ({ labels: { experiment: name, state }, value: 1 })),
    },
    metric(
      'cpu_seconds_total',
      'counter',
      'CPU time used by everything in the slice of the experiment since the slice was made. Absent while nothing runs; starts again when the slice is made again.',
      (usage) => usage.cpuSeconds,
    ),
    metric(
      'memory_bytes',
      'gauge',
      'Working set of the slice: memory charged to it without inactive file cache. Absent while nothing runs.',
      (usage) => usage.memoryBytes,
    ),
    metric(
      'memory_limit_bytes',
      'gauge',
      'Hard memory limit of the slice that the kernel enforces now. Absent while nothing runs or without a limit.',
      (usage) => usage.memoryLimitBytes,
    ),
    metric('tasks', 'gauge', 'Processes and threads in the slice. Absent while nothing runs.', (usage) => usage.tasks),
    metric(
      'disk_bytes',
      'gauge',
      'Disk space that the home takes, as it was last measured: every ten minutes while anything runs, more often near its limit, seldom while nothing does. Absent until it is measured.',
      (usage) => usage.diskBytes,
    ),
    metric(
      'disk_limit_bytes',
      'gauge',
      'Size of the home at which the experiment is stopped, or with quotas cannot write.',
      (usage) => usage.diskLimitBytes,
    ),
    {
      name: 'homelab_experiment_workspace_up',
      type: 'gauge',
      help: '1 when the unit of the workspace is active, else 0. Absent when the service manager does not answer.',
      samples: usages.flatMap(({ name, up }) =>
        WORKSPACES.map((workspace) => ({ labels: { experiment: name, workspace }, value: asNumber(up[workspace]) })),
      ),
    },
  ];
}

function asNumber(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}
