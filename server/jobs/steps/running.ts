import type { StepRecord } from '../../db/schema/index.ts';
import { readWorkspaces } from '../../services/experiments/workspace-states.ts';
import { unavailable } from '../../shared/errors.ts';
import { WORKSPACES } from '../../shared/names.ts';
import type { StepContext } from '../step.ts';

/** Writes down which workspaces run, unless an earlier try of the step did: by now they may have been ended. */
export async function recordRunning({ subject, recorded, record }: StepContext): Promise<void> {
  if (recorded.lab !== undefined) return;
  const views = (await readWorkspaces([subject.name])).get(subject.name);
  if (!views || WORKSPACES.some((workspace) => views[workspace].state === 'unknown')) {
    throw unavailable('systemd does not answer. Try again in a minute.');
  }
  const runs = (state: string) => state === 'running' || state === 'starting';
  await record({ lab: runs(views.lab.state), code: runs(views.code.state) });
}

/** Starts the workspaces that ran when `recorded` was written. */
export async function startRecorded(ctx: StepContext, recorded: StepRecord): Promise<void> {
  for (const workspace of WORKSPACES) {
    if (recorded[workspace] !== true) continue;
    const { actor, signal, line } = ctx;
    await ctx.provisioner('unit.start', { name: ctx.subject.name, workspace }, { actor, signal, onProgress: line });
  }
}
