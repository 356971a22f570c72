import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countConnections } from '../../../server/provisioner/activity/connections.ts';
import { readKernels } from '../../../server/provisioner/activity/lab.ts';
import { oneLine } from '../../../server/provisioner/activity/one-line.ts';
import { jobOf } from '../../../server/provisioner/activity/terminals.ts';

describe('what an experiment answers', { timeout: 30_000 }, () => {
  test('becomes one short line, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.anything()), (text) => {
        const line = oneLine(text);
        expect([...line].length).toBeLessThanOrEqual(80);
        expect(line).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
      }),
    );
    expect(oneLine('\u202egnp.exe\u0007\n')).toBe('gnp.exe');
  });

  test('is read as kernels or left out, and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 5 }), fc.array(fc.anything(), { maxLength: 5 }), (a, b) => {
        for (const kernel of readKernels(a, b)) expect(Object.keys(kernel)).toEqual(['name', 'busy', 'activeAt']);
      }),
    );
  });

  test('names a kernel by its notebook, and one of unknown state is busy', () => {
    const kernels = [
      { id: '1', name: 'python3', last_activity: '2026-03-01T12:00:00.123456Z', execution_state: 'idle' },
      { id: '2', name: 'python3', last_activity: 5, execution_state: 'busy' },
      { id: '3', name: 'ir' },
      JSON.parse('{"name": "odd", "execution_state": {"toString": 1}}'),
    ];
    expect(readKernels(kernels, [{ path: 'a/b.ipynb', kernel: { id: '2' } }])).toEqual([
      { name: 'python3', busy: false, activeAt: '2026-03-01T12:00:00.123Z' },
      { name: 'a/b.ipynb', busy: true, activeAt: null },
      { name: 'ir', busy: true, activeAt: null },
      { name: 'odd', busy: true, activeAt: null },
    ]);
  });
});

test('connections are those to the workspace’s own socket, without the one that listens', () => {
  const sockets = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 2566810 /run/homelab-paas/exp/a/lab.sock
0000000000000000: 00000003 00000000 00000000 0001 03 2566811 /run/homelab-paas/exp/a/lab.sock
0000000000000000: 00000003 00000000 00000000 0001 03 2566812 /run/homelab-paas/exp/b/lab.sock
0000000000000000: 00000003 00000000 00000000 0001 03 2566813 /home/exp-a/run/homelab-paas/exp/a/lab.sock
`;
  expect(countConnections(sockets, 'a', 'lab')).toBe(1);
  expect(countConnections(sockets, 'a', 'code')).toBe(0);
  expect(countConnections('', 'a', 'lab')).toBe(0);
});

describe('a process counts as a job of a terminal', () => {
  const line = (pid: number, name: string, state: string, session: number, terminal: number) =>
    `${pid} (${name}) ${state} 1 ${pid} ${session} ${terminal} 72 4194304 0 0`;
  test('when it has a terminal and is not its shell', () => {
    expect(jobOf(line(73, 'make', 'S', 72, 34816))).toBe('make');
    expect(jobOf(line(72, 'bash', 'S', 72, 34816))).toBeNull();
    expect(jobOf(line(73, 'python', 'R', 72, 0))).toBeNull();
  });
  test('not when it is stopped or has ended', () => {
    expect(jobOf(line(73, 'vim', 'T', 72, 34816))).toBeNull();
    expect(jobOf(line(73, 'make', 'Z', 72, 34816))).toBeNull();
  });
  test('whatever it calls itself', () => {
    expect(jobOf(line(73, ') S 1 73 73 0 (', 'S', 72, 34816))).toBe(') S 1 73 73 0 (');
    expect(jobOf('')).toBeNull();
  });
});
