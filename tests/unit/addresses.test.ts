import { expect, test } from 'vitest';
import { callerGroup, plainAddress } from '../../server/auth/address.ts';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['0:0:0:0:0:FFFF:C000:0201', '192.0.2.1'],
  ['2001:DB8:0:0::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::1', '::1'],
  ['192.0.2.1, 192.0.2.2', 'unknown'],
  ['lab.home', 'unknown'],
  ['', 'unknown'],
  [null, 'unknown'],
])('%j is the address %s', (text, plain) => {
  expect(plainAddress(text)).toBe(plain);
});

test.each([
  ['127.0.0.1', '127.200.3.4'],
  ['127.0.0.1', '::ffff:127.0.0.2'],
  ['127.0.0.1', '::1'],
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
  ['2001:db8::1', '2001:db8:0:0:5::'],
])('%s and %s count as one caller', (one, other) => {
  expect(callerGroup(one)).toBe(callerGroup(other));
});

test.each([
  ['192.0.2.1', '192.0.2.2'],
  ['2001:db8:1:2::1', '2001:db8:1:3::1'],
  ['127.0.0.1', '128.0.0.1'],
  ['::1', '::2'],
])('%s and %s do not', (one, other) => {
  expect(callerGroup(one)).not.toBe(callerGroup(other));
});
