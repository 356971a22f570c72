import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { seal, unseal } from '../../server/services/secrets/sealing.ts';

const key = randomBytes(32);

test('what was sealed opens with its key and its binding', () => {
  expect(unseal(key, seal(key, Buffer.from('secret'), 'a/NAME'), 'a/NAME').toString()).toBe('secret');
});

test('two seals of the same value differ', () => {
  expect(seal(key, Buffer.from('x'), 'a')).not.toEqual(seal(key, Buffer.from('x'), 'a'));
});

test('it does not open for another experiment, with another key, or after a changed bit', () => {
  const sealed = seal(key, Buffer.from('secret'), 'a/NAME');
  expect(() => unseal(key, sealed, 'b/NAME')).toThrow();
  expect(() => unseal(randomBytes(32), sealed, 'a/NAME')).toThrow();
  for (const index of sealed.keys()) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
    expect(() => unseal(key, changed, 'a/NAME')).toThrow();
  }
});
