/** Gitea, or the embedded git service in its place: both answer the same calls. Everybody imports this module alone. */
import { readFile } from 'node:fs/promises';
import { GITEA_TOKEN_FILE, GITEA_URL } from '../shared/paths.ts';
import { createAccount, ensurePerson, findAccount, removeAccount } from './gitea/accounts.ts';
import { connect } from './gitea/connection.ts';
import { GiteaError } from './gitea/gitea-error.ts';
import { readRepositories } from './gitea/inventory.ts';
import {
  addCollaborator,
  createRepository,
  getRepository,
  keepPrivate,
  lastCommit,
  listCollaborators,
  removeCollaborator,
} from './gitea/repositories.ts';
import { createToken } from './gitea/tokens.ts';

export type { GiteaAccount } from './gitea/accounts.ts';
export { GiteaError, type GiteaErrorCode } from './gitea/gitea-error.ts';
export type { RepositoryInventory } from './gitea/inventory.ts';
export type { GiteaRepository, LastCommit } from './gitea/repositories.ts';

export interface GiteaOptions {
  /** Where the front door serves it. */
  url?: string;
  /** Access token of an administrator; default: the one that the set-up made. */
  token?: string;
  /** Longest wait for one call, in milliseconds. */
  timeoutMs?: number;
  /** Account that must hold the port, else nothing is sent; default: root, whose front door it is, for the default address. */
  holder?: string | null;
}

export type GiteaClient = Awaited<ReturnType<typeof openGitea>>;

/**
 * Makes a client; nothing is sent yet. Needs the right to read the token's file (group `homelab`) unless a token is given.
 * Every call throws GiteaError: `unavailable` when there is no answer, so that it is not known whether the call was carried out.
 */
export async function openGitea(options: GiteaOptions = {}) {
  const { url = GITEA_URL, timeoutMs = 15_000 } = options;
  const { holder = url === GITEA_URL ? 'root' : null } = options;
  const connection = connect({ url, timeoutMs, holder, token: options.token ?? (await readToken()) });
  return {
    /** What answers: its version, and whether it is the embedded git service with what that lacks. */
    describe: connection.describe,
    /** Finds an account by its name; null when there is none. */
    findAccount: (login: string) => findAccount(connection, login),
    /** Makes the account `exp-<name>`, marked with the experiment's id. Throws `conflict` when one of another mark is there. */
    createAccount: (wanted: { name: string; id: string; password: string }) => createAccount(connection, wanted),
    /** Makes the private, empty repository `exp-<name>/<name>` unless it is there. */
    createRepository: (wanted: { name: string; description: string }) => createRepository(connection, wanted),
    /** Lets nobody read the repository who is not let in by name, in case its own token was used to show it to all. */
    keepPrivate: (wanted: { name: string }) => keepPrivate(connection, wanted),
    /** Makes the token that pushes from inside the experiment, in place of an earlier one. Gives its secret. */
    createToken: (wanted: { name: string; password: string }) => createToken(connection, wanted),
    /** Makes an account for a person who never came to Gitea, as their first visit would. */
    ensurePerson: (username: string) => ensurePerson(connection, username),
    /** Lets a person read and push, and makes their account where it is missing. `refusal`: Gitea can have no account of this name. */
    addCollaborator: (wanted: { name: string; username: string }) => addCollaborator(connection, wanted),
    /** Who else than the experiment's own account may use the repository. */
    listCollaborators: (wanted: { name: string }) => listCollaborators(connection, wanted),
    /** Takes a person's right to read and push away; nothing to take is no failure. */
    removeCollaborator: (wanted: { name: string; username: string }) => removeCollaborator(connection, wanted),
    /** Removes the account with its repositories. Throws `conflict` when it bears another mark; false when there is none. */
    removeAccount: (wanted: { name: string; id: string }) => removeAccount(connection, wanted),
    /** The experiment's repository; null when there is none. */
    getRepository: (wanted: { name: string }) => getRepository(connection, wanted),
    /** Every account and every repository, 50 a call. */
    list: () => readRepositories(connection),
    /** Last commit on the default branch; null when nothing was pushed or there is no repository. */
    lastCommit: (wanted: { name: string }) => lastCommit(connection, wanted),
  };
}

async function readToken(): Promise<string> {
  try {
    return (await readFile(GITEA_TOKEN_FILE, 'utf8')).trim();
  } catch (cause) {
    const reason = `Gitea cannot be asked: its token in ${GITEA_TOKEN_FILE} cannot be read. Run the set-up again.`;
    throw new GiteaError('failed', reason, { cause });
  }
}
