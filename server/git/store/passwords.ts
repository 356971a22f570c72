import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { limit } from '../limit.ts';

const COST: ScryptOptions = { N: 16_384, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** Each hash takes 16 MiB and a thread: more than this at once wait, and far more are refused. */
const hashing = limit(2, 64);

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return hashing(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password, salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key)));
      }),
  );
}

/** A password as it is stored: `scrypt:<salt>:<hash>` in hexadecimal. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return `scrypt:${salt.toString('hex')}:${key.toString('hex')}`;
}

/** Tells whether `password` is the one that was stored. Without a stored one it takes as long and says no. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, salt = '', hash = ''] = (stored ?? '').split(':');
  const key = await derive(password, Buffer.from(salt, 'hex'));
  const expected = Buffer.from(hash, 'hex');
  return stored !== null && expected.length === key.length && timingSafeEqual(expected, key);
}

/** A password that nobody needs to type. */
export function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}
