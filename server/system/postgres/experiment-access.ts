import { setTimeout as pause } from 'node:timers/promises';
import { unavailable } from '../../shared/errors.ts';
import { accountOf } from '../../shared/names.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { asDatabaseAdministrator, identifier } from './connection.ts';
import { inspectDatabase } from './experiment-database.ts';

const TRIES = 50;
const PAUSE_MS = 100;

/** Lets the role of an experiment log in again. Idempotent; leaves a role that is not its own as it is. */
export async function openExperimentDatabase(subject: Subject): Promise<void> {
  if ((await inspectDatabase(subject)).role !== 'own') return;
  await asDatabaseAdministrator((client) => client.query(`alter role ${identifier(accountOf(subject.name))} login`));
}

/**
 * Lets the role of an experiment log in no more and ends every connection that it has. Idempotent; leaves a role that is not its
 * own as it is. Throws `unavailable` when a connection does not end within five seconds.
 */
export async function closeExperimentDatabase(subject: Subject): Promise<void> {
  if ((await inspectDatabase(subject)).role !== 'own') return;
  const role = accountOf(subject.name);
  await asDatabaseAdministrator(async (client) => {
    await client.query(`alter role ${identifier(role)} nologin`);
    // One that was just being let in shows up a moment later, so the first look that finds nothing is not enough.
    let quiet = 0;
    for (let left = TRIES; quiet < 2; left--) {
      if (left === 0) throw unavailable(`Connections of ${role} to PostgreSQL do not end. Try again.`);
      const { rowCount } = await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1',
        [role],
      );
      quiet = rowCount === 0 ? quiet + 1 : 0;
      if (quiet < 2) await pause(PAUSE_MS);
    }
  });
}
