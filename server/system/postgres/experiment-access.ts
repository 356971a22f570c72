import { accountOf } from '../../shared/names.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { asDatabaseAdministrator, identifier } from './connection.ts';
import { inspectDatabase } from './experiment-database.ts';
import { untilQuiet } from './until-quiet.ts';

/** Lets the role of an experiment log in again. Idempotent; leaves a role that is not its own as it is. */
export async function openExperimentDatabase(subject: Subject): Promise<void> {
  if ((await inspectDatabase(subject)).role !== 'own') return;
  await asDatabaseAdministrator((client) => client.query(`alter role ${identifier(accountOf(subject.name))} login`));
}

/**
 * Lets the role of an experiment log in no more and ends every connection that it has. Idempotent; leaves a role that is not its
 * own as it is. Throws `unavailable` when its connections do not end.
 */
export async function closeExperimentDatabase(subject: Subject): Promise<void> {
  if ((await inspectDatabase(subject)).role !== 'own') return;
  const role = accountOf(subject.name);
  await asDatabaseAdministrator(async (client) => {
    let closed = false;
    await untilQuiet(client, `Connections of ${role} to PostgreSQL do not end.`, async () => {
      // Before the role is altered: a transaction of its own that changed it, such as its password, would hold that up.
      const { rowCount } = await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1',
        [role],
      );
      if (closed) return rowCount === 0;
      await client.query(`alter role ${identifier(role)} nologin`);
      closed = true;
      return false;
    });
  });
}
