import { experimentState } from '../../../_data/experiment-state.ts';
import { bytes, bytesOf, cores } from '../../../_data/format.ts';
import type { ExperimentSummary } from '../../../_data/types.ts';
import type { Column } from '../../../_ui/data-table.tsx';
import { Meter } from '../../../_ui/meter.tsx';
import { Sparkline } from '../../../_ui/sparkline.tsx';
import { State } from '../../../_ui/state.tsx';
import { Time } from '../../../_ui/time.tsx';
import { Unknown } from '../../../_ui/unknown.tsx';
import { WorkspaceChip } from './workspace-chip.tsx';

const unknown = <Unknown />;

const NAME: Column<ExperimentSummary> = {
  key: 'name',
  header: 'Name',
  sort: 'name',
  className: 'max-w-[220px] @max-[620px]:w-[55%] @max-[620px]:max-w-0',
  cell: ({ name, displayName }) => (
    <>
      <span className="block truncate font-semibold">{name}</span>
      {displayName !== '' && <span className="block truncate text-ink-3 text-label">{displayName}</span>}
    </>
  ),
};

const OWNER: Column<ExperimentSummary> = {
  key: 'owner',
  header: 'Owner',
  sort: 'owner',
  from: 'md',
  className: 'max-w-[128px] truncate pl-6',
  cellClassName: 'text-ink-2',
  cell: ({ owner, ownerMissing }) =>
    ownerMissing ? <span title="This account is no longer on the machine.">{owner}, gone</span> : owner,
};

export const COLUMNS: readonly Column<ExperimentSummary>[] = [
  NAME,
  {
    key: 'state',
    header: 'State',
    sort: 'state',
    className: '@min-[480px]:whitespace-nowrap',
    cell: (experiment) => {
      const { kind, progress, word } = experimentState(experiment);
      return (
        <State kind={kind} progress={progress}>
          {word}
        </State>
      );
    },
  },
  {
    key: 'open',
    header: 'Open',
    from: 'lg',
    cell: (experiment) => (
      <div className="flex gap-1.5">
        <WorkspaceChip experiment={experiment} workspace="lab" />
        <WorkspaceChip experiment={experiment} workspace="code" />
      </div>
    ),
  },
  {
    key: 'cpu',
    header: 'CPU, last hour',
    from: 'xl',
    cell: ({ cpu }) => {
      const last = cpu?.at(-1);
      if (!cpu || cpu.length < 2 || last === undefined) return unknown;
      return <Sparkline values={cpu} label={`${cores(last)} cores now, ${cores(Math.max(...cpu))} at most`} />;
    },
  },
  {
    key: 'memory',
    header: 'Memory',
    from: 'lg',
    cell: ({ memoryBytes, memoryMaxBytes }) =>
      memoryBytes === null ? (
        unknown
      ) : (
        <Meter value={memoryBytes} max={memoryMaxBytes} label={bytesOf(memoryBytes, memoryMaxBytes)} />
      ),
  },
  {
    key: 'disk',
    header: 'Disk',
    align: 'right',
    from: 'md',
    className: 'whitespace-nowrap',
    cell: ({ diskBytes }) => (diskBytes === null ? unknown : bytes(diskBytes)),
  },
  OWNER,
  {
    key: 'active',
    header: 'Active',
    align: 'right',
    from: 'md',
    className: 'whitespace-nowrap',
    cellClassName: 'text-ink-3',
    cell: ({ activeAt }) => (activeAt === null ? unknown : <Time at={activeAt} />),
  },
];

/** An archived experiment has nothing that runs; what matters is its archive. */
export const ARCHIVED_COLUMNS: readonly Column<ExperimentSummary>[] = [
  NAME,
  {
    key: 'state',
    header: 'State',
    className: '@min-[480px]:whitespace-nowrap',
    cell: (experiment) => {
      if (experiment.archive?.state === 'damaged') return <State kind="bad">Archive damaged</State>;
      const { kind, progress, word } = experimentState(experiment);
      return (
        <State kind={kind} progress={progress}>
          {word}
        </State>
      );
    },
  },
  {
    key: 'size',
    header: 'Archive',
    align: 'right',
    from: 'md',
    className: 'whitespace-nowrap',
    cell: ({ archive }) => (archive?.bytes === null || !archive ? unknown : bytes(archive.bytes)),
  },
  OWNER,
  {
    key: 'archived',
    header: 'Archived',
    align: 'right',
    from: 'md',
    className: 'whitespace-nowrap',
    cellClassName: 'text-ink-3',
    cell: ({ archive }) => (archive ? <Time at={archive.createdAt} /> : unknown),
  },
];
