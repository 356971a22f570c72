import { conflict } from '../../shared/errors.ts';
import { accountOf, databaseOf } from '../../shared/names.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { asDatabaseAdministrator, identifier, literal } from './connection.ts';
import { closeExperimentDatabase, openExperimentDatabase } from './experiment-access.ts';
import { inspectDatabase } from './experiment-database.ts';
import { scramVerifier } from './scram.ts';

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
  const takenFrom = await asDatabaseAdministrator(async (client) => {
    await client.query(`alter role ${identifier(role)} password ${literal(scramVerifier(subject.password))}`);
    const { rows } = await client.query<{ name: string | null }>(
      `select distinct r.rolname as name
         from pg_database d cross join aclexplode(d.datacl) a left join pg_roles r on r.oid = a.grantee
        where d.datname = $1 and a.grantee <> d.datdba`,
      [databaseOf(subject.name)],
    );
    const database = identifier(databaseOf(subject.name));
    for (const { name } of rows) {
      await client.query(
        `revoke all on database ${database} from ${name === null ? 'public' : identifier(name)} cascade`,
      );
    }
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename like 'exp-%'`,
      [databaseOf(subject.name)],
    );
    return rows.map(({ name }) => name ?? 'everybody');
  });
  if (subject.open) await openExperimentDatabase(subject);
  return { takenFrom };
}
