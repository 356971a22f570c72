import { beforeAll, describe, expect, test } from 'vitest';
import { Api } from './support/api.ts';
import { script, until } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

interface Doctor {
  probe: { running: boolean; finishedAt: string | null; results: { key: string; enforced: boolean; detail: string }[] };
  services: { unit: string; state: string }[];
  disks: { path: string; holds: string; totalBytes: number; freeBytes: number }[];
  hardening: { unit: string; problem: string }[];
}

let admin: Api;
beforeAll(async () => {
  admin = await Api.logIn(await makePerson('doctor-admin', ['homelab-users', 'homelab-admins']));
});
const look = async () => (await admin.query<Doctor>('doctor.get')).data;
const untilTried = () =>
  until('the trial of limits to end', 180, async () => {
    const { probe } = await look();
    return probe && !probe.running ? probe : null;
  });

test('is for administrators alone', async () => {
  const alice = await Api.logIn(await makePerson('alice'));
  expect((await alice.query('doctor.get')).status).toBe(403);
  expect((await alice.mutate('doctor.probe')).status).toBe(403);
});

test('tells which programs run and how full the file systems are', async () => {
  const { services, disks } = await look();
  expect(services.map(({ unit }) => unit)).toEqual(
    expect.arrayContaining(['dashboard.service', 'worker.service', 'nginx.service', 'provisioner.socket']),
  );
  expect(services.filter(({ state }) => state !== 'running')).toEqual([]);
  expect(services.some(({ unit }) => /^postgresql@\d+-main\.service$/.test(unit))).toBe(true);
  const [blocks = 0, size = 0] = (await script(`stat -f -c '%b %S' /home`)).split(' ').map(Number);
  expect(disks.find(({ holds }) => holds.includes('homes'))?.totalBytes).toBe(blocks * size);
});

describe('trying the limits out', () => {
  test('was done by itself, finds what really holds, is done again on demand, one at a time, and leaves nothing', async () => {
    expect((await untilTried()).results.length).toBeGreaterThan(5);
    const before = await inventory();
    expect((await admin.mutate('doctor.probe')).status).toBe(200);
    expect((await admin.mutate('doctor.probe')).status).toBe(409);
    const { results, finishedAt } = await untilTried();
    expect(finishedAt).not.toBeNull();
    const held = Object.fromEntries(results.map(({ key, enforced }) => [key, enforced]));
    expect(held).toMatchObject({ memory: true, 'memory-slice': true, cpu: true, tasks: true, escape: true });
    for (const { enforced, detail } of results) expect(/^Not enforced here, because /.test(detail)).toBe(!enforced);
    expect(await changesSince(before)).toEqual([]);
    expect(await script(`systemctl list-units --all --no-legend --plain '*homelab*prob*'`)).toBe('');
  });
});

test('hardening that an image switches off for every unit is found, with the file that does it', async () => {
  expect((await look()).hardening).toEqual([]);
  const file = '/run/systemd/system/service.d/zzz-lxc-service.conf';
  const lines = ['[Service]', 'ProcSubset=all', 'ProtectProc=default', 'ProtectControlGroups=no', 'NoNewPrivileges=no'];
  await script(
    `mkdir -p ${file.replace(/\/[^/]*$/, '')}; printf '%s\\n' ${lines.join(' ')} > ${file}; systemctl daemon-reload`,
  );
  try {
    const { hardening } = await look();
    for (const unit of ['dashboard.service', 'worker.service', 'authenticator@.service', 'experiment-lab@.service']) {
      const own = hardening.filter((found) => found.unit === unit).map(({ problem }) => problem);
      expect(own).toContainEqual(expect.stringMatching(/^NoNewPrivileges is “no”; its file says “(?:yes|true)”\./));
      expect(own.every((problem) => problem.includes(file))).toBe(true);
    }
  } finally {
    await script(`rm -r ${file.replace(/\/[^/]*$/, '')}; systemctl daemon-reload`);
  }
  expect((await look()).hardening).toEqual([]);
});
