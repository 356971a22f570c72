import { type Client, DatabaseError } from 'pg';
import { conflict } from '../../shared/errors.ts';
import { accountOf, databaseOf } from '../../shared/names.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { asDatabaseAdministrator, identifier, literal } from './connection.ts';
import { endSessions, endVisitors } from './end-sessions.ts';
import { releaseRights } from './release-rights.ts';
import { scramVerifier } from './scram.ts';
import { untilQuiet } from './until-quiet.ts';

/** The comment on a role that says which experiment it belongs to. Only who may alter the role can write it. */
const MARK = 'Homelab PaaS experiment ';
const markOf = (id: string) => `${MARK}${id}`;

/** The experiment that a role's comment names; null for any other comment. */
export function readMark(comment: string | null): string | null {
  return comment?.startsWith(MARK) ? comment.slice(MARK.length) : null;
}

/** Connections at once of one experiment, so that a loop in a notebook does not shut the others and the platform out. */
const CONNECTIONS = 50;

/** Whether something exists under an experiment's name, and whether this very experiment owns it. */
export type Ownership = 'absent' | 'own' | 'foreign';

/** What PostgreSQL has under an experiment's name. A database is its own when its owner is the experiment's own role. */
export function inspectDatabase(subject: Subject): Promise<{ role: Ownership; database: Ownership }> {
  return asDatabaseAdministrator((client) => inspect(client, subject));
}

/**
 * Makes the role `exp-<name>` (log-in by peer from its system user, by password over TCP) and the database
 * `experiment_<name>` that it owns and nobody else may connect to. Idempotent. Throws `conflict` when either exists and
 * belongs to something else, which stays untouched.
 */
export async function createExperimentDatabase(subject: Subject & { password: string }): Promise<void> {
  const role = accountOf(subject.name);
  const database = databaseOf(subject.name);
  await asDatabaseAdministrator(async (client) => {
    const found = await inspect(client, subject);
    refuseForeign(found, subject.name);
    if (found.role === 'absent') await createRole(client, subject);
    else await client.query(`alter role ${identifier(role)} password ${literal(scramVerifier(subject.password))}`);
    if (found.database === 'absent') {
      await client.query(`create database ${identifier(database)} owner ${identifier(role)}`);
    }
    await client.query(`revoke all on database ${identifier(database)} from public`);
  });
}

/**
 * Ends its connections and drops database and role, as far as they are this experiment's own. Idempotent. What the owner of a
 * database may do to keep it or another experiment's role from being dropped is taken back first, and sessions that hold it are ended.
 * Throws `unavailable` when that takes too long.
 */
export async function removeExperimentDatabase(subject: Subject): Promise<void> {
  await asDatabaseAdministrator(async (client) => {
    const found = await inspect(client, subject);
    if (found.database === 'own') {
      const database = databaseOf(subject.name);
      await untilQuiet(client, `Others hold ${database}.`, async () => {
        await endSessions(client, accountOf(subject.name));
        await endVisitors(client, database);
        await client.query(`alter database ${identifier(database)} is_template false`);
        return true; // who comes again meanwhile is ended by `force`
      });
      await client.query(`drop database if exists ${identifier(database)} with (force)`);
    }
    if (found.role === 'own') {
      await releaseRights(client, accountOf(subject.name));
      await client.query(`drop role if exists ${identifier(accountOf(subject.name))}`);
    }
  });
}

/** Size in bytes and open connections of an experiment's database; null when it does not exist. */
export async function measureDatabase(name: string): Promise<{ sizeBytes: number; connections: number } | null> {
  return asDatabaseAdministrator(async (client) => {
    const { rows } = await client.query(
      `select pg_database_size(d.oid)::float8 as size,
              (select count(*)::int from pg_stat_activity a where a.datid = d.oid) as connections
         from pg_database d where d.datname = $1`,
      [databaseOf(name)],
    );
    return rows[0] ? { sizeBytes: rows[0].size, connections: rows[0].connections } : null;
  });
}

async function inspect(client: Client, subject: Subject): Promise<{ role: Ownership; database: Ownership }> {
  const { rows } = await client.query(
    `select (select shobj_description(r.oid, 'pg_authid') is not distinct from $3 from pg_roles r where r.rolname = $1) as role_own,
            (select o.rolname = $1 and shobj_description(o.oid, 'pg_authid') is not distinct from $3
               from pg_database d join pg_roles o on o.oid = d.datdba where d.datname = $2) as database_own`,
    [accountOf(subject.name), databaseOf(subject.name), markOf(subject.id)],
  );
  return { role: ownership(rows[0].role_own), database: ownership(rows[0].database_own) };
}

function ownership(own: boolean | null): Ownership {
  if (own === null) return 'absent';
  return own ? 'own' : 'foreign';
}

function refuseForeign(found: { role: Ownership; database: Ownership }, name: string): void {
  if (found.role === 'foreign') {
    throw conflict(
      `PostgreSQL already has a role “${accountOf(name)}” that does not belong to this experiment. Choose another name, or rename that role.`,
    );
  }
  if (found.database === 'foreign') {
    throw conflict(
      `PostgreSQL already has a database “${databaseOf(name)}” that does not belong to this experiment. Choose another name, or rename that database.`,
    );
  }
}

/** Role, mark and membership appear together or not at all. Membership lets the platform give the role a database. */
async function createRole(client: Client, subject: Subject & { password: string }): Promise<void> {
  const role = identifier(accountOf(subject.name));
  await client.query('begin');
  try {
    await client.query(
      `create role ${role} login connection limit ${CONNECTIONS} password ${literal(scramVerifier(subject.password))}`,
    );
    await client.query(`comment on role ${role} is ${literal(markOf(subject.id))}`);
    await client.query(`grant ${role} to current_user`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    if (error instanceof DatabaseError && error.code === '42710') {
      throw conflict(`PostgreSQL already has a role “${accountOf(subject.name)}”. Choose another name.`);
    }
    throw error;
  }
}
