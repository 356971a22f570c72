import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Api, create, ended, type Operation, remove } from './support/api.ts';
import { inContainer, said, script, sql } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

/** Archive and restore, the whole way: everything that an experiment is made of comes back, and the archive stays as it was. */

const PREFIX = 'arch';
const NAME = `${PREFIX}-round`;
const OTHER = `${PREFIX}-other`;
const VALUE = `s€cret "${randomBytes(6).toString('hex')}" $HOME \\ \``;
/** An ed25519 key: the length of the type, the type, the length of the key, 32 bytes. */
const KEY = `ssh-ed25519 ${Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.from([0, 0, 0, 32]), randomBytes(32)]).toString('base64')}`;
let api: Api;
let before: string[];

beforeAll(async () => {
  const owner = await makePerson('arch-owner');
  await makePerson('arch-friend');
  await makePerson('arch-guest');
  api = await Api.logIn(owner);
  await Api.logIn({ ...(await makePerson('arch-friend')) });
  before = await inventory();
}, 60_000);

/** Runs a script as the experiment's user, with its environment and in its home. */
async function inside(name: string, text: string): Promise<string> {
  const { code, stdout, stderr } = await inContainer(
    [
      'runuser',
      '-u',
      `exp-${name}`,
      '--',
      'bash',
      '-euo',
      'pipefail',
      '-c',
      `cd; set -a; . /etc/homelab-paas/experiments/${name}.env; set +a; ${text}`,
    ],
    { timeoutMs: 120_000 },
  );
  if (code !== 0) throw new Error(stderr || stdout);
  return stdout.trimEnd();
}

/** One line for each thing in a home: kind, mode, size, link target, attributes, digest. Names are quoted. */
const LISTING = `
  find . -mindepth 1 -path ./.git -prune -o ! -path './.git*' ! -name .gitconfig -printf '%y %m %s %n %l %T@ %P\\0' | sort -z | tr '\\0\\n' '\\n?' | sed 's/^d \\([0-7]*\\) [0-9]* [0-9]*/d \\1/'
  find . -type f ! -path './.git/*' ! -name .gitconfig -readable -print0 | sort -z | xargs -0 sha256sum`;
const DATABASE = `
  psql -XAtq -c "select * from lab.results order by 1" -c "select last_value, is_called from lab.results_id_seq" \\
    -c "select id, encode(lo_get(id), 'hex') from public.files, lateral (select loid as id) x" -c "select * from public.odd"\\
    -c "select nspname, nspacl::text from pg_namespace where nspname = 'lab'" -c "select relname, relacl::text from pg_class where relname = 'results'" \\
    -c "select polname from pg_policy" -c "select extname from pg_extension order by 1" -c "show work_mem" -c "table lab.totals"`;
const REFS = 'git ls-remote "$REPOSITORY_URL" | grep -v refs/heads/archive/ || true';

async function archive(name: string): Promise<{ operation: Operation; archiveId: string }> {
  const answer = await api.mutate<{ operationId: string; archiveId: string }>('archives.create', {
    name,
    confirmation: name,
  });
  if (answer.status !== 200) throw new Error(`${name} could not be archived: ${answer.message}`);
  return { operation: await ended(api, answer.data.operationId), archiveId: answer.data.archiveId };
}

async function restore(id: string, name: string): Promise<Operation> {
  const answer = await api.mutate<{ operationId: string }>('archives.restore', { id, name });
  if (answer.status !== 200) throw new Error(`${name} could not be restored: ${answer.message}`);
  return ended(api, answer.data.operationId);
}

const digests = (id: string) =>
  script(`cd /var/lib/homelab-paas/archives/${id} && stat -c '%n %s %Y %U:%G %a' * && sha256sum *`);

let archiveId: string;
let was: { home: string; database: string; refs: string; settings: string };

