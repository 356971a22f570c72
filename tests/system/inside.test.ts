import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api, create, remove } from './support/api.ts';
import { ADDRESS, said, script, sql, until } from './support/container.ts';
import { Inside } from './support/inside.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const NAME = 'inner';
const VALUE = `s3cret "$HOME" \\ \`id\` ü\t${randomBytes(6).toString('hex')}`;

let api: Api;
let bob: Api;
let before: string[];
let inside: Inside;

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  bob = await Api.logIn(await makePerson('bob'));
  before = await inventory();
  expect((await create(api, NAME)).failure).toBeNull();
  expect((await api.mutate('secrets.set', { name: NAME, secret: 'API_KEY', value: VALUE })).message).toBeNull();
  inside = new Inside(api, NAME);
  await inside.open('lab', 'ssh');
});

afterAll(async () => {
  await inside?.close();
  await remove(api, NAME).catch(() => undefined);
});

describe('a shell of an experiment', () => {
  const words = `for p in uv npm node psql git opencode python3; do command -v $p >/dev/null || echo missing $p; done
    env | grep -oE '^(DATABASE_URL|REPOSITORY_URL|GITEA_TOKEN|METRICS_URL|LOGS_URL|LOGS_TOKEN|PGDATABASE)=' | sort | tr -d '\\n'; echo
    printf '%s' "$API_KEY" | base64 -w0; echo`;
  const names = 'DATABASE_URL=GITEA_TOKEN=LOGS_TOKEN=LOGS_URL=METRICS_URL=PGDATABASE=REPOSITORY_URL=';

  test.each(['lab', 'ssh'] as const)('has its programs, its environment and its secrets in %s', async (context) => {
    const { stdout } = await inside.run(context, words);
    expect(stdout.trim().split('\n').slice(-2)).toEqual([names, Buffer.from(VALUE).toString('base64')]);
    expect(stdout).not.toContain('missing');
  });

  test('tells at log-in what there is and where, in far less time than measuring the home would take', async () => {
    const { stdout } = await inside.ssh(['bash', '-lic', 'true'], '', ['-tt']);
    for (const word of [
      NAME,
      'Home',
      'Memory',
      'Database',
      'Repository',
      'Snapshots',
      'uv, npm, psql, git, opencode',
    ]) {
      expect(stdout).toContain(word);
    }
    expect(stdout).toContain(`http://${ADDRESS}:8080/user/${NAME}/lab`);
    expect(await said('cat', '/opt/homelab-paas/experiments/welcome')).not.toMatch(/\bdu\b|\bfind\b/);
  });
});

describe('secrets', () => {
  test('are listed by name and never by value, and stand in no table, log or audit row', async () => {
    const listed = await api.query<{ secret: string }[]>('secrets.list', { name: NAME });
    expect(listed.data.map(({ secret }) => secret)).toEqual(['API_KEY']);
    expect(JSON.stringify(listed.data)).not.toContain('s3cret');
    const audited = `select details::text from audit where action = 'secret.set' and subject = '${NAME}' order by id desc limit 1`;
    expect(JSON.parse(await sql(audited))).toEqual({ secret: 'API_KEY' });
    expect(await script(`runuser -u postgres -- pg_dump homelab_paas | grep -cF 's3cret' || true`)).toBe('0');
    expect(await script(`journalctl --no-pager -o cat | grep -cF 's3cret' || true`)).toBe('0');
  });

  test.each([
    ['PATH', 'x'],
    ['LD_PRELOAD', 'x'],
    ['PGHOST', 'x'],
    ['GITEA_TOKEN', 'x'],
    ['BASH_ENV', 'x'],
    ['lower', 'x'],
    ['1ST', 'x'],
    ['A B', 'x'],
    ['LINES_OF_IT', 'one\ntwo'],
    ['LONG', 'x'.repeat(32 * 1024 + 1)],
  ])('refuse the name or value of %s', async (secret, value) => {
    expect((await api.mutate('secrets.set', { name: NAME, secret, value })).status).toBe(400);
  });

  test('are gone from the environment of what starts after they were removed', async () => {
    expect((await api.mutate('secrets.set', { name: NAME, secret: 'PASSING', value: 'by' })).message).toBeNull();
    expect((await inside.ssh(['echo $PASSING'])).stdout.trim()).toBe('by');
    expect((await api.mutate('secrets.remove', { name: NAME, secret: 'PASSING' })).message).toBeNull();
    expect((await inside.ssh(['echo $PASSING'])).stdout.trim()).toBe('');
  });

  test('are nobody’s to set who may not manage the experiment', async () => {
    expect((await bob.mutate('secrets.set', { name: NAME, secret: 'X', value: 'y' })).status).toBe(404);
    expect((await bob.query('secrets.list', { name: NAME })).status).toBe(404);
  });
});

describe('the log endpoint', () => {
  const post = (body: string, token = '$LOGS_TOKEN') =>
    inside.run(
      'ssh',
      `curl -s --noproxy '*' -w '%{http_code}' -o /dev/null -H "Authorization: Bearer ${token}" --data-binary @- "$LOGS_URL" <<'END'\n${body}\nEND`,
    );

  test('takes lines of text and of JSON, without what could write over other lines', async () => {
    const body = `plain \u001b[31mred\u001b[0m\n{"level":"error","message":"it broke"}\n<0>not an emergency`;
    expect((await post(body)).stdout).toBe('202');
    const lines = await until('posted lines', 20, async () => {
      const { data } = await api.query<{ lines: { text: string; level: string }[] }>('experiments.logs', {
        name: NAME,
        source: 'posted',
        lines: 10,
      });
      return data.lines.length >= 3 ? data.lines : null;
    });
    expect(lines.map(({ text, level }) => [level, text])).toEqual([
      ['info', 'plain red'],
      ['error', 'it broke'],
      ['info', '<0>not an emergency'],
    ]);
  });

  test('gives JupyterLab’s own lines to who may read logs, and nothing to others', async () => {
    const lab = await api.query<{ lines: { text: string }[] }>('experiments.logs', {
      name: NAME,
      source: 'lab',
      lines: 200,
    });
    expect(lab.data.lines.map(({ text }) => text).join('\n')).toContain('Jupyter');
    expect((await bob.query('experiments.logs', { name: NAME, source: 'lab', lines: 5 })).status).toBe(404);
  });

  test('refuses a wrong token, too much at once and too much in a minute', async () => {
    expect((await post('x', 'wrong')).stdout).toBe('401');
    expect(
      (
        await inside.run(
          'ssh',
          `head -c 300000 /dev/zero | tr '\\0' x | curl -s --noproxy '*' -w '%{http_code}' -o /dev/null -H "Authorization: Bearer $LOGS_TOKEN" --data-binary @- "$LOGS_URL"`,
        )
      ).stdout,
    ).toBe('413');
    expect((await post('line\n'.repeat(1001))).stdout).toBe('429');
  });

  test('is not forged by who logs under its name', async () => {
    const id = await sql(`select id from experiments where name = '${NAME}'`);
    await script(`echo forged | runuser -u homelab-auth -- systemd-cat -t experiment/${id}`);
    const { data } = await api.query<{ lines: { text: string }[] }>('experiments.logs', {
      name: NAME,
      source: 'posted',
      lines: 50,
    });
    expect(data.lines.map(({ text }) => text)).not.toContain('forged');
  });
});

test('an experiment that is deleted leaves nothing of its secrets and logs', async () => {
  await inside.close();
  expect((await remove(api, NAME)).failure).toBeNull();
  expect(await changesSince(before)).toEqual([]);
});
