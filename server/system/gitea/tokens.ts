import { accountOf } from '../../shared/names.ts';
import { checkLogin } from './accounts.ts';
import { type GiteaConnection, withPassword } from './connection.ts';
import { GiteaError } from './gitea-error.ts';

const TOKEN_NAME = 'experiment';
const SCOPES = ['write:repository', 'read:user'];

/** Gitea shows a token's secret once, so one that an interrupted attempt left is replaced. */
export async function createToken(gitea: GiteaConnection, wanted: { name: string; password: string }): Promise<string> {
  try {
    return await create(gitea, wanted);
  } catch (error) {
    if (!(error instanceof GiteaError && error.code === 'conflict')) throw error;
  }
  const login = checkLogin(accountOf(wanted.name));
  await gitea.call(`Removing an earlier token of Gitea’s account ${login}`, (api) =>
    api.users.userDeleteAccessToken(login, TOKEN_NAME, withPassword(login, wanted.password)),
  );
  return create(gitea, wanted);
}

async function create(gitea: GiteaConnection, { name, password }: { name: string; password: string }): Promise<string> {
  const login = checkLogin(accountOf(name));
  const token = await gitea.call(`Making a token of Gitea’s account ${login}`, (api) =>
    api.users.userCreateToken(login, { name: TOKEN_NAME, scopes: SCOPES }, withPassword(login, password)),
  );
  if (!token.sha1) throw new GiteaError('failed', `Making a token of Gitea’s account ${login} gave none.`);
  return token.sha1;
}
