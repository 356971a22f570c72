import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api, create, remove } from './support/api.ts';
import { ADDRESS, inContainer, said, script, until } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const NODE = '/usr/local/lib/homelab-paas/node/bin/node';
const SOCKET = '/run/homelab-paas/web/monitoring.sock';

/** Status of a request that a program of some local account makes. */
function statusFor(account: string, ...curl: string[]): Promise<string> {
  return said('runuser', '-u', account, '--', 'curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', ...curl);
}

describe('an account without rights', () => {
  beforeAll(async () => {
    await makePerson('passer-by', []);
  });

  test.each(['/', '/graph', '/metrics', '/api/v1/query?query=up', '/api/v1/label/experiment/values', '/-/healthy'])(
    'is refused by Prometheus at %s',
    async (path) => {
      expect(await statusFor('passer-by', `http://127.0.0.1:9090${path}`)).toBe('401');
    },
  );

  test('cannot read the tokens, nor what Prometheus keeps', async () => {
    const closed = [
      '/etc/homelab-paas/metrics.token',
      '/etc/homelab-paas/prometheus.token',
      '/etc/prometheus/web.yml',
      '/var/lib/prometheus/metrics2',
    ];
    for (const path of closed) {
      expect(await said('stat', '-c', '%n', path)).toBe(path);
      expect((await inContainer(['runuser', '-u', 'passer-by', '--', 'test', '-r', path])).code, path).toBe(1);
    }
  });

  test('cannot speak to the monitoring API as the front door', async () => {
    expect(await said('stat', '-c', '%U:%G %a', SOCKET)).toBe('homelab:www-data 660');
    const call = await inContainer([
      'runuser',
      '-u',
      'passer-by',
      '--',
      'curl',
      '-s',
      '--unix-socket',
      SOCKET,
      'http://x/',
    ]);
    expect(call.code).toBe(7);
  });

  test('cannot take the port of the monitoring API while the service is away', async () => {
    await said('systemctl', 'stop', 'monitoring.service');
    try {
      const take = `require('node:net').createServer().on('error', (e) => { console.log(e.code); process.exit(0) }).listen(5000, '127.0.0.1', () => { console.log('taken'); process.exit(0) })`;
      expect(await said('runuser', '-u', 'passer-by', '--', NODE, '-e', take)).toBe('EADDRINUSE');
    } finally {
      await said('systemctl', 'start', 'monitoring.service');
    }
  });
});

test('Prometheus and the monitoring API run with the hardening that their units ask for', async () => {
  const show = async (unit: string) =>
    said('systemctl', 'show', unit, '-p', 'NoNewPrivileges,ProtectSystem,PrivateTmp,CapabilityBoundingSet');
  expect((await show('monitoring.service')).split('\n').sort()).toEqual(
    ['CapabilityBoundingSet=', 'NoNewPrivileges=yes', 'PrivateTmp=yes', 'ProtectSystem=strict'].sort(),
  );
  expect(await show('prometheus.service')).toContain('NoNewPrivileges=yes');
  expect(await script(`ss -ltnH 'sport = :9090' | awk '{print $4}'`)).toBe('127.0.0.1:9090');
});

test('from the network, all figures need the token', async () => {
  expect((await fetch(`http://${ADDRESS}:5000/metrics`)).status).toBe(401);
  expect((await fetch(`http://${ADDRESS}:5000/health`)).status).toBe(200);
  const token = await said('cat', '/etc/homelab-paas/metrics.token');
  const page = await fetch(`http://${ADDRESS}:5000/metrics`, { headers: { authorization: `Bearer ${token}` } });
  expect(await page.text()).toContain('homelab_unit_up{unit="monitoring.service"} 1');
});

describe('an experiment that works', () => {
  const name = 'figures-1';
  let api: Api;
  let bob: Api;
  let before: string[];
  beforeAll(async () => {
    api = await Api.logIn(await makePerson('alice'));
    bob = await Api.logIn(await makePerson('bob'));
    before = await inventory();
    expect((await create(api, name)).failure).toBeNull();
    const uid = await said('id', '-u', `exp-${name}`);
    const burn = ['--unit=figures-burn', `--slice=user-${uid}.slice`, `--uid=${uid}`];
    await said('systemd-run', '--quiet', ...burn, 'bash', '-c', 'while :; do :; done');
  });
  afterAll(async () => {
    await inContainer(['systemctl', 'stop', 'figures-burn.service']);
    expect((await remove(api, name)).failure).toBeNull();
    expect(await changesSince(before)).toEqual([]);
  });

  test('has the CPU time that its processes really used', async () => {
    const token = await said('cat', '/etc/homelab-paas/metrics.token');
    const ticks = `awk '{ print ($14 + $15) / 100 }' /proc/$(systemctl show -P MainPID figures-burn)/stat`;
    const read = `curl -s -H "Authorization: Bearer ${token}" http://127.0.0.1:5000/user/${name}/metrics | awk '/^homelab_experiment_cpu/ { print $2 }'`;
    await until('the experiment’s first figures', 60, async () => (await script(read)) || null);
    const start = (await script(`${ticks}; ${read}; sleep 3; ${ticks}; ${read}`)).split('\n').map(Number);
    const [processBefore = 0, pageBefore = 0, processAfter = 0, pageAfter = 0] = start;
    const used = processAfter - processBefore;
    expect(used).toBeGreaterThan(0.1);
    expect(Math.abs(pageAfter - pageBefore - used) / used).toBeLessThan(0.25);
  });

  test('has a page at the front door for its owner’s session and for its own token, and for nobody else', async () => {
    const own = await script(`. /etc/homelab-paas/experiments/${name}.env; echo "$METRICS_TOKEN"`);
    const look = async (headers: Record<string, string>) => {
      const page = await fetch(`http://${ADDRESS}:8080/user/${name}/metrics`, { headers });
      return { status: page.status, names: new Set((await page.text()).match(/experiment="[^"]*"/g)) };
    };
    const page = { status: 200, names: new Set([`experiment="${name}"`]) };
    expect(await look({ cookie: api.cookie ?? '' })).toEqual(page);
    expect(await look({ authorization: `Bearer ${own}` })).toEqual(page);
    expect((await look({})).status).toBe(401);
    expect((await look({ authorization: `Bearer x${own}` })).status).toBe(401);
    expect((await look({ cookie: bob.cookie ?? '' })).status).toBe(403);
  });

  test('shows its figures to its owner within some scrapes', async () => {
    const metrics = await until('figures from Prometheus', 240, async () => {
      const { data } = await api.query<{ cpuCores: number | null; problem: string | null }>('metrics.get', { name });
      return data && data.cpuCores !== null ? data : null;
    });
    expect(metrics.problem).toBeNull();
    expect(metrics.cpuCores).toBeGreaterThan(0.01);
  });
});
