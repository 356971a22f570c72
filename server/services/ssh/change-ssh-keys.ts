import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { type ExperimentRow, holdSettled } from '../access.ts';
import { actorName, type Context } from '../context.ts';
import { askProvisioner } from '../workspaces/ask-provisioner.ts';
import { writeSshKeys } from './write-ssh-keys.ts';

/**
 * Changes the keys of an experiment and then the machine's file, one change at a time: the last one to write knows all that
 * came before. When the machine refuses, the table stays as it was. Throws `conflict` while the experiment is on its way to
 * another state.
 */
export async function changeSshKeys<T>(
  ctx: Context,
  experiment: ExperimentRow,
  change: (tx: Executor) => Promise<T>,
): Promise<T> {
  const { id, name } = experiment;
  return ctx.db.transaction(async (tx) => {
    // The experiment first, as where a member is removed: the other way round the two would wait for each other.
    await holdSettled(tx, experiment, 'keys');
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ssh-keys ${id}`}, 0))`);
    const result = await change(tx);
    await writeSshKeys(tx, (verb, args) => askProvisioner(ctx, verb, args), { id, name }, actorName(ctx.actor));
    return result;
  });
}
