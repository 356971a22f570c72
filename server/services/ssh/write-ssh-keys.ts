import { and, eq, isNull, notLike } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { people, sshKeys } from '../../db/schema/index.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import type { callProvisioner } from '../../system/provisioner.ts';

/**
 * Brings the machine's file of an experiment's keys in line with the table and ends the log-ins of keys that are gone. Keys that
 * somebody added whose account is gone (`name#uid` when another has its name) open nothing. Idempotent; a restore calls it after
 * the rows are back. Needs the system user. Throws ProvisionerError.
 */
export async function writeSshKeys(
  db: Executor,
  provisioner: typeof callProvisioner,
  { name, id }: Subject,
  actor: string,
): Promise<void> {
  const rows = await db
    .select({ line: sshKeys.publicKey })
    .from(sshKeys)
    .leftJoin(people, eq(people.username, sshKeys.addedBy))
    .where(and(eq(sshKeys.experimentId, id), isNull(people.missingSince), notLike(sshKeys.addedBy, '%#%')))
    .orderBy(sshKeys.addedAt);
  await provisioner('ssh.write', { name, id, keys: rows.map(({ line }) => line) }, { actor });
}
