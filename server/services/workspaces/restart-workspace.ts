import type { Context } from '../context.ts';
import type { WorkspaceView } from '../experiments/workspace-states.ts';
import type { WorkspaceInput } from './load-workspace.ts';
import { startWorkspace } from './start-workspace.ts';
import { stopWorkspace } from './stop-workspace.ts';

/** Stops a workspace, with what runs in it, and starts it again. Throws as those two do. */
export async function restartWorkspace(ctx: Context, input: WorkspaceInput): Promise<WorkspaceView> {
  await stopWorkspace(ctx, input);
  return startWorkspace(ctx, input);
}
