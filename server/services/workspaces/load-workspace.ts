import { conflict, invalid } from '../../shared/errors.ts';
import { isWorkspace, type Workspace } from '../../shared/names.ts';
import type { ExperimentRight } from '../../shared/roles.ts';
import { type ExperimentRow, loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';

/** Which workspace of which experiment. */
export interface WorkspaceInput {
  name: string;
  workspace: Workspace;
}

/**
 * Loads the experiment of a workspace for an actor with `right` on it. Throws `missing`, `forbidden`, and `conflict` when it is not
 * ready.
 */
export async function loadWorkspace(
  ctx: Context,
  { name, workspace }: WorkspaceInput,
  right: ExperimentRight,
): Promise<ExperimentRow> {
  if (!isWorkspace(workspace)) throw invalid('A workspace is “lab” or “code”.');
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, right);
  if (experiment.state === 'stopped') {
    throw conflict(`“${name}” is stopped: nothing of it runs. Start the experiment first.`);
  }
  if (experiment.state !== 'ready') {
    throw conflict(`“${name}” is not ready (it is ${experiment.state}), so its workspaces cannot be used.`);
  }
  return experiment;
}
