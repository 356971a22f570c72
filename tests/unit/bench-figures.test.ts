import { expect, test } from 'vitest';
import { compared, percentile, spread, table } from '../bench/figure.ts';

test('a percentile is one of the samples, by nearest rank', () => {
  const samples = [5, 1, 4, 2, 3];
  expect(percentile(samples, 0.5)).toBe(3);
  expect(percentile(samples, 0.95)).toBe(5);
  expect(percentile([7], 0.5)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
  expect(samples).toEqual([5, 1, 4, 2, 3]);
});

test('a spread has both percentiles and says of how many', () => {
  expect(spread('x', [1, 2]).map(({ name, value }) => [name, value])).toEqual([
    ['x, p50 of 2', 1],
    ['x, p95 of 2', 2],
  ]);
});

test('a comparison has both figures and their ratio, and says against what', () => {
  const [ours, theirs, ratio] = compared('x', 3, 2, 'tar');
  expect([ours?.value, theirs?.value, ratio?.value]).toEqual([3, 2, 1.5]);
  expect(ratio).toMatchObject({ unit: '×', against: 'tar' });
});

test('the table lines its columns up', () => {
  const lines = table([
    { name: 'a', value: 1.234, unit: 's' },
    { name: 'longer', value: 123.4, unit: 's', against: 'b' },
  ]).split('\n');
  expect(lines).toEqual(['a           1.23 s', 'longer       123 s  (against b)']);
});
