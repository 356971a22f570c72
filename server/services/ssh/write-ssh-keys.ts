import { and, eq, isNull, notLike } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { people, sshKeys } from '../../db/schema/index.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import type { callProvisioner } from '../../system/provisioner.ts';
import { type AskAuthenticator, closedAccounts } from './closed-accounts.ts';

/**
 * Brings the machine's file of an experiment's keys in line with the table and ends the log-ins of keys that are gone. Keys that
 * somebody added whose account is gone (`name#uid` when another has its name) or may not log in open nothing. Idempotent; a restore
 * calls it after the rows are back. Needs the system user. Throws ProvisionerError.
 */
export async function writeSshKeys(
  db: Executor,
  provisioner: typeof callProvisioner,
  { name, id }: Subject,
  actor: string,
  ask?: AskAuthenticator,
): Promise<void> {
  const rows = await db
    .select({ line: sshKeys.publicKey, addedBy: sshKeys.addedBy })
    .from(sshKeys)
    .leftJoin(people, eq(people.username, sshKeys.addedBy))
    .where(and(eq(sshKeys.experimentId, id), isNull(people.missingSince), notLike(sshKeys.addedBy, '%#%')))
    .orderBy(sshKeys.addedAt);
  const adders = rows.map(({ addedBy }) => addedBy);
  const closed = await closedAccounts(adders, ask);
  const keys = rows.filter(({ addedBy }) => !closed.has(addedBy)).map(({ line }) => line);
  await provisioner('ssh.write', { name, id, keys }, { actor });
}
