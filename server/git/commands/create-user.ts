import type { Config } from '../config.ts';
import { ServiceError } from '../errors.ts';
import { isEmail } from '../names.ts';
import { openService } from '../service.ts';
import { checkAccountName, createAccount } from '../store/accounts.ts';
import { randomPassword } from '../store/passwords.ts';
import type { Options, Terminal } from './run-command.ts';

/** Makes an account. Throws in Gitea's words when the name or the address is bad or taken. */
export async function createUser(config: Config, options: Options, terminal: Terminal): Promise<void> {
  const { username, email } = options;
  if (!username) throw new Error('username is not set');
  if (!email) throw new Error('email is not set');
  const password = options.password ?? (options['random-password'] ? randomPassword() : undefined);
  if (!password) throw new Error('must set either password or random-password flag');
  if (options['random-password']) terminal.out(`generated random password is '${password}'`);
  const { db } = openService(config);
  try {
    checkAccountName(username);
    if (!isEmail(email)) throw new ServiceError(422, `e-mail invalid [email: ${email}]`);
    await createAccount(db, { name: username, email, password, isAdmin: options.admin ?? false });
  } catch (error) {
    if (error instanceof ServiceError) throw new Error(`CreateUser: ${error.message}`);
    throw error;
  } finally {
    db.close();
  }
  terminal.out(`New user '${username}' has been successfully created!`);
}
