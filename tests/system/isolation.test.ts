import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api, create, remove } from './support/api.ts';
import { attemptsOn, PREAMBLE } from './support/attempts.ts';
import { inContainer, said, script } from './support/container.ts';
import { CONTEXTS, type ContextName, Inside } from './support/inside.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const A = 'iso-a';
const B = 'iso-b';

/** Stands in everything that the neighbour has: whoever sees it has seen too much. */
const MARK = `mark-${randomBytes(9).toString('hex')}`;

/** Each attempt by its title is known before there are experiments: what it works with is filled in at the start. */
const TITLES = Object.keys(attemptsOn({ name: B, account: `exp-${B}`, uid: 0, pid: 0 }));

let api: Api;
let other: Api;
let before: string[];
let attacker: Inside;
let neighbour: Inside;
const outcomes = new Map<string, { code: number; output: string }>();

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  other = await Api.logIn(await makePerson('bob'));
  before = await inventory();
  for (const operation of await Promise.all([create(api, A), create(other, B)])) expect(operation.failure).toBeNull();
  attacker = new Inside(api, A);
  neighbour = new Inside(other, B);
  await Promise.all([attacker.open('lab', 'code', 'ssh'), neighbour.open('lab')]);
  await prepareNeighbour();
  const pid = Number(await said('systemctl', 'show', '-p', 'MainPID', '--value', `experiment-lab@${B}.service`));
  const uid = Number(await said('id', '-u', `exp-${B}`));
  const attempts = attemptsOn({ name: B, account: `exp-${B}`, uid, pid });
  await Promise.all(CONTEXTS.map((context) => attack(context, attempts)));
});

afterAll(async () => {
  await attacker?.close();
  await neighbour?.close();
  // The last test has removed them; after a failure before it they are still there.
  await Promise.allSettled([remove(api, A), remove(other, B)]);
});

/** A secret, a file, a table, a commit, temporary files, shared memory, a process and a posted line, each with the mark. */
async function prepareNeighbour(): Promise<void> {
  const set = await other.mutate('secrets.set', { name: B, secret: 'MARK', value: MARK });
  expect(set.message).toBeNull();
  const { code, stdout } = await neighbour.run(
    'lab',
    `set -e
     echo ${MARK} | tee secret.txt /tmp/${MARK} /dev/shm/${MARK} >/dev/null
     psql -qc "create table secret as select '${MARK}' as mark"
     echo ${MARK} > tracked.txt; git add tracked.txt; git commit -qm ${MARK}; git push -q
     ipcmk -M 4096 >/dev/null
     MARK=${MARK} setsid python3 -c 'import time; time.sleep(3000)' ${MARK} >/dev/null 2>&1 &
     setsid psql -qc "select pg_sleep(3000), '${MARK}'" >/dev/null 2>&1 &
     curl -sf --noproxy '*' -H "Authorization: Bearer $LOGS_TOKEN" -d ${MARK} "$LOGS_URL"`,
  );
  expect(stdout).toMatch(/^1$/m);
  expect(code).toBe(0);
}

/** All attempts of one context in one script: the outcome of each is a line with its number, its status and what it said. */
async function attack(context: ContextName, attempts: Record<string, string>): Promise<void> {
  const each = Object.values(attempts).map((text, index) => {
    const quoted = `'${`${PREAMBLE}\n${text}`.replaceAll("'", `'\\''`)}'`;
    return `said=$(timeout 30 bash -c ${quoted} </dev/null 2>&1 | head -c 20000; exit \${PIPESTATUS[0]}); printf 'outcome %s %s %s\\n' ${index} $? "$(base64 -w0 <<<"$said")"`;
  });
  const { stdout } = await attacker.run(context, each.join('\n'));
  for (const [, index, code, encoded] of stdout.matchAll(/^outcome (\d+) (\d+) (\S*)$/gm)) {
    const output = Buffer.from(encoded ?? '', 'base64').toString();
    outcomes.set(`${context} ${TITLES[Number(index)]}`, { code: Number(code), output });
  }
}

/** The neighbour's JupyterLab, database and repository answer as they did. */
async function expectNeighbourAnswers(): Promise<void> {
  const socket = `/run/homelab-paas/exp/${B}/lab.sock`;
  const url = `http://localhost/user/${B}/lab/api`;
  expect(JSON.parse(await said('curl', '-s', '-m', '20', '--unix-socket', socket, url))).toHaveProperty('version');
  const { stdout } = await neighbour.run(
    'lab',
    'cat secret.txt; psql -Atc "select mark from secret"; git ls-remote -q | wc -l',
  );
  expect(stdout.trim().split('\n').slice(0, 2)).toEqual([MARK, MARK]);
}

describe.each(CONTEXTS)('from %s, an experiment cannot', (context) => {
  test.each(TITLES)('%s', (title) => {
    const outcome = outcomes.get(`${context} ${title}`);
    expect(outcome, 'the attempt was made').toBeDefined();
    expect(outcome?.output).not.toContain(MARK);
    expect(outcome?.code, outcome?.output).not.toBe(0);
  });
});

test('what the attempts are made with works on what is one’s own', async () => {
  const own = `${PREAMBLE}
    set -e
    reach /run/postgresql/.s.PGSQL.5432; found echo x
    status -H "Authorization: Bearer $METRICS_TOKEN" "$METRICS_URL"
    PGPASSWORD=$PASSWORD psql -h 127.0.0.1 -U exp-${A} -d experiment_${A} -c 'select 1'
    status -u "$GITEA_USERNAME:$GITEA_TOKEN" "$REPOSITORY_URL/info/refs?service=git-upload-pack"
    ps -eo user:40= | grep -q '^exp-${A}'; kill -0 $$; git ls-remote`;
  for (const context of CONTEXTS) {
    const { code, stdout } = await attacker.run(context, own);
    expect(code, `${context}: ${stdout}`).toBe(0);
  }
});

test('the neighbour has lost nothing, and answers', expectNeighbourAnswers);

test('JupyterLab and code-server stand in the same sandbox', async () => {
  const wanted = (await said('systemctl', 'show', `experiment-lab@${A}.service`))
    .split('\n')
    .filter((line) =>
      /^(Protect|Private|Restrict|NoNew|Capab|Ambient|SystemCall|Inaccess|Temporary|Lock|Keyring|Device|UMask|User|Slice|LogRate)/.test(
        line,
      ),
    );
  const found = (await said('systemctl', 'show', `experiment-code@${A}.service`)).split('\n');
  expect(wanted.length).toBeGreaterThan(15);
  expect(wanted.filter((line) => !found.includes(line))).toEqual([]);
});

test('JupyterLab opens no TCP port and no abstract socket, which every account of the machine could reach', async () => {
  const account = await said('id', '-u', `exp-${B}`);
  const listening = await script(`ss -Htlne | grep 'uid:${account} ' || true; lsns >/dev/null 2>&1 || true`);
  expect(listening).toBe('');
  const abstract = await script(
    `for pid in $(pgrep -u exp-${B}); do for s in $(ls -l /proc/$pid/fd 2>/dev/null | grep -o 'socket:\\[[0-9]*' | cut -d'[' -f2); do grep " $s @" /proc/net/unix || true; done; done`,
  );
  expect(abstract).toBe('');
});

test('what is left after both are deleted is what was there before', async () => {
  await attacker.close();
  await neighbour.close();
  for (const operation of await Promise.all([remove(api, A), remove(other, B)])) expect(operation.failure).toBeNull();
  expect((await inContainer(['ls', '/run/homelab-ssh/sessions'])).stdout).toBe('');
  expect(await changesSince(before)).toEqual([]);
});