it('archives a whole experiment and leaves nothing of it on the machine', async () => {
  expect(await create(api, NAME, 'The one that goes round')).toMatchObject({ state: 'succeeded', failure: null });
  await inside(
    NAME,
    `
    mkdir -p 'odd  names' deep/er; echo one > $'odd  names/line\\nbreak'; echo two > $'odd  names/\\xff\\xfe bytes'; echo three > 'odd  names/-dash $x "q"'
    ln -s ../deep 'odd  names/link'; ln -s /etc/passwd outside; ln 'deep/../odd  names/-dash $x "q"' deep/hard
    truncate -s 600M sparse; printf end | dd of=sparse bs=1 seek=300M conv=notrunc status=none
    mkfifo pipe; echo locked > deep/unreadable; chmod 000 deep/unreadable; chmod 0751 deep/er; echo x > deep/er/run; chmod 0755 deep/er/run
    mkdir shut; echo in > shut/in; chmod 500 shut; touch -d '2001-02-03 04:05:06.789' deep/old
    git checkout -q -b feature; echo work > src/work.py; git add src; git commit -qm work; git push -q origin feature
    git tag v1; git push -q origin v1; git checkout -q main; echo uncommitted > not-committed.py; echo staged > staged.py; git add staged.py
    psql -Xq -v ON_ERROR_STOP=1 <<'END'
      create extension pgcrypto;
      create schema lab; grant usage on schema lab to public;
      create table lab.results (id serial primary key, text text);
      grant select on lab.results to public;
      insert into lab.results (text) select 'row ' || n from generate_series(1, 500) n;
      alter table lab.results enable row level security;
      create policy own on lab.results to "exp-${NAME}" using (true);
      create view lab.totals as select count(*) from lab.results;
      create table public.odd ("a ""b""" text, "line
break" int); insert into public.odd values ('ü', 1);
      create table public.files as select lo_from_bytea(0, '\\xdeadbeef00') as loid;
      alter database "experiment_${NAME}" set work_mem = '7MB';
END`,
  );
  expect((await api.mutate('secrets.set', { name: NAME, secret: 'SERVICE_KEY', value: VALUE })).status).toBe(200);
  expect(
    (await api.mutate('members.set', { name: NAME, username: 'arch-friend', role: 'operator', logs: true })).status,
  ).toBe(200);
  expect(
    (await api.mutate('members.set', { name: NAME, username: 'arch-guest', role: 'viewer', logs: false })).status,
  ).toBe(200);
  expect((await api.mutate('sshKeys.add', { name: NAME, label: 'mine', publicKey: KEY })).message).toBeNull();
  await sql(`update experiments set limits = jsonb_set(limits, '{tasksMax}', '333'),
    idling = '{"idleMinutes": 33, "openTabMinutes": null, "busyCpuPercent": 7}',
    snapshot_schedule = '{"everyHours": 0, "keepLast": 2, "keepDaily": 1, "keepWeekly": 1}' where name = '${NAME}'`);
  was = {
    home: await inside(NAME, LISTING),
    database: await inside(NAME, DATABASE),
    refs: await inside(NAME, REFS),
    settings: await sql(
      `select display_name, owner, template, limits, idling, snapshot_schedule from experiments where name = '${NAME}'`,
    ),
  };

  const done = await archive(NAME);
  expect(done.operation).toMatchObject({ state: 'succeeded', failure: null });
  archiveId = done.archiveId;
  const left = (await inventory()).filter((line) => !before.includes(line));
  const id = await sql(`select id from experiments where name = '${NAME}'`);
  const kept = (line: string) =>
    line.includes(archiveId) ||
    line === `row experiment ${NAME}` ||
    [`row members ${id}`, `row ssh_keys ${id}`].includes(line);
  expect(left.filter((line) => !kept(line))).toEqual([]);
  expect(before.filter((line) => !left.includes(line) && line.includes(NAME))).toEqual([]);
  expect(await said('ls', '/var/lib/homelab-paas/staging')).toBe('');
}, 300_000);

