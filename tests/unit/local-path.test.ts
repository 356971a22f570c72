import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localPath } from '../../server/shared/local-path.ts';

test('a path of this origin is kept with its query', () => {
  expect(localPath('/experiments')).toBe('/experiments');
  expect(localPath('/user/churn/lab?to=%2Fuser%2Fchurn%2Flab%2Ftree')).toBe(
    '/user/churn/lab?to=%2Fuser%2Fchurn%2Flab%2Ftree',
  );
});

test.each([
  '//evil.example/',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  '/..//evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  ' //evil.example',
  '',
  `/${'a'.repeat(3000)}`,
  null,
  undefined,
])('%j leads nowhere', (value) => {
  expect(localPath(value)).toBeNull();
});

test('whatever is kept stays on the origin that it is opened from', () => {
  const pieces = fc.array(
    fc.constantFrom('/', '\\', '.', '..', '@', ':', '?', '#', '\t', '\n', 'evil.example', 'https:', '%2f', ' '),
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const kept = localPath(`/${parts.join('')}`);
      return kept === null || new URL(kept, 'http://machine:8080').origin === 'http://machine:8080';
    }),
    { numRuns: 5000 },
  );
});
