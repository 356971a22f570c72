import type { StepRecord } from '../../db/schema/index.ts';
import { readWorkspaces } from '../../services/experiments/workspace-states.ts';
import { unavailable } from '../../shared/errors.ts';
import { WORKSPACES, type Workspace } from '../../shared/names.ts';
import type { StepContext } from '../step.ts';

/**
 * Writes down which workspaces run, unless an earlier try of the step did: by now they may have been ended. What an earlier operation
 * wrote down, which this one tries anew, is added to.
 */
export async function recordRunning({ subject, recorded, record }: StepContext): Promise<void> {
  if (recorded.lab !== undefined && recorded.earlier !== true) return;
  const views = (await readWorkspaces([subject.name])).get(subject.name);
  if (!views || WORKSPACES.some((workspace) => views[workspace].state === 'unknown')) {
    throw unavailable('systemd does not answer. Try again in a minute.');
  }
  const runs = (state: string) => state === 'running' || state === 'starting';
  const ran = (workspace: Workspace) => runs(views[workspace].state) || recorded[workspace] === true;
  await record({ lab: ran('lab'), code: ran('code'), earlier: false });
}

/** Starts the workspaces that ran when `recorded` was written. */
export async function startRecorded(ctx: StepContext, recorded: StepRecord): Promise<void> {
  for (const workspace of WORKSPACES) {
    if (recorded[workspace] !== true) continue;
    const { actor, signal, line } = ctx;
    await ctx.provisioner('unit.start', { name: ctx.subject.name, workspace }, { actor, signal, onProgress: line });
  }
}
