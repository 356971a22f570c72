import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import type { WorkspaceView } from '../experiments/workspace-states.ts';
import { askProvisioner, viewOfUnit } from './ask-provisioner.ts';
import { loadWorkspace, type WorkspaceInput } from './load-workspace.ts';

/** Stops a workspace, with what runs in it. Throws `missing`, `conflict`, `unavailable`. */
export async function stopWorkspace(ctx: Context, { name, workspace }: WorkspaceInput): Promise<WorkspaceView> {
  await loadWorkspace(ctx, { name, workspace }, 'operate');
  await audit(ctx.db, ctx.actor, 'workspace.stop', name, { workspace });
  return viewOfUnit(await askProvisioner(ctx, 'unit.stop', { name, workspace }));
}
