import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api, create, ended, type Operation, remove } from './support/api.ts';
import { ADDRESS, inContainer, said, script, sql, until } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const NAME = 'snap-1';
const HOME = `/home/exp-${NAME}`;

interface Snapshot {
  id: string;
  state: string;
  createdBy: string;
  files: { name: string; bytes: number; sha256: string }[];
  contents: { database: unknown; tables: string[] } | null;
}

let api: Api;
let bob: Api;
let before: string[];

const snapshots = async () =>
  (await api.query<{ snapshots: Snapshot[]; nextAt: string | null }>('snapshots.list', { name: NAME })).data;

/** Calls a procedure that begins an operation and waits for the end of that. */
async function done(procedure: string, input: object): Promise<Operation> {
  const answer = await api.mutate<{ operationId: string }>(procedure, input);
  if (answer.status !== 200) throw new Error(`${procedure}: ${answer.message}`);
  return ended(api, answer.data.operationId);
}

const inside = (command: string) => said('runuser', '-l', `exp-${NAME}`, '-c', command);
const rows = (query: string) => inside(`psql -Atc "${query}"`);

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  bob = await Api.logIn(await makePerson('bob'));
  before = await inventory();
  expect((await create(api, NAME)).failure).toBeNull();
  await rows(
    'create table notes (id serial primary key, text text); insert into notes (text) select n::text from generate_series(1, 1000) n',
  );
  await rows('create table other (x int); insert into other values (1)');
  await inside(
    `mkdir -p "notes/a folder" && printf first > "notes/a folder/ümlaut [1].txt" && printf secret > notes/b.txt && ln -s /etc/passwd notes/link`,
  );
});

afterAll(async () => {
  await sql(`drop trigger if exists test_hold_step on operation_steps`);
});

let snapshot: Snapshot;

test('a snapshot of a running experiment is made, and says what is in it', async () => {
  const operation = await done('snapshots.create', { name: NAME });
  expect(operation.failure).toBeNull();
  const [found] = (await snapshots()).snapshots;
  if (!found) throw new Error('no snapshot');
  snapshot = found;
  expect(snapshot).toMatchObject({ state: 'complete', createdBy: 'alice' });
  expect(snapshot.contents?.tables).toEqual(expect.arrayContaining(['public.notes', 'public.other']));
  const { data } = await api.query<{ entries: unknown[] }>('snapshots.files', { id: snapshot.id, folder: 'notes' });
  expect(data.entries).toEqual([
    { name: 'a folder', kind: 'folder', bytes: null },
    { name: 'b.txt', kind: 'file', bytes: 6 },
    { name: 'link', kind: 'other', bytes: null },
  ]);
});

test('a download is the very file, for its owner and nobody else, and no page of another origin can trigger more', async () => {
  const file = snapshot.files.find(({ name }) => name === 'home.tar.zst');
  const url = `http://${ADDRESS}:8080/archives/${snapshot.id}/home.tar.zst`;
  const cookie = api.cookie ?? '';
  const answer = await fetch(url, { headers: { cookie } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="snap-1-.*-home\.tar\.zst"$/);
  const content = Buffer.from(await answer.arrayBuffer());
  expect(createHash('sha256').update(content).digest('hex')).toBe(file?.sha256);
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { cookie: bob.cookie ?? '' } })).status).toBe(404);
  expect((await fetch(url, { headers: { cookie, origin: `http://${ADDRESS}:8081` } })).status).toBe(403);
  const image = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
  expect((await fetch(url, { headers: { cookie, ...image } })).status).toBe(403);
  expect((await fetch(url.replace('home.tar.zst', 'secrets.sealed'), { headers: { cookie } })).status).toBe(404);
  expect((await fetch(`${url}/../../../../etc/passwd`, { headers: { cookie } })).status).toBe(404);
});

