import { and, eq } from 'drizzle-orm';
import { sshKeys } from '../../db/schema/index.ts';
import { missing } from '../../shared/errors.ts';
import { loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { changeSshKeys } from './change-ssh-keys.ts';

/** Removes a key and ends the log-ins that it opened. Right: manage. Throws `missing`. */
export async function removeSshKey(ctx: Context, { name, id }: { name: string; id: string }): Promise<void> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'manage');
  await changeSshKeys(ctx, experiment, async (tx) => {
    const [row] = await tx
      .delete(sshKeys)
      .where(and(eq(sshKeys.id, id), eq(sshKeys.experimentId, experiment.id)))
      .returning();
    if (!row) throw missing(`“${name}” has no such key any more.`);
    await audit(tx, ctx.actor, 'ssh-key.remove', name, { label: row.label, fingerprint: row.fingerprint });
  });
}
