import { and, eq, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { sshKeys } from '../../db/schema/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { ExperimentRow } from '../access.ts';
import { actorName, type Context } from '../context.ts';
import { askProvisioner } from '../workspaces/ask-provisioner.ts';
import { writeSshKeys } from './write-ssh-keys.ts';

/** Removes the keys that one person added to an experiment, and ends the log-ins of these keys. For who may not open it any more. */
export async function removeKeysOf(
  ctx: Context,
  tx: Executor,
  { id, name }: Pick<ExperimentRow, 'id' | 'name'>,
  username: string,
): Promise<void> {
  // As every change of the keys: the last one to write the file knows all that came before.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ssh-keys ${id}`}, 0))`);
  const theirs = and(eq(sshKeys.experimentId, id), eq(sshKeys.addedBy, username));
  const removed = await tx.delete(sshKeys).where(theirs).returning({ id: sshKeys.id });
  if (removed.length === 0) return;
  const written = writeSshKeys(tx, (verb, args) => askProvisioner(ctx, verb, args), { id, name }, actorName(ctx.actor));
  await written.catch((error: unknown) => {
    // An experiment that has no account, since making it failed, lets nobody in.
    if (!(error instanceof AppError && error.code === 'missing')) throw error;
  });
}
