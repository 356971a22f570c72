import { expect, test } from 'vitest';
import { CpuWindow } from '../../../server/jobs/idling/cpu-window.ts';

const at = (seconds: number) => new Date(seconds * 1000);

test('nothing is known before a whole window was watched', () => {
  const window = new CpuWindow(300_000);
  expect(window.add(at(0), 100)).toEqual({ kind: 'not-yet', knownAt: at(300) });
  expect(window.add(at(299), 100)).toEqual({ kind: 'not-yet', knownAt: at(300) });
  expect(window.add(at(300), 103)).toEqual({ kind: 'known', percent: 1 });
});

test('only the window counts, not what was before it', () => {
  const window = new CpuWindow(60_000);
  window.add(at(0), 0);
  window.add(at(30), 30);
  window.add(at(60), 60);
  window.add(at(90), 60);
  expect(window.add(at(120), 60)).toEqual({ kind: 'known', percent: 0 });
});

test('a slice that was made anew is watched anew', () => {
  const window = new CpuWindow(60_000);
  window.add(at(0), 50);
  window.add(at(60), 50);
  expect(window.add(at(90), 1).kind).toBe('not-yet');
});

test('a machine without accounting is told from one that was not watched yet', () => {
  expect(new CpuWindow(60_000).add(at(0), null)).toEqual({ kind: 'none' });
});
