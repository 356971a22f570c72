import type { GroupReader } from './cgroup/reader.ts';
import { experimentFamilies } from './experiments/families.ts';
import type { ExperimentList, KnownExperiment } from './experiments/list.ts';
import { readExperiment } from './experiments/usage.ts';
import { renderPage } from './exposition.ts';
import type { LogReceiver } from './logs/receive.ts';
import { machineFamilies } from './machine/families.ts';
import { readMachine } from './machine/machine.ts';
import type { UnitStates } from './machine/units.ts';

/** Where the figures come from. */
export interface Sources {
  /** Null where no control groups are mounted. */
  groups: GroupReader | null;
  experiments: ExperimentList;
  units: UnitStates;
  /** What experiments post goes there. */
  logs: LogReceiver;
}

/** The page with the machine, the platform's units and every experiment. */
export async function collectAll(sources: Sources): Promise<string> {
  const known = [...(await sources.experiments.read()).values()];
  const { platform, experiments } = await sources.units.read();
  const machine = await readMachine(sources.groups);
  const units = await Promise.all(
    platform.map(async ({ unit, group, status }) => {
      const usage = await sources.groups?.usage(group);
      return {
        unit,
        up: status?.loaded ? status.activeState === 'active' : null,
        memoryBytes: usage?.memoryBytes ?? null,
      };
    }),
  );
  const usages = await Promise.all(known.map((one) => readExperiment(one, sources.groups, experiments)));
  return renderPage([...machineFamilies(machine, units), ...experimentFamilies(usages)]);
}

/** The page of one experiment, which holds nothing about any other. */
export async function collectOne(sources: Sources, experiment: KnownExperiment): Promise<string> {
  const { experiments } = await sources.units.read();
  return renderPage(experimentFamilies([await readExperiment(experiment, sources.groups, experiments)]));
}

/** What is not as it should be, without any name; empty when all is well. */
export async function problems(sources: Sources): Promise<string[]> {
  await sources.experiments.read();
  const accounting = sources.groups === null ? 'No control groups are mounted, so CPU and memory are unknown.' : null;
  return [sources.experiments.problem, sources.units.problem, accounting].filter((problem) => problem !== null);
}
