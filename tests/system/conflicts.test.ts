import { beforeAll, describe, expect, test } from 'vitest';
import { Api, create, ended, remove } from './support/api.ts';
import { inContainer, said, script, sql } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

let api: Api;

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
});

/** Something that the platform did not make, under a name that an experiment would need. */
interface Obstacle {
  what: string;
  name: string;
  make: () => Promise<unknown>;
  /** What must be the same before and after. */
  look: () => Promise<string>;
  clear: () => Promise<unknown>;
}

const gitea = (method: string, path: string, body = '{}') =>
  script(
    `curl -sS -X ${method} -H "Authorization: token $(cat /etc/homelab-paas/gitea.token)" -H 'Content-Type: application/json' -d '${body}' http://127.0.0.1:3000/api/v1${path}`,
  );

const OBSTACLES: Obstacle[] = [
  {
    what: 'system user',
    name: 'taken-user',
    make: () => said('useradd', '--create-home', '--comment', 'Somebody', 'exp-taken-user'),
    look: () => script('getent passwd exp-taken-user; ls -ld /home/exp-taken-user; find /home/exp-taken-user'),
    clear: () => said('userdel', '--remove', 'exp-taken-user'),
  },
  {
    what: 'home folder',
    name: 'taken-home',
    make: () => script('mkdir /home/exp-taken-home; echo mine > /home/exp-taken-home/file'),
    look: () => script('ls -ld /home/exp-taken-home; cat /home/exp-taken-home/file'),
    clear: () => said('rm', '-r', '/home/exp-taken-home'),
  },
  {
    what: 'role',
    name: 'taken-role',
    make: () => sql('create role "exp-taken-role" login'),
    look: () => sql(`select oid, rolcanlogin, rolpassword from pg_authid where rolname = 'exp-taken-role'`),
    clear: () => sql('drop role "exp-taken-role"'),
  },
  {
    what: 'database',
    name: 'taken-db',
    make: () => sql('create database "experiment_taken-db"'),
    look: () => sql(`select oid, datdba, datacl::text from pg_database where datname = 'experiment_taken-db'`),
    clear: () => sql('drop database "experiment_taken-db"'),
  },
  {
    what: 'Git account with a repository',
    name: 'taken-git',
    make: async () => {
      await gitea(
        'POST',
        '/admin/users',
        '{"username":"exp-taken-git","email":"taken@homelab.invalid","password":"a-long-Password-1","must_change_password":false}',
      );
      await gitea('POST', '/admin/users/exp-taken-git/repos', '{"name":"taken-git","private":true,"auto_init":true}');
    },
    look: async () => {
      const account = JSON.parse(await gitea('GET', '/users/exp-taken-git'));
      const repository = JSON.parse(await gitea('GET', '/repos/exp-taken-git/taken-git'));
      return JSON.stringify([account.id, account.full_name, repository.id, repository.full_name]);
    },
    clear: () => gitea('DELETE', '/admin/users/exp-taken-git?purge=true'),
  },
];

describe.each(OBSTACLES)('a $what that the platform did not make', ({ name, make, look, clear }) => {
  test('refuses the name and is untouched by the refusal and by deleting the failed entry', async () => {
    await make();
    try {
      const [mine, before] = [await look(), await inventory()];
      expect(mine).not.toBe('');
      const operation = await create(api, name);
      expect(operation.state).toBe('failed');
      expect(operation.failure?.message).toMatch(/already/);
      const removed = await remove(api, name);
      expect(removed.failure).toBeNull();
      expect(await look()).toBe(mine);
      expect(await changesSince(before)).toEqual([]);
    } finally {
      await clear();
    }
  });
});

test('of ten creations of one name at the same time exactly one wins', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => api.mutate<{ operationId: string }>('experiments.create', { name: 'race-1' })),
  );
  const winners = answers.filter((answer) => answer.status === 200);
  expect(winners).toHaveLength(1);
  expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9);
  expect((await ended(api, winners[0]?.data.operationId ?? '')).state).toBe('succeeded');
  expect((await remove(api, 'race-1')).state).toBe('succeeded');
});

test('ten experiments created at the same time are all ready, and all go again', async () => {
  const before = await inventory();
  const names = Array.from({ length: 10 }, (_, index) => `crowd-${index}`);
  const created = await Promise.all(names.map((name) => create(api, name)));
  expect(created.map((operation) => operation.failure)).toEqual(names.map(() => null));
  const removed = await Promise.all(names.map((name) => remove(api, name)));
  expect(removed.map((operation) => operation.failure)).toEqual(names.map(() => null));
  expect(await changesSince(before)).toEqual([]);
});

const OUTSIDE_THE_RULE = [
  '',
  '-',
  'a-',
  '-a',
  'a--b',
  '1a',
  'A',
  'Ab',
  'a_b',
  'a.b',
  'a b',
  'a/b',
  '../a',
  'ä',
  'a\u0000',
  'a\n',
  ' a',
  'a ',
  'a'.repeat(29),
  'a;id',
  '$(id)',
  '`id`',
  "a'b",
  'a"b',
  '%41',
  'a%00',
  '*',
  '~',
  'exp-',
  'а', // the last is Cyrillic
];

test.each(OUTSIDE_THE_RULE)('the name %j is refused with the rule and nothing is stored', async (name) => {
  const count = () => sql('select count(*) from experiments');
  const stored = await count();
  const answer = await api.mutate('experiments.create', { name });
  expect(answer.status).toBe(400);
  expect(answer.message).toMatch(/1 to 28|character/);
  expect(await count()).toBe(stored);
});

test('a name of one character and one of 28 are accepted', async () => {
  for (const name of ['z', 'abcdefghijklmnopqrstuvwxyz-1']) {
    expect((await create(api, name)).failure).toBeNull();
    expect((await inContainer(['id', `exp-${name}`])).code).toBe(0);
    expect((await remove(api, name)).failure).toBeNull();
  }
});
