import type { Context } from '../context.ts';
import { askProvisioner } from './ask-provisioner.ts';
import { loadWorkspace, type WorkspaceInput } from './load-workspace.ts';

/** The last lines of a workspace's journal, oldest first. Throws `missing`, `conflict`, `unavailable`. */
export async function getWorkspaceLog(ctx: Context, { name, workspace }: WorkspaceInput): Promise<{ lines: string[] }> {
  await loadWorkspace(ctx, { name, workspace }, 'logs');
  return askProvisioner(ctx, 'unit.log', { name, workspace, lines: 100 });
}
