import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthenticatorAnswer, AuthenticatorRequest } from '../../server/shared/authenticator-protocol.ts';
import { inContainer, said, script } from './support/container.ts';
import { makePerson, type Person } from './support/people.ts';

const NODE = '/usr/local/lib/homelab-paas/node/bin/node';
const CLIENT = `
  import { json } from 'node:stream/consumers';
  import { askAuthenticator } from '/opt/homelab-paas/server/system/authenticator.ts';
  const requests = await json(process.stdin);
  console.log(JSON.stringify(await Promise.all(requests.map(askAuthenticator))));`;

/** Asks as the web side does, all at once. */
async function askAll(requests: AuthenticatorRequest[]): Promise<AuthenticatorAnswer[]> {
  const program = ['runuser', '-u', 'homelab', '--', NODE, '--input-type=module', '--eval', CLIENT];
  const { stdout, stderr, code } = await inContainer(program, { input: JSON.stringify(requests) });
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

async function logIn({ username, password }: Person): Promise<string> {
  const [answer] = await askAll([{ kind: 'log-in', username, password, remoteHost: '192.0.2.7' }]);
  return answer?.outcome ?? 'nothing';
}

async function look(username: string): Promise<string> {
  const [answer] = await askAll([{ kind: 'account', username }]);
  return answer?.outcome ?? 'nothing';
}

const accounts = [
  'auth-user',
  'auth-admin',
  'auth-out',
  'auth-expired',
  'auth-must',
  'auth-aged',
  'auth-locked',
] as const;
const people = {} as Record<(typeof accounts)[number], Person>;

beforeAll(async () => {
  for (const account of accounts) {
    const groups = { 'auth-admin': ['homelab-admins'], 'auth-out': [] }[account as string];
    people[account] = await makePerson(account, groups ?? ['homelab-users']);
  }
  await script(
    'chage -E 1 auth-expired; chage -d 0 auth-must; chage -d 2020-01-01 -M 30 -I 10 auth-aged; usermod -L auth-locked',
  );
});
afterAll(() => script(accounts.map((account) => `userdel -rf ${account} 2>/dev/null || true`).join('\n')));

describe('a log-in', () => {
  it('is accepted with the right password, and says who is an administrator', async () => {
    const requests = [people['auth-user'], people['auth-admin']].map((person) => ({
      ...person,
      kind: 'log-in' as const,
      remoteHost: '::1',
    }));
    expect(await askAll(requests)).toEqual([
      { outcome: 'accepted', username: 'auth-user', admin: false },
      { outcome: 'accepted', username: 'auth-admin', admin: true },
    ]);
  });

  it.each([
    ['auth-out', 'not-allowed'],
    ['auth-expired', 'expired'],
    ['auth-must', 'password-expired'],
    ['auth-aged', 'password-expired'],
    ['auth-locked', 'locked'],
  ] as const)('of %s is refused as %s, but only with the right password', async (account, outcome) => {
    expect(await logIn(people[account])).toBe(outcome);
    expect(await logIn({ ...people[account], password: 'wrong' })).toBe('denied');
    expect(await look(account)).toBe(outcome);
  });

  it('is denied alike for a wrong password, an unknown account, root and system accounts', async () => {
    const names = ['auth-user', 'auth-ghost', 'root', 'homelab', 'nobody', 'exp-any', 'AUTH-USER'];
    const requests = names.map((username) => ({
      kind: 'log-in' as const,
      username,
      password: 'wrong',
      remoteHost: '',
    }));
    expect(await askAll(requests)).toEqual(names.map(() => ({ outcome: 'denied' })));
  });

  it('is denied to root with the right password', async () => {
    const before = await said('getent', 'shadow', 'root');
    await inContainer(['chpasswd'], { input: 'root:right-for-root\n' });
    expect(await logIn({ username: 'root', password: 'right-for-root' })).toBe('denied');
    await said('usermod', '-p', before.split(':')[1] ?? '*', 'root');
  });

  it('is denied with more behind the right password, cut off or not', async () => {
    const { username, password } = people['auth-user'];
    for (const wrong of [`${password}\0`, `${password}\0more`, `${password}x`]) {
      expect(await logIn({ username, password: wrong })).toBe('denied');
    }
    const long = 'p'.repeat(127);
    await inContainer(['chpasswd'], { input: `${username}:${long.slice(0, 126)}\n` });
    expect(await logIn({ username, password: long.slice(0, 126) })).toBe('accepted');
    expect(await logIn({ username, password: long })).toBe('denied');
  });

  it('is answered for more people at once than are checked at once', async () => {
    const request = { ...people['auth-admin'], kind: 'log-in' as const, remoteHost: '' };
    const answers = await askAll(Array.from({ length: 12 }, () => request));
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
  });
});

describe('the authenticator', () => {
  it('has no right but to read the shadow file', async () => {
    const unit = 'authenticator@0.service';
    const wanted = {
      User: 'homelab-auth',
      SupplementaryGroups: 'shadow',
      CapabilityBoundingSet: '',
      NoNewPrivileges: 'yes',
      PrivateNetwork: 'yes',
      ProtectSystem: 'strict',
    };
    for (const [property, value] of Object.entries(wanted)) {
      expect(`${property}=${await said('systemctl', 'show', '-P', property, unit)}`).toBe(`${property}=${value}`);
    }
  });

  it('never writes a password, nor the name of somebody who was not let in, to the journal', async () => {
    await logIn({ username: 'auth-mistyped', password: 'hunter2' });
    await logIn({ username: 'auth-user', password: 'hunter3' });
    const journal = await script('journalctl --sync; journalctl -b -o cat --no-pager --since -60s');
    expect(journal).not.toMatch(/hunter|auth-mistyped/);
  });
});
