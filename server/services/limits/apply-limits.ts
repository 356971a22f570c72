import { machineLimits } from '../../shared/limits.ts';
import { setDatabaseLimits } from '../../system/postgres/database-limits.ts';
import type { ExperimentRow } from '../access.ts';
import type { Context } from '../context.ts';
import { askProvisioner } from '../workspaces/ask-provisioner.ts';

/**
 * Makes the limits of an experiment effective for everything that runs and everything that will. Throws `conflict` when more
 * memory is in use than it would then have; nothing has been changed then.
 */
export async function applyLimits(ctx: Context, { id, name, limits }: ExperimentRow): Promise<void> {
  await askProvisioner(ctx, 'limits.apply', { id, name, limits: machineLimits(limits) });
  await setDatabaseLimits({ id, name }, limits);
}
