import { type Access, accessTo, allows } from '../access.ts';
import { repositoryMissing, ServiceError } from '../errors.ts';
import { folderOf } from '../repository/folder.ts';
import { isEmptyRepository } from '../repository/refs.ts';
import type { Permission } from '../store/collaborators.ts';
import { findRepository, type Repository } from '../store/repositories.ts';
import { presentRepository } from './presentation.ts';
import type { Answer, Call } from './router.ts';

/** The repository that a call names, with what the caller may do. Throws 404 when they may not know of it, 403 when it is not enough. */
export function repositoryOf(call: Call, needed: Permission): { repository: Repository; access: Access } {
  const repository = findRepository(call.service.db, call.params.owner ?? '', call.params.repo ?? '');
  const access = repository ? accessTo(call.service.db, repository, call.caller?.account ?? null) : 'none';
  if (!repository || access === 'none') throw repositoryMissing();
  if (!allows(access, needed)) throw new ServiceError(403, `${needed} access to the repository is needed`);
  return { repository, access };
}

/** Answers with a repository as the caller may see it. */
export async function repositoryAnswer(call: Call, repository: Repository, status = 200): Promise<Answer> {
  const access = accessTo(call.service.db, repository, call.caller?.account ?? null);
  const empty = await isEmptyRepository(folderOf(call.service.config, repository));
  return { status, body: presentRepository(call.service.config.rootUrl, repository, { access, empty }) };
}
