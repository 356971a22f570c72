import { sliceOf, unitOf, type Workspace } from '../../shared/names.ts';
import type { GroupReader, GroupUsage } from '../cgroup/reader.ts';
import type { KnownExperiment } from './list.ts';

/** Everything that a page tells about one experiment. */
export interface ExperimentUsage extends GroupUsage {
  name: string;
  state: string;
  diskBytes: number | null;
  diskLimitBytes: number | null;
  /** Whether each workspace's unit is active; null when the service manager did not answer. */
  up: Record<Workspace, boolean | null>;
}

const NOTHING: GroupUsage = { cpuSeconds: null, memoryBytes: null, memoryLimitBytes: null, tasks: null };

/**
 * Reads the slice of an experiment's account. `states` are the units in the service manager's memory; where it did not answer the
 * control groups tell by themselves. Where nothing runs there is no slice: nothing is known then, and nothing is read.
 */
export async function readExperiment(
  experiment: KnownExperiment,
  reader: GroupReader | null,
  states: ReadonlyMap<string, string> | null,
): Promise<ExperimentUsage> {
  const { name, uid, state, diskBytes, diskLimitBytes } = experiment;
  const slice = uid === null ? null : sliceOf(uid);
  const isThere = slice !== null && (states === null || states.has(slice));
  const usage = isThere && reader ? await reader.usage(`user.slice/${slice}`) : NOTHING;
  const up = (workspace: Workspace) => states && states.get(unitOf(name, workspace)) === 'active';
  return { ...usage, name, state, diskBytes, diskLimitBytes, up: { lab: up('lab'), code: up('code') } };
}
