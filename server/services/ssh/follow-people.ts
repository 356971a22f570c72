import { eq, inArray } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { experiments, people, sshKeys } from '../../db/schema/index.ts';
import { type callProvisioner, ProvisionerError } from '../../system/provisioner.ts';
import { type AskAuthenticator, closedAccounts } from './closed-accounts.ts';
import { writeSshKeys } from './write-ssh-keys.ts';

/** What the last look wrote for; null before the first, which writes all: nobody knows what happened before. */
let closedBefore: ReadonlySet<string> | null = null;

/**
 * Takes the keys of people whose accounts are gone, or may not log in any more, out of the machine's files, and puts those of whoever is
 * back in again. Where the machine does not answer, the next look does it. Throws ProvisionerError.
 */
export async function followPeople(
  db: Database,
  provisioner: typeof callProvisioner,
  back: string[],
  ask?: AskAuthenticator,
): Promise<void> {
  const rows = await db
    .select({ id: experiments.id, name: experiments.name, addedBy: sshKeys.addedBy, gone: people.missingSince })
    .from(sshKeys)
    .innerJoin(experiments, eq(experiments.id, sshKeys.experimentId))
    .leftJoin(people, eq(people.username, sshKeys.addedBy))
    .where(inArray(experiments.state, ['ready', 'stopped']));
  const isGone = ({ addedBy, gone }: (typeof rows)[number]) => gone !== null || addedBy.includes('#');
  const there = rows.filter((row) => !isGone(row)).map(({ addedBy }) => addedBy);
  const closed = await closedAccounts(there, ask);
  const before = closedBefore;
  const changed = rows.filter((row) => {
    const { addedBy } = row;
    return before === null || isGone(row) || back.includes(addedBy) || before.has(addedBy) !== closed.has(addedBy);
  });
  for (const [id, name] of new Map(changed.map((row) => [row.id, row.name]))) {
    await writeSshKeys(db, provisioner, { id, name }, 'job:people', ask).catch((error: unknown) => {
      // One that is removed in this moment has no account, and no file, any more.
      if (!(error instanceof ProvisionerError && error.code === 'missing')) throw error;
    });
  }
  closedBefore = closed;
}
