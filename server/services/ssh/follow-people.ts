import { and, eq, inArray, isNotNull, like, or } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { experiments, people, sshKeys } from '../../db/schema/index.ts';
import type { callProvisioner } from '../../system/provisioner.ts';
import { writeSshKeys } from './write-ssh-keys.ts';

/**
 * Takes the keys of people whose accounts are gone out of the machine's files, and puts those of `back` in again. Where the machine
 * does not answer, the next look does it: it is all written again each time. Throws ProvisionerError.
 */
export async function followPeople(db: Database, provisioner: typeof callProvisioner, back: string[]): Promise<void> {
  const rows = await db
    .selectDistinct({ id: experiments.id, name: experiments.name })
    .from(sshKeys)
    .innerJoin(experiments, eq(experiments.id, sshKeys.experimentId))
    .leftJoin(people, eq(people.username, sshKeys.addedBy))
    .where(
      and(
        inArray(experiments.state, ['ready', 'stopped']),
        or(isNotNull(people.missingSince), like(sshKeys.addedBy, '%#%'), inArray(people.username, back)),
      ),
    );
  for (const subject of rows) await writeSshKeys(db, provisioner, subject, 'job:people');
}
