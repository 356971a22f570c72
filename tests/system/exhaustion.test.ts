import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api, create, remove } from './support/api.ts';
import { inContainer, said, script, sql, until } from './support/container.ts';
import { FORK } from './support/fork.ts';
import { type ContextName, Inside } from './support/inside.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson, type Person } from './support/people.ts';

const A = 'greedy';
const B = 'beside';

let api: Api;
let person: Person;
let before: string[];
let greedy: Inside;
let beside: Inside;
let slice: string;

beforeAll(async () => {
  person = await makePerson('alice');
  api = await Api.logIn(person);
  before = await inventory();
  for (const operation of await Promise.all([create(api, A), create(api, B)])) expect(operation.failure).toBeNull();
  greedy = new Inside(api, A);
  beside = new Inside(api, B);
  await Promise.all([greedy.open('lab', 'code', 'ssh'), beside.open('lab')]);
  slice = `user-${await said('id', '-u', `exp-${A}`)}.slice`;
  // Small limits, so that a test machine need not have what the usual ones allow.
  await said('systemctl', 'set-property', '--runtime', slice, 'TasksMax=250', 'MemoryHigh=infinity', 'MemoryMax=700M');
});

afterAll(async () => {
  await greedy?.close();
  await beside?.close();
  await Promise.allSettled([remove(api, A), remove(api, B)]);
});

/** The one beside starts programs, writes, allocates and asks its database as ever; so does the platform. */
async function expectOthersWork(): Promise<void> {
  const { stdout } = await beside.run(
    'lab',
    `head -c 1000000 /dev/zero > /tmp/space && head -c 1000000 /dev/zero > /dev/shm/space && rm /tmp/space /dev/shm/space
     python3 -c 'import ctypes; b = bytearray(50_000_000); print("memory", ctypes.CDLL(None).inotify_init() >= 0)'
     psql -Atc "select 'database'"
     curl -s --noproxy '*' -o /dev/null -w 'lab %{http_code}' --unix-socket /run/homelab-paas/exp/${B}/lab.sock http://x/user/${B}/lab/api`,
  );
  expect(stdout.trim().split('\n')).toEqual(['memory True', 'database', 'lab 200']);
  expect((await api.query('experiments.list', {})).status).toBe(200);
  expect(await sql('select 1')).toBe('1');
}

const CONTEXTS: ContextName[] = ['lab', 'code', 'ssh'];

describe.each(CONTEXTS)('an experiment that in %s', (context) => {
  test('starts processes without end is stopped by the limit of its slice', async () => {
    const { stdout } = await greedy.run(context, `python3 - <<'END'\n${FORK}\nEND`);
    expect(stdout).toMatch(/^forked \d+, beside: True$/m);
    expect(Number(/forked (\d+)/.exec(stdout)?.[1])).toBeLessThan(250);
    await expectOthersWork();
  });

  test('takes memory without end loses the program that does, and nothing else', async () => {
    const { stdout } = await greedy.run(
      context,
      `python3 -c 'b = [bytearray(20_000_000) for _ in range(200)]; print("had it all")'; echo "ended $?"`,
    );
    expect(stdout).toContain('ended 137');
    expect(stdout).not.toMatch(/^had it all$/m);
    expect(await said('systemctl', 'is-active', `experiment-lab@${A}.service`)).toBe('active');
    await expectOthersWork();
  });

  test('fills its temporary folders fills its own, which are bounded whatever the machine has', async () => {
    const folders = ['/tmp', '/var/tmp', '/dev/shm'];
    const each = folders.map(
      (folder) =>
        `head -c 300M /dev/zero > ${folder}/full; stat -c 'wrote %s' ${folder}/full; df --output=size -k ${folder} | tail -1; rm -f ${folder}/full`,
    );
    const { stdout } = await greedy.run(context, each.join('\n'));
    const lines = stdout.trim().split(/\s*\n\s*/);
    expect(lines).toEqual(folders.flatMap(() => [`wrote ${300 * 2 ** 20}`, String(1024 * 1024)]));
    await expectOthersWork();
  });
});

