import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountOf, isExperimentName } from '../../server/shared/names.ts';

test.each(['a', 'a1', 'churn-model', 'a-b-c', 'paper-2411', 'a'.repeat(28)])('%j is a name', (name) => {
  expect(isExperimentName(name)).toBe(true);
});

test.each(['', '1a', '-a', 'a-', 'a--b', 'A', 'a_b', 'a.b', 'a\n', 'a\u0000', 'ä', 'a'.repeat(29), 'а'])(
  '%j is no name',
  (name) => {
    expect(isExperimentName(name)).toBe(false);
  },
);

test.each([undefined, null, 7, {}, ['a']])('%j, which is no text, is no name', (value) => {
  expect(isExperimentName(value)).toBe(false);
});

test('whatever is a name is safe as a system user, in a path, in an argument and in a unit’s name', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'z', '0', '9', '-', '_', '/', '.', 'A', ' '), maxLength: 32 }),
      (text) => {
        fc.pre(isExperimentName(text));
        expect(accountOf(text)).toMatch(/^exp-[a-z][a-z0-9-]*$/);
        expect(accountOf(text).length).toBeLessThanOrEqual(32);
        expect(text).not.toMatch(/--|-$/);
      },
    ),
    { numRuns: 2000 },
  );
});
