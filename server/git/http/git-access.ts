import { accessTo, allows } from '../access.ts';
import { authenticate, type Caller } from '../authentication.ts';
import { ServiceError } from '../errors.ts';
import { isRepositoryName } from '../names.ts';
import { requireScope } from '../scopes.ts';
import type { Service } from '../service.ts';
import { findAccount } from '../store/accounts.ts';
import { findRepository, type Repository } from '../store/repositories.ts';

export interface GitRequest {
  owner: string;
  name: string;
  /** Reading (clone, fetch) or writing (push). */
  access: 'read' | 'write';
  authorization: string | undefined;
}

/** What a git client shows after `remote:`; 401 makes it ask for a name and a password. */
const ARCHIVED =
  'This repo is archived. You can view files and clone it, but cannot push or open issues/pull-requests.';

async function callerOf(service: Service, authorization: string | undefined): Promise<Caller | null> {
  try {
    return await authenticate(service.db, authorization);
  } catch (error) {
    if (error instanceof ServiceError && error.status === 401) throw new ServiceError(401, 'Verify');
    throw error;
  }
}

/**
 * Finds the repository that a git client asks for and checks its right. Throws 401 to whoever did not say who they are, unless
 * the repository is public and they read. A repository that the caller may not know of is refused just as one that is not there.
 */
export async function authorizeGit(service: Service, request: GitRequest) {
  const { owner, name, access, authorization } = request;
  const caller = await callerOf(service, authorization);
  const repository = isRepositoryName(name) ? findRepository(service.db, owner, name) : null;
  const allowed = repository ? accessTo(service.db, repository, caller?.account ?? null) : 'none';
  const open = allowed !== 'none' && access === 'read' && !service.config.requireSignIn;
  if (!caller && !open) throw new ServiceError(401, 'Unauthorized');
  if (caller) requireScope(caller.scopes, access, 'repository');
  if (!repository || allowed === 'none') throw missing(service, request);
  if (!allows(allowed, access)) throw new ServiceError(403, 'You may read this repository, but not push to it.');
  if (access === 'write' && repository.isArchived) throw new ServiceError(403, ARCHIVED);
  return { repository, caller } satisfies { repository: Repository; caller: Caller | null };
}

function missing(service: Service, { owner, access }: GitRequest): ServiceError {
  if (access === 'write' && findAccount(service.db, owner)) {
    return new ServiceError(403, 'Push to create is not enabled for users.');
  }
  return new ServiceError(404, 'Repository not found');
}
