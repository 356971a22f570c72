import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { type ExperimentRow, holdSettled } from '../access.ts';
import type { Context } from '../context.ts';
import { askProvisioner } from '../workspaces/ask-provisioner.ts';
import { buildEnvironment } from './build-environment.ts';

/**
 * Changes the secrets of an experiment and then its environment file, one change at a time. When the machine refuses, the table stays
 * as it was. Throws `conflict` while the experiment is on its way to another state.
 */
export async function changeEnvironment(
  ctx: Context,
  experiment: ExperimentRow,
  change: (tx: Executor) => Promise<void>,
): Promise<void> {
  const { id, name } = experiment;
  await ctx.db.transaction(async (tx) => {
    await holdSettled(tx, experiment, 'secrets');
    await holdEnvironment(tx, id);
    await change(tx);
    await askProvisioner(ctx, 'environment.write', { id, name, variables: await buildEnvironment(tx, { id, name }) });
  });
}

/** Until the transaction ends nobody else writes the environment file, so that it never goes back to older secrets. */
export async function holdEnvironment(tx: Executor, experimentId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`environment ${experimentId}`}, 0))`);
}
