import { expect, test } from 'vitest';
import { readCookie, writeCookie } from '../../server/auth/cookies.ts';

test('a cookie is found among others', () => {
  expect(readCookie('a=1; hp_session=abc-_9; b=2', 'hp_session')).toBe('abc-_9');
});

test('a cookie that comes twice counts as none, so that another port cannot lay its own over it', () => {
  expect(readCookie('hp_session=mine; hp_session=theirs', 'hp_session')).toBeNull();
});

test.each([null, undefined, '', 'xhp_session=a', 'hp_session=', 'hp_session=a b', 'hp_session="a"'])(
  '%j holds none',
  (header) => {
    expect(readCookie(header, 'hp_session')).toBeNull();
  },
);

test('a cookie is out of reach of scripts and of other sites, and of plain http when it came over TLS', () => {
  expect(writeCookie('n', 'v', { path: '/x/', secure: true, maxAge: 5 })).toBe(
    'n=v; Path=/x/; HttpOnly; SameSite=Strict; Max-Age=5; Secure',
  );
});
