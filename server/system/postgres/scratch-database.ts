import { accountOf, databaseOf } from '../../shared/names.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { recoveryMark } from '../../shared/recovery-mark.ts';
import { asDatabaseAdministrator, identifier } from './connection.ts';

/** The database that a recovery works in; `id` is that of its operation. */
export function scratchDatabaseOf(id: string): string {
  return `recover_${id.replaceAll('-', '')}`;
}

/** Makes it anew, empty: owned by the experiment's role, closed to everybody else. */
export async function createScratchDatabase(subject: Subject, id: string): Promise<void> {
  const scratch = identifier(scratchDatabaseOf(id));
  await asDatabaseAdministrator(async (client) => {
    await client.query(`drop database if exists ${scratch} with (force)`);
    await client.query(`create database ${scratch} owner ${identifier(accountOf(subject.name))} template template0`);
    await client.query(`revoke all on database ${scratch} from public`);
  });
}

/** Drops it, whoever is still connected. Nothing there is no failure. */
export async function removeScratchDatabase(id: string): Promise<void> {
  await asDatabaseAdministrator(async (client) => {
    await client.query(`drop database if exists ${identifier(scratchDatabaseOf(id))} with (force)`);
  });
}

/** Whether an experiment's database has a schema of this name, and whether this very recovery made it. */
export async function inspectRecovered(
  subject: Subject,
  schema: string,
  id: string,
): Promise<'absent' | 'own' | 'foreign'> {
  return asDatabaseAdministrator(async (client) => {
    const { rows } = await client.query<{ own: boolean }>(
      `select obj_description(oid, 'pg_namespace') is not distinct from $2 as own from pg_namespace where nspname = $1`,
      [schema, recoveryMark(id)],
    );
    if (!rows[0]) return 'absent';
    return rows[0].own ? 'own' : 'foreign';
  }, databaseOf(subject.name));
}

/** Drops a schema that this very recovery made. */
export async function removeRecovered(subject: Subject, schema: string, id: string): Promise<void> {
  if ((await inspectRecovered(subject, schema, id)) !== 'own') return;
  await asDatabaseAdministrator(async (client) => {
    await client.query(`drop schema ${identifier(schema)} cascade`);
  }, databaseOf(subject.name));
}
