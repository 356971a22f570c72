import { isExperimentName, unitOf, WORKSPACES, type Workspace } from '../../shared/names.ts';
import { listActiveUnits, readUnits } from '../../system/systemd.ts';

/** A workspace whose unit is active, and since when. */
export interface RunningWorkspace {
  name: string;
  workspace: Workspace;
  since: Date;
}

/** Every workspace that runs on this machine. Two questions to systemd, whatever the number of experiments. */
export async function readRunning(): Promise<RunningWorkspace[]> {
  const units = await listActiveUnits(WORKSPACES.map((workspace) => unitOf('*', workspace)));
  const states = await readUnits(units);
  return [...states.values()].flatMap(({ unit, activeState, activeSince }) => {
    const [, workspace, name] = /^experiment-(lab|code)@(.+)\.service$/.exec(unit) ?? [];
    const known = WORKSPACES.find((one) => one === workspace);
    if (!known || !isExperimentName(name) || activeState !== 'active' || activeSince === null) return [];
    return [{ name, workspace: known, since: activeSince }];
  });
}
