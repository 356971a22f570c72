import { accountOf } from '../../shared/names.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { asDatabaseAdministrator, identifier } from './connection.ts';
import { endSessions } from './end-sessions.ts';
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
      const ended = await endSessions(client, role);
      if (closed) return ended === 0;
      await client.query(`alter role ${identifier(role)} nologin`);
      closed = true;
      return false;
    });
  });
}
