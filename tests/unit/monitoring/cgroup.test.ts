import { expect, test } from 'vitest';
import { openGroupReader } from '../../../server/monitoring/cgroup/open.ts';
import { groupV2, machineWith, memoryV1 } from './cgroup-fixture.ts';

const SLICE = 'user.slice/user-1001.slice';
const UNKNOWN = { cpuSeconds: null, memoryBytes: null, memoryLimitBytes: null, tasks: null };
const NO_LIMIT = '9223372036854771712';

const v2Mount = (root: string) =>
  `29 23 0:26 ${root} /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n`;
const v1Mounts = (root: string) =>
  [
    `31 30 0:28 ${root} /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd`,
    `32 30 0:29 ${root} /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory`,
    `33 30 0:30 ${root} /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct`,
    `34 30 0:31 ${root} /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids`,
    '',
  ].join('\n');
const v1Membership = (path: string) =>
  `4:pids:${path}\n3:cpu,cpuacct:${path}\n2:memory:${path}\n1:name=systemd:${path}\n`;

test('version 2: all figures of a slice are read', async () => {
  const root = await machineWith({
    'proc/self/mountinfo': v2Mount('/'),
    'proc/1/cgroup': '0::/init.scope\n',
    ...groupV2(`sys/fs/cgroup/${SLICE}`, 5000, 1500, '4096000'),
  });
  const reader = await openGroupReader(root);
  expect(reader?.version).toBe('v2');
  expect(await reader?.usage(SLICE)).toEqual({
    cpuSeconds: 2.5,
    memoryBytes: 3500,
    memoryLimitBytes: 4096000,
    tasks: 7,
  });
  expect(await reader?.cpuModes(SLICE)).toEqual({ user: 2, system: 0.5 });
});

test('version 1: all figures of a slice are read, with the memory of the groups inside it', async () => {
  const root = await machineWith({
    'proc/self/mountinfo': v1Mounts('/'),
    'proc/1/cgroup': v1Membership('/init.scope'),
    ...memoryV1(`sys/fs/cgroup/memory/${SLICE}`, 5000, 1500, '4096000'),
    [`sys/fs/cgroup/cpu,cpuacct/${SLICE}/cpuacct.usage`]: '2500000000\n',
    [`sys/fs/cgroup/cpu,cpuacct/${SLICE}/cpuacct.stat`]: 'user 200\nsystem 50\n',
    [`sys/fs/cgroup/pids/${SLICE}/pids.current`]: '7\n',
  });
  const reader = await openGroupReader(root);
  expect(reader?.version).toBe('v1');
  expect(await reader?.usage(SLICE)).toEqual({
    cpuSeconds: 2.5,
    memoryBytes: 3500,
    memoryLimitBytes: 4096000,
    tasks: 7,
  });
  expect(await reader?.cpuModes(SLICE)).toEqual({ user: 2, system: 0.5 });
});

test('hybrid: controllers come from version 1, CPU time from the side of version 2, which counts every group', async () => {
  const hybrid = `${v1Mounts('/')}35 30 0:32 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n`;
  const root = await machineWith({
    'proc/self/mountinfo': hybrid,
    'proc/1/cgroup': `${v1Membership('/init.scope')}0::/init.scope\n`,
    ...memoryV1(`sys/fs/cgroup/memory/${SLICE}`, 5000, 1500, NO_LIMIT),
    [`sys/fs/cgroup/unified/${SLICE}/cpu.stat`]: 'usage_usec 2500000\nuser_usec 2000000\nsystem_usec 500000\n',
  });
  const reader = await openGroupReader(root);
  expect(reader?.version).toBe('v1');
  expect(await reader?.usage(SLICE)).toEqual({ ...UNKNOWN, cpuSeconds: 2.5, memoryBytes: 3500 });
});

test.each([
  ['version 2', v2Mount('/'), '0::/init.scope\n'],
  ['version 1', v1Mounts('/'), v1Membership('/init.scope')],
])('%s: a slice in which nothing runs is unknown, not zero', async (_version, mountinfo, membership) => {
  const root = await machineWith({ 'proc/self/mountinfo': mountinfo, 'proc/1/cgroup': membership });
  const reader = await openGroupReader(root);
  expect(await reader?.usage(SLICE)).toEqual(UNKNOWN);
  expect(await reader?.cpuModes(SLICE)).toBeNull();
});

test('no limit is no number, in either version', async () => {
  const v2 = await machineWith({
    'proc/self/mountinfo': v2Mount('/'),
    'proc/1/cgroup': '0::/init.scope\n',
    ...groupV2(`sys/fs/cgroup/${SLICE}`, 5000, 0, 'max'),
  });
  const v1 = await machineWith({
    'proc/self/mountinfo': v1Mounts('/'),
    'proc/1/cgroup': v1Membership('/init.scope'),
    ...memoryV1(`sys/fs/cgroup/memory/${SLICE}`, 5000, 0, NO_LIMIT),
  });
  for (const root of [v1, v2]) {
    const usage = await (await openGroupReader(root))?.usage(SLICE);
    expect(usage?.memoryBytes).toBe(5000);
    expect(usage?.memoryLimitBytes).toBeNull();
  }
});

test('a container that sees the host’s whole tree reads its own part of it', async () => {
  const root = await machineWith({
    'proc/self/mountinfo': v2Mount('/'),
    'proc/1/cgroup': '0::/lxc/box/init.scope\n',
    ...groupV2(`sys/fs/cgroup/lxc/box/${SLICE}`, 5000, 0, 'max'),
    ...groupV2(`sys/fs/cgroup/${SLICE}`, 1, 0, 'max'),
  });
  expect((await (await openGroupReader(root))?.usage(SLICE))?.memoryBytes).toBe(5000);
});

test('a container whose mount begins at its own part of the tree reads from there', async () => {
  const root = await machineWith({
    'proc/self/mountinfo': v1Mounts('/lxc/box'),
    'proc/1/cgroup': v1Membership('/lxc/box/init.scope'),
    ...memoryV1(`sys/fs/cgroup/memory/${SLICE}`, 5000, 0, NO_LIMIT),
  });
  expect((await (await openGroupReader(root))?.usage(SLICE))?.memoryBytes).toBe(5000);
});

test('without control groups there is no reader', async () => {
  const root = await machineWith({ 'proc/self/mountinfo': '21 1 8:1 / / rw - ext4 /dev/sda1 rw\n' });
  expect(await openGroupReader(root)).toBeNull();
});
