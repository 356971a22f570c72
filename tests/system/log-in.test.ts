import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api } from './support/api.ts';
import { ADDRESS, inContainer, said, sql } from './support/container.ts';
import { makePerson, type Person } from './support/people.ts';

const ACCOUNTS = ['login-good', 'login-expired', 'login-aged', 'login-locked', 'login-stranger', 'login-leaver'];
const DENIED = /wrong, or this account may not log in/;

const people: Record<string, Person> = {};

beforeAll(async () => {
  await sql('delete from rate_limits');
  for (const name of ACCOUNTS) people[name] = await makePerson(name, name === 'login-stranger' ? [] : undefined);
});

afterAll(async () => {
  await sql('delete from rate_limits');
  for (const name of ACCOUNTS) await inContainer(['userdel', '--remove', name]);
});

function attempt(person: Person | undefined, password = person?.password ?? '') {
  return new Api().mutate('sessions.create', { username: person?.username ?? 'nobody-there', password });
}

describe('logging in', () => {
  test('with the right password of a member gives a session that works', async () => {
    const api = await Api.logIn(people['login-good'] as Person);
    expect((await api.query<{ username: string }>('sessions.current')).data.username).toBe('login-good');
  });

  test('is refused with the same words for a wrong password and an unknown account', async () => {
    const wrong = await attempt(people['login-good'], 'not-it');
    const unknown = await attempt(undefined, 'not-it');
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.message).toMatch(DENIED);
    expect(unknown.message).toBe(wrong.message);
  });

  test.each(['root', 'postgres', 'homelab', 'git', 'exp-nobody'])(
    'is refused for the system account %s',
    async (username) => {
      const answer = await new Api().mutate('sessions.create', { username, password: 'whatever' });
      expect(answer.status).toBe(401);
      expect(answer.message).toMatch(DENIED);
    },
  );

  test('is refused for an expired account, and only its right password is told why', async () => {
    await said('chage', '--expiredate', '2020-01-01', 'login-expired');
    expect((await attempt(people['login-expired'])).message).toMatch(/has expired/);
    expect((await attempt(people['login-expired'], 'not-it')).message).toMatch(DENIED);
  });

  test('is refused for a password that must be changed, and says where', async () => {
    await said('chage', '--lastday', '0', 'login-aged');
    expect((await attempt(people['login-aged'])).message).toMatch(/password.*expired.*SSH/i);
  });

  test('is refused for a locked account', async () => {
    await said('usermod', '--lock', 'login-locked');
    const answer = await attempt(people['login-locked']);
    expect(answer.status).toBe(401);
  });

  test('is refused for an account outside the group, and only its right password is told why', async () => {
    expect((await attempt(people['login-stranger'])).message).toMatch(/homelab-users/);
    expect((await attempt(people['login-stranger'], 'not-it')).message).toMatch(DENIED);
  });

  test.each([
    ['a NUL in the password', { username: 'login-good', password: 'a\u0000b' }],
    ['a NUL in the name', { username: 'login-good\u0000', password: 'a' }],
    ['a name of 33 bytes', { username: 'a'.repeat(33), password: 'a' }],
    ['a password of 513 bytes', { username: 'login-good', password: 'a'.repeat(513) }],
    ['an empty password', { username: 'login-good', password: '' }],
  ])('is refused before PAM is asked for %s', async (_what, input) => {
    expect((await new Api().mutate('sessions.create', input)).status).toBe(401);
  });

  test('a password with the right start and more after a NUL is wrong', async () => {
    const person = people['login-good'] as Person;
    expect((await attempt(person, `${person.password}\u0000more`)).status).toBe(401);
  });

  test('changes the token each time and ends the session it replaces', async () => {
    const api = await Api.logIn(people['login-good'] as Person);
    const first = api.cookie;
    await api.mutate('sessions.create', people['login-good']);
    expect(api.cookie).not.toBe(first);
    const old = new Api();
    old.cookie = first;
    expect((await old.query('sessions.current')).status).toBe(401);
  });

  test('is refused for a while after ten failures, also with the right password, and other accounts are not', async () => {
    await sql('delete from rate_limits');
    const person = await makePerson('login-leaver');
    for (let index = 0; index < 10; index++) await attempt(person, 'not-it');
    const answer = await attempt(person);
    expect(answer.status).toBe(429);
    expect(answer.message).toMatch(/Try again in \d+ min/);
    expect((await attempt(people['login-good'])).status).toBe(200);
    await sql('delete from rate_limits');
  });
});

describe('a session', () => {
  test('is stored as a hash only', async () => {
    const api = await Api.logIn(people['login-good'] as Person);
    const token = api.cookie?.split('=')[1] ?? '';
    expect(token.length).toBeGreaterThan(40);
    expect(await sql(`select count(*) from sessions where encode(token_hash, 'escape') like '%${token}%'`)).toBe('0');
    const stored = await sql(`select count(*) from sessions where token_hash = sha256('${token}')`);
    expect(stored).toBe('1');
  });

  test('ends when its owner ends it', async () => {
    const [one, two] = [
      await Api.logIn(people['login-good'] as Person),
      await Api.logIn(people['login-good'] as Person),
    ];
    const { data } = await two.query<{ id: string; current: boolean }[]>('sessions.list');
    for (const session of data) if (!session.current) await two.mutate('sessions.remove', { id: session.id });
    expect((await one.query('sessions.current')).status).toBe(401);
    expect((await two.query('sessions.current')).status).toBe(200);
  });

  test('ends soon after its account leaves the group', async () => {
    const api = await Api.logIn(await makePerson('login-leaver'));
    await said('gpasswd', '--delete', 'login-leaver', 'homelab-users');
    await sql(`update sessions set checked_at = now() - interval '2 minutes' where username = 'login-leaver'`);
    expect((await api.query('sessions.current')).status).toBe(401);
  });
});

describe('without a session', () => {
  test.each([
    '/',
    '/experiments',
    '/experiments/new',
    '/activity',
    '/account',
    '/user/some/lab',
    '/operations/00000000-0000-4000-8000-000000000000',
  ])('the page %s shows the log-in and nothing else', async (path) => {
    const response = await fetch(`http://${ADDRESS}:8080${path}`, { redirect: 'manual' });
    expect([302, 303, 307]).toContain(response.status);
    expect(response.headers.get('location')).toMatch(/\/login/);
  });

  test('the health address answers and tells no names', async () => {
    const response = await fetch(`http://${ADDRESS}:8080/api/health`);
    expect(await response.json()).toEqual({ status: 'ok' });
  });
});
