import { sliceOf, unitOf, WORKSPACES, type Workspace } from '../../shared/names.ts';
import type { UnitStatus } from '../../system/systemd.ts';
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

/** Reads the slice of an experiment's account. Where nothing runs there is no slice, and nothing is known. */
export async function readExperiment(
  experiment: KnownExperiment,
  reader: GroupReader | null,
  units: ReadonlyMap<string, UnitStatus>,
): Promise<ExperimentUsage> {
  const { name, uid, state, diskBytes, diskLimitBytes } = experiment;
  const usage = uid === null || reader === null ? NOTHING : await reader.usage(`user.slice/${sliceOf(uid)}`);
  const up = (workspace: Workspace) => {
    const unit = units.get(unitOf(name, workspace));
    return unit ? unit.activeState === 'active' : null;
  };
  return { ...usage, name, state, diskBytes, diskLimitBytes, up: { lab: up('lab'), code: up('code') } };
}

/** The units of the workspaces of these experiments. */
export function workspaceUnits(experiments: Iterable<KnownExperiment>): string[] {
  return [...experiments].flatMap(({ name }) => WORKSPACES.map((workspace) => unitOf(name, workspace)));
}
