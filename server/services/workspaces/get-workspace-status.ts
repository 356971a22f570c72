import type { Context } from '../context.ts';
import type { WorkspaceView } from '../experiments/workspace-states.ts';
import { askProvisioner, viewOfUnit } from './ask-provisioner.ts';
import { loadWorkspace, type WorkspaceInput } from './load-workspace.ts';

/** The state of a workspace as systemd and its socket tell it right now. Throws `missing`, `conflict`, `unavailable`. */
export async function getWorkspaceState(ctx: Context, { name, workspace }: WorkspaceInput): Promise<WorkspaceView> {
  await loadWorkspace(ctx, { name, workspace });
  return viewOfUnit(await askProvisioner(ctx, 'unit.status', { name, workspace }));
}