test('an experiment that opens connections to PostgreSQL without end gets as many as its role may have', async () => {
  const limit = Number(await sql(`select rolconnlimit from pg_roles where rolname = 'exp-${A}'`));
  expect(limit).toBeGreaterThan(0);
  const { stdout } = await greedy.run(
    'ssh',
    `for i in $(seq ${limit + 10}); do psql -Atc "select 'in' from pg_sleep(15)" 2>&1 & done; sleep 8; psql -Atc 'select 1' 2>&1; echo now; wait`,
  );
  expect(stdout.split('now')[0]).toMatch(/too many connections for role/);
  expect(stdout.match(/^in$/gm)?.length).toBeLessThanOrEqual(limit);
  await expectOthersWork();
});

test('an experiment that holds PostgreSQL’s slots leaves the others and the platform theirs', async () => {
  const held = greedy.run('ssh', `for i in $(seq 60); do psql -Atc "select pg_sleep(12)" >/dev/null 2>&1 & done; wait`);
  await new Promise((resolve) => setTimeout(resolve, 5000));
  await expectOthersWork();
  await held;
});

/** Takes connections to its own database until one is refused, says how many it got and by what it was refused, and holds them. */
const HOLD_CONNECTIONS = `
import socket, struct, time
def connect():
    s = socket.socket(socket.AF_UNIX)
    s.connect('/run/postgresql/.s.PGSQL.5432')
    parameters = b'user\\0exp-${A}\\0database\\0experiment_${A}\\0\\0'
    s.sendall(struct.pack('!ii', len(parameters) + 8, 196608) + parameters)
    answer = b''
    while b'Z' + struct.pack('!i', 5) not in answer and b'FATAL' not in answer: answer += s.recv(4096)
    return s, answer
held = []
while len(held) < 400:
    s, answer = connect()
    if b'FATAL' in answer: break
    held.append(s)
print(len(held), b'reserved' in answer, flush=True)
time.sleep(25)`;

test('experiments that may hold every slot of PostgreSQL leave the platform its own', async () => {
  await sql(`alter role "exp-${A}" connection limit 400`); // what several with high limits do together
  try {
    const held = greedy.run('ssh', `python3 - <<'END'\n${HOLD_CONNECTIONS}\nEND`);
    const reserved = Number(await sql('show reserved_connections'));
    expect(reserved).toBeGreaterThan(20);
    const free = `select count(*) from pg_stat_activity where usename = 'exp-${A}'`;
    await until('the slots to be taken', 15, async () => (Number(await sql(free)) > 100 ? true : null));
    await said('systemctl', 'restart', 'dashboard', 'worker'); // so that none of their connections is from before
    const again = await until('the dashboard to answer', 20, () => Api.logIn(person).catch(() => null));
    const change = { name: B, limits: { databaseConnections: 21 } }; // a connection of its own to make the role so
    expect((await again.mutate('limits.update', change)).message).toBeNull();
    expect(await sql(`select rolconnlimit from pg_roles where rolname = 'exp-${B}'`)).toBe('21');
    expect(await sql(`select count(*) > 2 from pg_stat_activity where usename = 'homelab'`)).toBe('t');
    expect((await held).stdout).toMatch(/^1\d\d True$/m);
  } finally {
    await sql(`alter role "exp-${A}" connection limit 20`);
  }
  await expectOthersWork();
});

test('an experiment that takes every inotify instance it may leaves the others theirs', async () => {
  const { stdout } = await greedy.run(
    'ssh',
    `ulimit -n 4096; python3 -c '
import ctypes, time
libc = ctypes.CDLL(None)
n = 0
while n < 3000 and libc.inotify_init() >= 0: n += 1
print("instances", n)'`,
  );
  expect(Number(/instances (\d+)/.exec(stdout)?.[1])).toBeLessThan(3000);
  await expectOthersWork();
});

test('an experiment that writes without end to its journal loses lines of its own', async () => {
  const unit = `experiment-code@${A}.service`;
  await greedy.run(
    'code',
    `cat > ~/flood.py <<'END'\nimport socket\ns = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\ns.connect("/dev/log")\nfor i in range(100000): s.send(b"<14>flood: line")\nEND\npython3 ~/flood.py`,
  );
  await said('journalctl', '--sync');
  const kept = Number(await script(`journalctl -q --no-pager -o cat _SYSTEMD_UNIT=${unit} | grep -c '^line' || true`));
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(90_000);
});

test('both go without a trace', async () => {
  await greedy.close();
  await beside.close();
  for (const operation of await Promise.all([remove(api, A), remove(api, B)])) expect(operation.failure).toBeNull();
  await inContainer(['rm', '-rf', `/run/systemd/system.control/${slice}.d`]);
  expect(await changesSince(before)).toEqual([]);
});
