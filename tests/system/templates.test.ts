import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api, ended, type Operation, remove } from './support/api.ts';
import { inContainer, said, script, sql } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const TEMPLATES = '/opt/homelab-paas/experiments/templates';
const HEAVY = process.env.HOMELAB_TEST_HEAVY_TEMPLATES === '1';

let api: Api;
let before: string[];

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  before = await inventory();
});

/** Asks for an experiment and waits for the end of its creation. */
async function create(name: string, input: object, seconds = 180): Promise<Operation> {
  const answer = await api.mutate<{ operationId: string }>('experiments.create', { name, ...input });
  if (answer.status !== 200) throw new Error(`${name} could not be created: ${answer.message}`);
  return ended(api, answer.data.operationId, seconds);
}

const inside = (name: string, command: string) => said('runuser', '-l', `exp-${name}`, '-c', command);
const linesOf = (operation: Operation) => operation.steps.find(({ key }) => key === 'template')?.lines ?? [];

describe('a template', () => {
  test('gives a Python project with its packages, and its command has run', async () => {
    const operation = await create('tpl-python', { template: 'python' });
    expect(operation.failure).toBeNull();
    expect(linesOf(operation).join('\n')).toMatch(/1 passed/);
    expect(
      await inside('tpl-python', 'cd ~ && .venv/bin/python -c "import psycopg; print(psycopg.__version__)"'),
    ).toMatch(/\d/);
    expect(await inside('tpl-python', 'git -C ~ ls-files')).toContain('pyproject.toml');
    expect(await script('find /home/exp-tpl-python ! -user exp-tpl-python | head -1')).toBe('');
  });

  test('gives a Node project with its packages, and its command has run', async () => {
    const operation = await create('tpl-node', { template: 'node' });
    expect(operation.failure).toBeNull();
    expect(linesOf(operation).join('\n')).toMatch(/pass 1/);
    expect(await inside('tpl-node', 'ls ~/node_modules')).toContain('pg');
  });

  test('gives a web application that answers', async () => {
    const operation = await create('tpl-web', { template: 'web-app' });
    expect(operation.failure).toBeNull();
    expect(linesOf(operation)).toContain('The application answers.');
  });

  test.runIf(HEAVY).each(['data-science', 'pytorch'])('%s can be set up', async (template) => {
    const operation = await create(`tpl-${template}`, { template }, 900);
    expect(operation.failure).toBeNull();
    expect(await inside(`tpl-${template}`, 'jupyter kernelspec list')).toContain('project');
  });
});

/** A template that only the test has, taken away at the end of it. */
async function withTemplate(manifest: object, work: (key: string) => Promise<void>): Promise<void> {
  const key = 'only-a-test';
  await said('mkdir', '-p', `${TEMPLATES}/${key}/files`);
  const written = await inContainer(['tee', `${TEMPLATES}/${key}/template.json`], { input: JSON.stringify(manifest) });
  expect(written.code).toBe(0);
  try {
    await work(key);
  } finally {
    await said('rm', '-r', `${TEMPLATES}/${key}`);
  }
}

const BROKEN = { name: 'Broken', description: 'It fails.', files: 'files' };

describe('a template that cannot be set up', () => {
  test('fails the creation with its output, without control characters, and leaves nothing', async () => {
    const command = [
      'bash',
      '-c',
      'printf "\\033[31mhalf \\a way\\033[0m\\n"; id -un; cat /etc/homelab-paas/master.key; exit 3',
    ];
    await withTemplate({ ...BROKEN, postCreate: { command, seconds: 20 } }, async (template) => {
      const operation = await create('tpl-broken', { template });
      expect(operation.state).toBe('failed');
      expect(operation.failure?.message).toMatch(/“Broken” could not be set up.*ended with status 3/);
      expect(operation.failure?.log).toEqual(expect.arrayContaining(['half  way', 'exp-tpl-broken']));
      expect(operation.failure?.log.join('\n')).toMatch(/master\.key: Permission denied/);
    });
    expect((await remove(api, 'tpl-broken')).failure).toBeNull();
    expect((await inventory()).filter((line) => line.includes('tpl-broken'))).toEqual([]);
  });

  test('is ended at its time limit, with what it started', async () => {
    const command = ['bash', '-c', 'sleep 4321 & sleep 4321'];
    await withTemplate({ ...BROKEN, postCreate: { command, seconds: 2 } }, async (template) => {
      const operation = await create('tpl-broken', { template });
      expect(operation.failure?.message).toMatch(/did not end within 2 seconds/);
      expect((await inContainer(['pgrep', '-f', 'sleep 4321'])).code).toBe(1);
    });
    expect((await remove(api, 'tpl-broken')).failure).toBeNull();
  });

  test('that does not exist is refused at once', async () => {
    const answer = await api.mutate('experiments.create', { name: 'tpl-none', template: '../base' });
    expect(answer).toMatchObject({ status: 400, message: expect.stringContaining('There is no template') });
  });
});

