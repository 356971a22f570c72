import { expect, test } from 'vitest';
import { latest, onGrid, rangeEndingAt } from '../../../server/services/metrics/grid.ts';
import { listenersOn } from '../../../server/system/port-owner.ts';
import { parseUnitStates, parseUnits, readUnits } from '../../../server/system/systemd.ts';

const SHOWN = `Result=success
Id=nginx.service
Names=nginx.service
LoadState=loaded
ActiveState=active
SubState=running
ActiveEnterTimestamp=@1795263964

Result=success
Id=experiment-lab@foo.service
Names=experiment-lab@foo.service
LoadState=not-found
ActiveState=inactive
SubState=dead
ActiveEnterTimestamp=

Id=ssh.service
Names=ssh.service sshd.service
LoadState=loaded
ActiveState=active
SubState=running
ActiveEnterTimestamp=@1795263965
`;

test('states of several units are told apart, aliases included', () => {
  const states = parseUnits(SHOWN, ['nginx.service', 'experiment-lab@foo.service', 'sshd.service']);
  expect(states.get('nginx.service')).toMatchObject({ activeState: 'active', activeSince: new Date(1795263964000) });
  expect(states.get('experiment-lab@foo.service')).toMatchObject({ loaded: false, activeSince: null });
  expect(states.get('sshd.service')?.subState).toBe('running');
});

test('an answer about another unit is no answer', () => {
  expect(parseUnits(SHOWN, ['experiment-lab@foo.service', 'nginx.service']).size).toBe(0);
});

test('a list of units gives the state of each, and nothing for none', () => {
  const listed = `experiment-lab@foo.service  loaded active   running JupyterLab of foo
experiment-code@foo.service not-found failed   failed  experiment-code@foo.service
`;
  expect([...parseUnitStates(listed)]).toEqual([
    ['experiment-lab@foo.service', 'active'],
    ['experiment-code@foo.service', 'failed'],
  ]);
  expect(parseUnitStates('\n').size).toBe(0);
});

test('what is not a unit’s name is refused before systemctl is asked', async () => {
  await expect(readUnits(['--root=/tmp'])).rejects.toThrow(TypeError);
  await expect(readUnits(['a b.service'])).rejects.toThrow(TypeError);
});

test('only sockets that listen on the port itself tell its owner', () => {
  const row = (local: string, state: string, uid: number) =>
    `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 ${String(uid).padStart(5)}        0 1 1 0\n`;
  const table = `  sl  local_address rem_address   st ...\n${row('0100007F:2382', '0A', 103)}${row('0100007F:2382', '01', 1001)}${row('0100007F:1388', '0A', 1002)}`;
  expect(listenersOn(9090, table)).toEqual([103]);
  expect(listenersOn(80, table)).toEqual([]);
});

test('a range ends on a whole step, and every step has a point, unknown where there is no value', () => {
  const range = rangeEndingAt(1_000_030_000, 180, 60);
  expect(range).toEqual({ start: 999_840, end: 1_000_020, step: 60 });
  const grid = onGrid(
    [
      { t: 999_900, v: 1 },
      { t: 1_000_020, v: Number.NaN },
    ],
    range,
    0,
  );
  expect(grid.map(({ v }) => v)).toEqual([null, 1, null, null]);
  expect(latest(grid, 2)).toBeNull();
  expect(latest(grid, 3)).toBe(1);
});

test('values from before the experiment are not shown', () => {
  const range = { start: 0, end: 120, step: 60 };
  const points = [0, 60, 120].map((t) => ({ t, v: 5 }));
  expect(onGrid(points, range, 61).map(({ v }) => v)).toEqual([null, null, 5]);
});
