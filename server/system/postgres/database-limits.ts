import { missing } from '../../shared/errors.ts';
import type { ExperimentLimits } from '../../shared/limits.ts';
import { accountOf } from '../../shared/names.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { asDatabaseAdministrator, identifier } from './connection.ts';
import { inspectDatabase } from './experiment-database.ts';

type DatabaseLimits = Pick<ExperimentLimits, 'databaseConnections' | 'statementTimeoutMs'>;

/**
 * Sets how many connections an experiment's role may have at once, which only who administers roles can change, and from when on
 * PostgreSQL ends its statements. The role can set the latter for itself, so end-long-statements.ts stands behind it. Both count
 * for new connections. Throws `missing` without the experiment's own role.
 */
export async function setDatabaseLimits(subject: Subject, limits: DatabaseLimits): Promise<void> {
  const { role } = await inspectDatabase(subject);
  if (role !== 'own') throw missing(`PostgreSQL has no role “${accountOf(subject.name)}” of this experiment.`);
  const name = identifier(accountOf(subject.name));
  const [connections, timeout] = [whole(limits.databaseConnections), whole(limits.statementTimeoutMs)];
  await asDatabaseAdministrator(async (client) => {
    await client.query(`alter role ${name} connection limit ${connections}`);
    await client.query(`alter role ${name} set statement_timeout = ${timeout}`);
  });
}

/** These statements take no parameters, so a number is written into them. */
function whole(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`Not a whole number: ${value}`);
  return String(value);
}