it('shows the archive with its size and contents', async () => {
  const { data } = await api.query<Record<string, unknown>>('archives.get', { id: archiveId });
  expect(data).toMatchObject({
    state: 'complete',
    contents: { tables: expect.arrayContaining(['lab.results', 'public.odd']), secrets: ['SERVICE_KEY'], members: 2 },
  });
  const listed = await api.query<{ items: { id: string }[] }>('archives.list', { search: NAME });
  expect(listed.data.items.map(({ id }) => id)).toEqual([archiveId]);
});

for (const name of [NAME, OTHER]) {
  it(`restores it as “${name}” with everything as it was, and leaves the archive as it is`, async () => {
    const files = await digests(archiveId);
    expect(await restore(archiveId, name)).toMatchObject({ state: 'succeeded', failure: null });
    const renamed = (text: string) => text.replaceAll(`exp-${NAME}`, `exp-${name}`);
    expect(await inside(name, LISTING)).toBe(was.home);
    expect(await inside(name, DATABASE)).toBe(renamed(was.database));
    expect(await inside(name, REFS)).toBe(was.refs);
    expect(await inside(name, 'git ls-remote "$REPOSITORY_URL" "refs/heads/archive/*" | wc -l')).toBe('1');
    expect(await inside(name, 'git status --porcelain | sort')).toContain('not-committed.py');
    expect(await inside(name, 'git remote get-url origin')).toBe(`http://127.0.0.1:3000/exp-${name}/${name}.git`);
    expect(await inside(name, 'git fetch -q origin; printf %s "$SERVICE_KEY"')).toBe(VALUE);
    expect(await inside(name, 'stat -c %b sparse')).not.toBe('1228800');
    expect(
      await sql(
        `select display_name, owner, template, limits, idling, snapshot_schedule from experiments where name = '${name}' and state = 'ready'`,
      ),
    ).toBe(was.settings);
    expect(
      await sql(
        `select username, role, logs from members m join experiments e on e.id = m.experiment_id where e.name = '${name}' and state = 'ready' order by 1`,
      ),
    ).toBe('arch-friend|operator|t\narch-guest|viewer|f');
    expect(await said('cat', `/etc/homelab-paas/ssh/exp-${name}`)).toContain(KEY);
    expect(await digests(archiveId)).toBe(files);
    expect(await said('ls', '/var/lib/homelab-paas/staging')).toBe('');
    if (name === NAME) expect(await remove(api, name)).toMatchObject({ state: 'succeeded' });
  }, 300_000);
}

it('archives one that is stopped, although its database is closed then', async () => {
  const stopped = await api.mutate<{ operationId: string }>('experiments.stop', { name: OTHER });
  expect(await ended(api, stopped.data.operationId)).toMatchObject({ state: 'succeeded' });
  const done = await archive(OTHER);
  expect(done.operation).toMatchObject({ state: 'succeeded', failure: null });
  const { data } = await api.query<Record<string, unknown>>('archives.get', { id: done.archiveId });
  expect(data).toMatchObject({
    contents: { tables: expect.arrayContaining(['lab.results']), secrets: ['SERVICE_KEY'] },
  });
  const removed = await api.mutate<{ operationId: string }>('archives.remove', {
    id: done.archiveId,
    confirmation: OTHER,
  });
  expect(await ended(api, removed.data.operationId)).toMatchObject({ state: 'succeeded' });
}, 300_000);

it('removes the archive with its entry, and then nothing at all is left', async () => {
  const answer = await api.mutate<{ operationId: string }>('archives.remove', { id: archiveId, confirmation: NAME });
  expect(answer.status).toBe(200);
  expect(await ended(api, answer.data.operationId)).toMatchObject({ state: 'succeeded' });
  expect(await changesSince(before)).toEqual([]);
  expect(await sql(`select count(*) from archives where experiment_name = '${NAME}'`)).toBe('0');
}, 120_000);

afterAll(async () => {
  const names = await sql(`select name from experiments where name like '${PREFIX}-%' and state <> 'archived'`);
  for (const name of names.split('\n').filter(Boolean)) await remove(api, name).catch(() => undefined);
}, 120_000);