describe('a git repository', () => {
  beforeAll(async () => {
    // served by nothing but files over HTTP, from inside the container
    await script(`
      rm -rf /root/served && mkdir -p /root/served && cd /root/served && git init --quiet --initial-branch=main work && cd work
      printf '{"name":"From git","description":"d","postCreate":{"command":["bash","setup.sh"],"seconds":30}}' > homelab.json
      printf 'psql -Atc "select 7" > made.txt; pwd\n' > setup.sh
      git add . && git -c user.name=t -c user.email=t@localhost commit --quiet -m first
      git clone --quiet --bare . ../tool.git && git -C ../tool.git update-server-info
      systemd-run --quiet --collect --unit=test-served --working-directory=/root/served python3 -m http.server 8099 --bind 127.0.0.1`);
  });
  afterAll(() => script('systemctl stop test-served; rm -r /root/served'));

  test('is cloned as the experiment, set up by its homelab.json, and left out of the experiment’s own repository', async () => {
    const operation = await create('tpl-git', { source: { kind: 'git', url: 'http://127.0.0.1:8099/tool.git' } });
    expect(operation.failure).toBeNull();
    expect(await inside('tpl-git', 'cat ~/src/tool/made.txt')).toBe('7');
    expect(await inside('tpl-git', 'git -C ~/src/tool remote get-url origin')).toBe('http://127.0.0.1:8099/tool.git');
    expect(await inside('tpl-git', 'git -C ~ status --short && git -C ~ ls-files src')).not.toContain('tool');
  });

  test('that is not there fails the creation and leaves nothing', async () => {
    const operation = await create('tpl-gone', { source: { kind: 'git', url: 'http://127.0.0.1:8099/gone.git' } });
    expect(operation.failure?.message).toMatch(/could not be fetched.*gone\.git could not be cloned/);
    expect((await remove(api, 'tpl-gone')).failure).toBeNull();
    expect((await inventory()).filter((line) => line.includes('tpl-gone'))).toEqual([]);
  });
});

describe('another experiment', () => {
  test('is copied with home and database while it runs, without its secrets, and has its own of everything', async () => {
    await inside(
      'tpl-python',
      'printf kept > ~/notes.txt; psql -qc "create table copied as select generate_series(1, 50) n"',
    );
    const source = { kind: 'experiment', name: 'tpl-python', withDatabase: true };
    const operation = await create('tpl-copy', { source });
    expect(operation.failure).toBeNull();
    expect(await inside('tpl-copy', 'cat ~/notes.txt')).toBe('kept');
    expect(await inside('tpl-copy', 'psql -Atc "select count(*) from copied"')).toBe('50');
    expect(
      await sql(`select distinct tableowner from pg_tables where schemaname = 'public'`, 'experiment_tpl-copy'),
    ).toBe('exp-tpl-copy');
    expect(await inside('tpl-copy', 'git -C ~ remote get-url origin')).toContain('/exp-tpl-copy/tpl-copy.git');
    expect(await script('find /home/exp-tpl-copy ! -user exp-tpl-copy | head -1')).toBe('');
    expect(await inside('tpl-python', 'psql -Atc "select count(*) from copied"')).toBe('50');
    expect(await script('ls -A /var/lib/homelab-paas/staging')).toBe('');
  });

  test('of somebody else is not there for who may not open it', async () => {
    const bob = await Api.logIn(await makePerson('bob'));
    const source = { kind: 'experiment', name: 'tpl-python', withDatabase: true };
    expect((await bob.mutate('experiments.create', { name: 'tpl-theft', source })).status).toBe(404);
  });
});

afterAll(async () => {
  for (const name of ['python', 'node', 'web', 'git', 'copy', 'data-science', 'pytorch']) {
    const found = await inContainer(['id', `exp-tpl-${name}`]);
    if (found.code === 0) expect((await remove(api, `tpl-${name}`)).failure).toBeNull();
  }
  expect(await changesSince(before)).toEqual([]);
});
