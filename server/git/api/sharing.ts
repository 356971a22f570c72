import { accessTo } from '../access.ts';
import { ServiceError } from '../errors.ts';
import { isTopic } from '../names.ts';
import { findAccount, getAccount } from '../store/accounts.ts';
import {
  collaboration,
  listCollaborators,
  PERMISSIONS,
  removeCollaborator,
  setCollaborator,
} from '../store/collaborators.ts';
import { updateRepository } from '../store/repositories.ts';
import { optionalText, textList } from './input.ts';
import { presentAccount } from './presentation.ts';
import { repositoryOf } from './repository-of.ts';
import type { Answer, Call, Route } from './router.ts';

function setTopics(call: Call): Answer {
  const { repository } = repositoryOf(call, 'admin');
  const topics = [...new Set(textList(call.body, 'topics').map((each) => each.trim().toLowerCase()))];
  if (topics.length > 25 || !topics.every(isTopic)) throw new ServiceError(422, 'Topic names are invalid', topics);
  updateRepository(call.service.db, repository.id, { topics });
  return { status: 204 };
}

function share(call: Call): Answer {
  const { repository } = repositoryOf(call, 'admin');
  const account = findAccount(call.service.db, call.params.collaborator ?? '');
  if (!account) throw new ServiceError(422, `user does not exist [uid: 0, name: ${call.params.collaborator}]`);
  if (account.id === repository.owner.id) throw new ServiceError(422, 'The owner needs no permission.');
  const wanted = optionalText(call.body, 'permission') ?? 'write';
  const permission = PERMISSIONS.find((each) => each === wanted);
  if (!permission) throw new ServiceError(422, '[permission]: must be read, write or admin');
  setCollaborator(call.service.db, repository, account, permission);
  return { status: 204 };
}

function unshare(call: Call): Answer {
  const { repository } = repositoryOf(call, 'admin');
  removeCollaborator(call.service.db, repository, getAccount(call.service.db, call.params.collaborator ?? ''));
  return { status: 204 };
}

function check(call: Call): Answer {
  const { repository } = repositoryOf(call, 'read');
  const account = getAccount(call.service.db, call.params.collaborator ?? '');
  return { status: collaboration(call.service.db, repository, account) ? 204 : 404 };
}

function permissionOf(call: Call): Answer {
  const { repository } = repositoryOf(call, 'admin');
  const account = getAccount(call.service.db, call.params.collaborator ?? '');
  const permission = account.id === repository.owner.id ? 'owner' : accessTo(call.service.db, repository, account);
  const user = presentAccount(call.service.config.rootUrl, account);
  return { status: 200, body: { permission, role_name: permission, user } };
}

function refuseHook(call: Call): Answer {
  repositoryOf(call, 'admin');
  const reason = 'The embedded git service has no network and delivers no webhooks. Nothing was stored.';
  throw new ServiceError(501, reason);
}

const common = { category: 'repository', needs: 'account' } as const;
const collaborators = 'repos/{owner}/{repo}/collaborators';

/** Calls about who else may use a repository, and its topics. */
export const sharingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: 'repos/{owner}/{repo}/topics',
    category: 'repository',
    needs: 'anyone',
    handle: (call) => ({ status: 200, body: { topics: repositoryOf(call, 'read').repository.topics } }),
  },
  { method: 'PUT', path: 'repos/{owner}/{repo}/topics', ...common, handle: setTopics },
  {
    method: 'GET',
    path: collaborators,
    ...common,
    handle: (call: Call) => {
      const accounts = listCollaborators(call.service.db, repositoryOf(call, 'read').repository);
      const { rootUrl } = call.service.config;
      return { status: 200, body: accounts.map((each) => presentAccount(rootUrl, each)), total: accounts.length };
    },
  },
  { method: 'GET', path: `${collaborators}/{collaborator}`, ...common, handle: check },
  { method: 'GET', path: `${collaborators}/{collaborator}/permission`, ...common, handle: permissionOf },
  { method: 'PUT', path: `${collaborators}/{collaborator}`, ...common, handle: share },
  { method: 'DELETE', path: `${collaborators}/{collaborator}`, ...common, handle: unshare },
  {
    method: 'GET',
    path: 'repos/{owner}/{repo}/hooks',
    ...common,
    handle: (call: Call) => {
      repositoryOf(call, 'admin');
      return { status: 200, body: [], total: 0 };
    },
  },
  { method: 'POST', path: 'repos/{owner}/{repo}/hooks', ...common, handle: refuseHook },
];
