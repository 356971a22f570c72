import type { Config } from '../config.ts';
import { openService } from '../service.ts';
import { findAccount } from '../store/accounts.ts';
import { createToken } from '../store/tokens.ts';
import type { Options, Terminal } from './run-command.ts';

/** Makes an access token and prints it; with `--raw` it alone. Throws in Gitea's words. */
export function generateAccessToken(config: Config, options: Options, terminal: Terminal): void {
  const { username } = options;
  if (!username) throw new Error('you must provide a username to generate a token for');
  const { db } = openService(config);
  try {
    const account = findAccount(db, username);
    if (!account) throw new Error(`user does not exist [uid: 0, name: ${username}]`);
    const { secret } = createToken(
      db,
      account,
      options['token-name'] ?? 'gitea-admin',
      (options.scopes ?? 'all').split(','),
    );
    terminal.out(options.raw ? secret : `Access token was successfully created: ${secret}`);
  } finally {
    db.close();
  }
}
