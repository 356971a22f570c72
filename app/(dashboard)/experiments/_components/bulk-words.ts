import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '../../../../server/trpc/router.ts';
import type { ExperimentSummary } from '../../../_data/types.ts';

export type BulkAction = inferRouterInputs<AppRouter>['experiments']['bulk']['action'];

interface Words {
  button: string;
  /** The question, of "3 experiments" or of a name. */
  title: (what: string) => string;
  description: string;
  /** The words typed out, before the number; null: nothing is asked for. */
  confirmation: 'archive' | 'delete' | null;
  busy: string;
  /** States in which the platform takes the wish; others are refused one by one. */
  from: readonly ExperimentSummary['state'][];
}

/** What is asked before one thing is done to several experiments. */
export const BULK_WORDS: Record<BulkAction, Words> = {
  start: {
    button: 'Start',
    title: (what) => `Start ${what}?`,
    description: 'JupyterLab and code-server start when they are opened.',
    confirmation: null,
    busy: 'Starting',
    from: ['stopped'],
  },
  stop: {
    button: 'Stop',
    title: (what) => `Stop ${what}?`,
    description: 'Everything that runs ends, notebooks included. Files, databases and repositories stay.',
    confirmation: null,
    busy: 'Stopping',
    from: ['ready'],
  },
  restart: {
    button: 'Restart',
    title: (what) => `Restart ${what}?`,
    description: 'Everything that runs ends, notebooks included, and what was open starts again.',
    confirmation: null,
    busy: 'Restarting',
    from: ['ready'],
  },
  archive: {
    button: 'Archive',
    title: (what) => `Archive ${what}?`,
    description:
      'Each is packed, read back and compared, and only then taken off this machine. What runs in it ends. From its archive it can be restored at any time.',
    confirmation: 'archive',
    busy: 'Archiving',
    from: ['ready', 'stopped'],
  },
  remove: {
    button: 'Delete',
    title: (what) => `Delete ${what}?`,
    description: 'This cannot be undone. There is no copy on this machine afterwards; snapshots go too.',
    confirmation: 'delete',
    busy: 'Deleting',
    from: ['ready', 'stopped', 'failed'],
  },
};

/** "3 experiments", or the name of the only one. */
export function countOf(experiments: readonly Pick<ExperimentSummary, 'name'>[]): string {
  const [only] = experiments;
  return experiments.length === 1 && only ? only.name : `${experiments.length} experiments`;
}
