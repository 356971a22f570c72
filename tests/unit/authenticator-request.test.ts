import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parseRequest, readLine } from '../../server/authenticator/request.ts';

const logIn = (fields: object) =>
  parseRequest(
    JSON.stringify({ kind: 'log-in', username: 'ana', password: 'secret', remoteHost: '10.0.0.7', ...fields }),
  );

describe('what the authenticator passes to PAM', () => {
  it('is a plain name, a password and an address', () => {
    expect(logIn({})).toEqual({ kind: 'log-in', username: 'ana', password: 'secret', remoteHost: '10.0.0.7' });
  });

  it.each(['', 'Ana', 'ana ', '-ana', '../x', 'ana:x', 'a\0', 'x'.repeat(33), 'äna'])(
    'is never the name %j',
    (username) => {
      expect(logIn({ username })).toBeNull();
      expect(parseRequest(JSON.stringify({ kind: 'account', username }))).toBeNull();
    },
  );

  it.each(['', 'secret\0more', 'x'.repeat(127), 'ä'.repeat(64), 'a\ud800'])('is never the password %j', (password) => {
    expect(logIn({ password })).toBeNull();
  });

  it('may be a password of 126 bytes', () => {
    expect(logIn({ password: 'ä'.repeat(63) })).not.toBeNull();
  });

  it('is no address when the remote host is not one', () => {
    expect(logIn({ remoteHost: 'evil\nline' })).toMatchObject({ remoteHost: '' });
  });

  it.each([{ extra: 1 }, { kind: 'root' }, { password: 5 }, { username: null }])(
    'is not a request with %j',
    (fields) => {
      expect(() => logIn(fields)).toThrow();
    },
  );
});

describe('the connection of the authenticator', () => {
  it('takes one line', async () => {
    expect(await readLine(Readable.from(['{"a"', ':1}\nrest']))).toBe('{"a":1}');
  });

  it('refuses a line that does not end, and one that is too long', async () => {
    await expect(readLine(Readable.from(['{}']))).rejects.toThrow('line end');
    await expect(readLine(Readable.from(['x'.repeat(9000), '\n']))).rejects.toThrow('too long');
  });
});
