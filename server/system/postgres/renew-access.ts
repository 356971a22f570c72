import type { Client } from 'pg';
import { conflict } from '../../shared/errors.ts';
import { accountOf, databaseOf } from '../../shared/names.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { asDatabaseAdministrator, identifier, literal } from './connection.ts';
import { endVisitors } from './end-sessions.ts';
import { closeExperimentDatabase, openExperimentDatabase } from './experiment-access.ts';
import { inspectDatabase } from './experiment-database.ts';
import { scramVerifier } from './scram.ts';
import { untilQuiet } from './until-quiet.ts';

/**
 * Leaves nobody a way into an experiment's database but its own account and `password`: ends every connection, takes back what
 * other roles were given on the database, and gives the role the password. The role may log in afterwards when `open`. Gives the roles
 * that something was taken from. Idempotent. Throws `conflict` when role or database is not the experiment's own.
 */
export async function renewDatabaseAccess(
  subject: Subject & { password: string; open: boolean },
): Promise<{ takenFrom: string[] }> {
  const role = accountOf(subject.name);
  const found = await inspectDatabase(subject);
  if (found.role !== 'own' || found.database !== 'own') {
    throw conflict(`The database of “${subject.name}” is not as it should be. Mend that first.`);
  }
  await closeExperimentDatabase(subject);
  const takenFrom = new Set<string>();
  await asDatabaseAdministrator(async (client) => {
    await client.query(`alter role ${identifier(role)} password ${literal(scramVerifier(subject.password))}`);
    const database = databaseOf(subject.name);
    await untilQuiet(client, `Other experiments’ connections to ${database} do not end.`, async () => {
      const ended = await endVisitors(client, database);
      const grantees = await listGrantees(client, database);
      for (const grantee of grantees) {
        const from = grantee === null ? 'public' : identifier(grantee);
        await client.query(`revoke all on database ${identifier(database)} from ${from} cascade`);
        takenFrom.add(grantee ?? 'everybody');
      }
      return ended === 0 && grantees.length === 0;
    });
  });
  if (subject.open) await openExperimentDatabase(subject);
  return { takenFrom: [...takenFrom] };
}

/** Roles that something was given to on a database; null is everybody. */
async function listGrantees(client: Client, database: string): Promise<(string | null)[]> {
  const { rows } = await client.query<{ name: string | null }>(
    `select distinct r.rolname as name
       from pg_database d cross join aclexplode(d.datacl) a left join pg_roles r on r.oid = a.grantee
      where d.datname = $1 and a.grantee <> d.datdba`,
    [database],
  );
  return rows.map(({ name }) => name);
}
