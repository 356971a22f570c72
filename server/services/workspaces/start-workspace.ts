import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { readWorkspaces, type WorkspaceView } from '../experiments/workspace-states.ts';
import { askProvisioner, viewOfUnit } from './ask-provisioner.ts';
import { loadWorkspace, type WorkspaceInput } from './load-workspace.ts';

/**
 * Starts a workspace, if it does not run, and waits until it answers. Throws `missing`, `conflict`, and `unavailable`
 * with the unit's last log lines when it does not start.
 */
export async function startWorkspace(ctx: Context, { name, workspace }: WorkspaceInput): Promise<WorkspaceView> {
  await loadWorkspace(ctx, { name, workspace }, 'operate');
  const before = (await readWorkspaces([name])).get(name)?.[workspace];
  // Before the act: root's work is in no transaction, and an attempt that fails is worth a row as well.
  if (before?.state !== 'running') await audit(ctx.db, ctx.actor, 'workspace.start', name, { workspace });
  // Also when it runs: the front door sends people here when it cannot reach the workspace, and this mends the way.
  return viewOfUnit(await askProvisioner(ctx, 'unit.start', { name, workspace }));
}
