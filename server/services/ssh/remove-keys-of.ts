import { and, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { sshKeys } from '../../db/schema/index.ts';
import type { ExperimentRow } from '../access.ts';
import { actorName, type Context } from '../context.ts';
import { askProvisioner } from '../workspaces/ask-provisioner.ts';
import { writeSshKeys } from './write-ssh-keys.ts';

/** Removes the keys that one person added to an experiment, and ends the log-ins of these keys. For who has no part in it any more. */
export async function removeKeysOf(
  ctx: Context,
  tx: Executor,
  { id, name }: Pick<ExperimentRow, 'id' | 'name'>,
  username: string,
): Promise<void> {
  const theirs = and(eq(sshKeys.experimentId, id), eq(sshKeys.addedBy, username));
  const removed = await tx.delete(sshKeys).where(theirs).returning({ id: sshKeys.id });
  if (removed.length === 0) return;
  await writeSshKeys(tx, (verb, args) => askProvisioner(ctx, verb, args), { id, name }, actorName(ctx.actor));
}
