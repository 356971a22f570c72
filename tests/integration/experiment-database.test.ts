import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { closeExperimentDatabase, openExperimentDatabase } from '../../server/system/postgres/experiment-access.ts';
import {
  createExperimentDatabase,
  inspectDatabase,
  removeExperimentDatabase,
} from '../../server/system/postgres/experiment-database.ts';
import { renewDatabaseAccess } from '../../server/system/postgres/renew-access.ts';

const subject = (name: string) => ({ name, id: randomUUID(), password: 'a-password' });

beforeAll(() => {
  process.env.HOMELAB_DATABASE_URL = inject('postgresUrl');
});

const made: ReturnType<typeof subject>[] = [];
afterEach(async () => {
  for (const each of made.splice(0)) await removeExperimentDatabase(each);
});

async function make(name: string) {
  const each = subject(name);
  made.push(each);
  await createExperimentDatabase(each);
  return each;
}

/** Runs statements in an experiment's database as its role. */
async function as(name: string, ...statements: string[]): Promise<void> {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/experiment_${name}`;
  url.username = `exp-${name}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Leaves a transaction open in a database in which a role has done something; `ended` resolves when the server has ended it. */
async function openTransaction(role: string, database: string, statement: string): Promise<{ ended: Promise<void> }> {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/experiment_${database}`;
  url.username = `exp-${role}`;
  const client = new Client({ connectionString: url.href });
  const ended = new Promise<void>((resolve) => client.on('error', () => resolve()));
  await client.connect();
  await client.query('begin');
  await client.query(statement);
  return { ended };
}

const GONE = { role: 'absent', database: 'absent' };

describe('an experiment is removed', () => {
  test('although another one gave its role rights on a database, a table and what is to come', async () => {
    const victim = await make('victim');
    await make('holder');
    await as(
      'holder',
      'grant connect on database experiment_holder to "exp-victim"',
      'create table held (id integer)',
      'grant select on held to "exp-victim"',
      'alter default privileges grant select on tables to "exp-victim"',
      'alter database experiment_holder set default_transaction_read_only = on',
      'alter database experiment_holder set statement_timeout = 1',
    );
    await removeExperimentDatabase(victim);
    expect(await inspectDatabase(victim)).toEqual(GONE);
  });

  test('although a guest’s transaction gives rights on the database, from whatever database', async () => {
    for (const name of ['visitor', 'heir']) await make(name);
    for (const from of ['host', 'visitor']) {
      const host = await make('host');
      await as('host', 'grant connect on database experiment_host to "exp-visitor" with grant option');
      const { ended } = await openTransaction(
        'visitor',
        from,
        'grant connect on database experiment_host to "exp-heir"',
      );
      await removeExperimentDatabase(host);
      await ended;
      expect(await inspectDatabase(host)).toEqual(GONE);
    }
  });

  test('although its owner made the database a template', async () => {
    const stubborn = await make('stubborn');
    await as('stubborn', 'alter database experiment_stubborn is_template true');
    await removeExperimentDatabase(stubborn);
    expect(await inspectDatabase(stubborn)).toEqual(GONE);
  });
});

test('new access leaves the way in to the experiment’s own account alone, whatever was given and is open', async () => {
  const lent = await make('lent');
  await make('guest');
  await make('third');
  await as(
    'lent',
    'create table kept (id integer)',
    'insert into kept values (1)',
    'grant connect on database experiment_lent to "exp-guest" with grant option',
    'grant connect on database experiment_lent to public',
  );
  const url = new URL(inject('postgresUrl'));
  url.pathname = '/experiment_lent';
  const open = ['exp-guest', 'exp-lent'].map((username) => {
    url.username = username;
    return new Client({ connectionString: url.href });
  });
  const ended = open.map((client) => new Promise<void>((resolve) => client.on('error', () => resolve())));
  for (const client of open) await client.connect();
  await open[0]?.query('grant connect on database experiment_lent to "exp-third"');

  const { takenFrom } = await renewDatabaseAccess({ ...lent, password: 'another', open: true });
  expect(takenFrom.sort()).toEqual(['everybody', 'exp-guest', 'exp-third']);
  await Promise.all(ended);
  for (const role of ['exp-guest', 'exp-third']) {
    url.username = role;
    await expect(new Client({ connectionString: url.href }).connect()).rejects.toThrow(/permission denied/);
  }
  await as('lent', 'insert into kept values (2)');
});

test('a transaction on the role’s own row holds up neither closing it nor new access', async () => {
  const sly = await make('sly');
  const hold = () => openTransaction('sly', 'sly', `alter role current_user password 'theirs'`);
  const first = await hold();
  await closeExperimentDatabase(sly);
  await first.ended;
  await expect(as('sly', 'select 1')).rejects.toThrow(/not permitted to log in/);
  await openExperimentDatabase(sly);
  const second = await hold();
  await renewDatabaseAccess({ ...sly, password: 'another', open: true });
  await second.ended;
  await as('sly', 'select 1');
});

test('a guest’s transaction that gives rights on holds up nothing, from whatever database', async () => {
  const host = await make('host');
  for (const name of ['visitor', 'heir']) await make(name);
  await as('host', 'grant connect on database experiment_host to "exp-visitor" with grant option');
  const give = 'grant connect on database experiment_host to "exp-heir"';
  for (const from of ['host', 'visitor']) {
    const { ended } = await openTransaction('visitor', from, give);
    const { takenFrom } = await renewDatabaseAccess({ ...host, password: 'another', open: true });
    expect(takenFrom).toContain('exp-visitor');
    await ended;
    await as('host', 'grant connect on database experiment_host to "exp-visitor" with grant option');
  }
});

test('new access is not made for what belongs to another experiment', async () => {
  const { name } = await make('other');
  const refused = renewDatabaseAccess({ ...subject(name), password: 'x', open: true });
  await expect(refused).rejects.toMatchObject({ code: 'conflict' });
});

test('an experiment cannot take all connections of the server', async () => {
  await make('greedy');
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  const { rows } = await client.query(
    `select rolconnlimit as own, current_setting('max_connections')::int as all from pg_roles where rolname = 'exp-greedy'`,
  );
  await client.end();
  expect(rows[0].own).toBeGreaterThan(0);
  expect(rows[0].own).toBeLessThan(rows[0].all / 2);
});
