import { eq } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { sshKeys } from '../../db/schema/index.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import type { callProvisioner } from '../../system/provisioner.ts';

/**
 * Brings the machine's file of an experiment's keys in line with the table and ends the log-ins of keys that are gone. With
 * `open: false`, for an experiment that is stopped, nobody gets in: the file goes, the table stays. Idempotent. Needs the
 * system user. Throws ProvisionerError.
 */
export async function writeSshKeys(
  db: Executor,
  provisioner: typeof callProvisioner,
  subject: Subject,
  { actor, open }: { actor: string; open: boolean },
): Promise<void> {
  const rows = open
    ? await db
        .select({ line: sshKeys.publicKey })
        .from(sshKeys)
        .where(eq(sshKeys.experimentId, subject.id))
        .orderBy(sshKeys.addedAt)
    : [];
  await provisioner('ssh.write', { name: subject.name, id: subject.id, keys: rows.map(({ line }) => line) }, { actor });
}