describe('what was lost since then', () => {
  beforeAll(async () => {
    await rows('delete from notes where id > 10');
    await inside(`printf changed > notes/b.txt && rm -r "notes/a folder"`);
  });

  test('comes back into a folder and a schema of its own, and what is there stays as it is', async () => {
    const wanted = { files: ['notes/a folder', 'notes/b.txt'], tables: ['public.notes'] };
    const operation = await done('snapshots.recover', { id: snapshot.id, ...wanted });
    expect(operation.failure).toBeNull();
    const folder = (await inside('ls ~/recovered')).split('\n').at(-1);
    expect(await inside(`cat ~/recovered/${folder}/notes/b.txt`)).toBe('secret');
    expect(await inside(`cat "$HOME/recovered/${folder}/notes/a folder/ümlaut [1].txt"`)).toBe('first');
    expect(await inside('cat ~/notes/b.txt')).toBe('changed');
    const schema = await rows(`select nspname from pg_namespace where nspname like 'recovered%'`);
    expect(await rows(`select count(*) from ${schema}.notes`)).toBe('1000');
    expect(await rows('select count(*) from notes')).toBe('10');
    expect(await rows(`select pg_get_userbyid(nspowner) from pg_namespace where nspname = '${schema}'`)).toBe(
      `exp-${NAME}`,
    );
    expect(await sql(`select count(*) from pg_database where datname like 'recover%'`)).toBe('0');
    expect(await script('ls -A /var/lib/homelab-paas/staging')).toBe('');
    expect(await script(`find ${HOME}/recovered ! -user exp-${NAME} | head -1`)).toBe('');
  });

  test('is not brought back in part: a path that is no file and a table that is none are refused or told', async () => {
    const outside = await api.mutate('snapshots.recover', { id: snapshot.id, files: ['../exp-other/x'], tables: [] });
    expect(outside).toMatchObject({ status: 400 });
    const table = await api.mutate('snapshots.recover', { id: snapshot.id, files: [], tables: ['public.none'] });
    expect(table).toMatchObject({ status: 400, message: expect.stringContaining('public.none') });
    const operation = await done('snapshots.recover', { id: snapshot.id, files: ['not/there'], tables: [] });
    expect(operation.steps.find(({ key }) => key === 'files')?.lines).toContain('Not in the snapshot: not/there');
  });

  test('of a stopped experiment comes back too, and its database is closed again', async () => {
    await done('experiments.stop', { name: NAME });
    const operation = await done('snapshots.recover', { id: snapshot.id, files: [], tables: ['public.other'] });
    expect(operation.failure).toBeNull();
    expect(await sql(`select rolcanlogin from pg_roles where rolname = 'exp-${NAME}'`)).toBe('f');
    await done('experiments.start', { name: NAME });
    expect(await sql(`select count(*) from pg_namespace where nspname like 'recovered%'`, `experiment_${NAME}`)).toBe(
      '2',
    );
  });
});

test('a truncated file of a snapshot is found and nothing is recovered from it', async () => {
  await script(
    `cd /var/lib/homelab-paas/archives/${snapshot.id} && cp -p home.tar.zst /root/kept && truncate -s -10 home.tar.zst`,
  );
  const operation = await done('snapshots.recover', { id: snapshot.id, files: ['notes/b.txt'], tables: [] });
  expect(operation.state).toBe('failed');
  expect(operation.failure?.message).toMatch(/truncated/);
  expect((await inside('ls ~/recovered')).split('\n').length).toBeLessThanOrEqual(2);
  await script(`cat /root/kept > /var/lib/homelab-paas/archives/${snapshot.id}/home.tar.zst && rm /root/kept`);
});

test('a schedule makes snapshots by itself and removes those that it does not keep, never one that a person asked for', async () => {
  const schedule = { everyHours: 1, keepLast: 2, keepDaily: 0, keepWeekly: 0 };
  expect((await api.mutate('snapshots.schedule', { name: NAME, schedule })).status).toBe(200);
  for (const [round, kept] of [
    [1, 1],
    [2, 2],
    [3, 2],
  ] as const) {
    await sql(`update archives set created_at = created_at - interval '2 hours' where experiment_name = '${NAME}'`);
    await said('systemctl', 'restart', 'worker');
    await until(`snapshot ${round} of the schedule`, 120, async () => {
      // by the experiment's id: another run may have had one of this name
      const count = await sql(
        `select count(*) from operations where kind = 'experiment.snapshot' and experiment_id = (select id from experiments where name = '${NAME}') and requested_by = 'job:schedule' and state = 'succeeded'`,
      );
      return Number(count) === round ? count : null;
    });
    const made = (await snapshots()).snapshots.filter(({ createdBy }) => createdBy === 'job:schedule');
    expect(made.length).toBe(kept);
  }
  const listed = await snapshots();
  expect(listed.snapshots.map(({ id }) => id)).toContain(snapshot.id);
  expect(listed.nextAt).not.toBeNull();
  const folders = (await said('ls', '/var/lib/homelab-paas/archives')).split('\n');
  for (const { id } of listed.snapshots) expect(folders).toContain(id);
  expect((await api.mutate('snapshots.schedule', { name: NAME, schedule: null })).status).toBe(200);
});

test('a snapshot that a person removes is gone with its files, and the rest go with the experiment', async () => {
  expect((await done('snapshots.remove', { id: snapshot.id })).failure).toBeNull();
  expect((await inContainer(['ls', `/var/lib/homelab-paas/archives/${snapshot.id}`])).code).not.toBe(0);
  const left = (await snapshots()).snapshots.map(({ id }) => id);
  expect(left.length).toBeGreaterThan(0);
  expect((await remove(api, NAME)).failure).toBeNull();
  const folders = await said('ls', '/var/lib/homelab-paas/archives');
  for (const id of left) expect(folders).not.toContain(id);
  expect(await changesSince(before)).toEqual([]);
});
