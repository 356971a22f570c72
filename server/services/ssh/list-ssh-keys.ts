import { eq } from 'drizzle-orm';
import { sshKeys } from '../../db/schema/index.ts';
import { accountOf } from '../../shared/names.ts';
import { EXPERIMENT_SSH_PORT } from '../../shared/paths.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';

export interface SshKeysView {
  /** `exp-<name>`, and the port; the host is the one of the page. */
  account: string;
  port: number;
  keys: { id: string; label: string; fingerprint: string; addedBy: string; addedAt: string }[];
}

/** Keys that may log in by SSH. Right: open. */
export async function listSshKeys(ctx: Context, { name }: { name: string }): Promise<SshKeysView> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'open');
  const rows = await ctx.db
    .select()
    .from(sshKeys)
    .where(eq(sshKeys.experimentId, experiment.id))
    .orderBy(sshKeys.addedAt);
  const keys = rows.map(({ id, label, fingerprint, addedBy, addedAt }) => {
    return { id, label, fingerprint, addedBy, addedAt: addedAt.toISOString() };
  });
  return { account: accountOf(name), port: EXPERIMENT_SSH_PORT, keys };
}
