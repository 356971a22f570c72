import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGitea } from '../../server/system/gitea.ts';

const heard: (string | undefined)[] = [];
const server = createServer((request, response) => {
  heard.push(request.headers.authorization);
  response.writeHead(404).end();
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.close();
});

const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

test('the administrator’s token is not sent to a port that another account has taken', async () => {
  const gitea = await openGitea({ url: url(), token: 'the-token', holder: 'no-such-account' });
  await expect(gitea.findAccount('alice')).rejects.toMatchObject({ code: 'unavailable' });
  expect(heard).toEqual([]);
});

test('it is sent to the account that should have the port', async () => {
  const gitea = await openGitea({ url: url(), token: 'the-token', holder: userInfo().username });
  expect(await gitea.findAccount('alice')).toBeNull();
  expect(heard).toEqual(['Bearer the-token']);
});
