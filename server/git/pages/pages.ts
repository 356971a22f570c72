import type { IncomingMessage, ServerResponse } from 'node:http';
import { accessTo } from '../access.ts';
import { ServiceError } from '../errors.ts';
import { folderOf } from '../repository/folder.ts';
import { listRefs, resolveCommit } from '../repository/refs.ts';
import { findPath } from '../repository/tree.ts';
import type { Service } from '../service.ts';
import { findAccount } from '../store/accounts.ts';
import { findRepository } from '../store/repositories.ts';
import { branchesPage, commitPage, commitsPage } from './commits-page.ts';
import { filePage } from './file-page.ts';
import { filesPage } from './files-page.ts';
import { html } from './html.ts';
import { layout, type Place } from './layout.ts';
import { sendRawFile } from './raw-file.ts';
import { repositoryListPage } from './repository-list.ts';
import { cloneAddress, repositoryPage } from './repository-page.ts';
import { findShown } from './shown.ts';
import { PAGE_POLICY } from './style.ts';
import { originOf, visitorOf } from './visitor.ts';

export interface PageAddress {
  parts: readonly string[];
  query: URLSearchParams;
}

/** Answers a browser. Pages only show: nothing but GET and HEAD is taken. */
export async function servePage(
  service: Service,
  where: PageAddress,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const place: Place = { viewer: null, origin: originOf(service, request) };
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new ServiceError(405, 'This page can only be read.');
    place.viewer = await visitorOf(service, request);
    if (!place.viewer && service.config.requireSignIn) throw new ServiceError(403, 'Log in on the dashboard first.');
    const page = await findPage(service, place, where, response);
    if (page !== null) send(response, 200, page);
  } catch (error) {
    if (!(error instanceof ServiceError) || response.headersSent) throw error;
    send(response, error.status, errorPage(place, error));
  }
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': PAGE_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'private, no-store',
  });
  response.end(page);
}

function errorPage(place: Place, error: ServiceError): string {
  const title = error.status === 404 ? 'Not found' : `Refused (${error.status})`;
  const back = html`<p><a class="button" href="/">All repositories</a></p>`;
  return layout(place, title, html`<div class="panel empty"><h2>${title}</h2>${error.message}${back}</div>`);
}

const MISSING = new ServiceError(
  404,
  'There is no such page, or you may not see it. Ask the owner to share the repository.',
);

/** The page at an address; null when a file was sent instead. Throws 404. */
async function findPage(
  service: Service,
  place: Place,
  where: PageAddress,
  response: ServerResponse,
): Promise<string | null> {
  const parts = where.parts.at(-1) === '' ? where.parts.slice(0, -1) : where.parts;
  const [owner, name, view, ...rest] = parts;
  if (owner === undefined) return repositoryListPage(service, place, where.query);
  if (name === undefined) {
    const account = findAccount(service.db, owner);
    if (!account || !place.viewer) throw MISSING;
    return repositoryListPage(service, place, where.query, account);
  }
  const repository = findRepository(service.db, owner, name.replace(/\.git$/, ''));
  if (!repository || accessTo(service.db, repository, place.viewer) === 'none') throw MISSING;
  const folder = folderOf(service.config, repository);
  if (view === 'commit' && rest.length === 1) {
    const id = await resolveCommit(folder, rest[0] ?? '');
    if (id === null) throw MISSING;
    return commitPage(place, repository, folder, id);
  }
  const refs = await listRefs(folder);
  const found = await findShown(
    folder,
    refs,
    view === undefined || view === 'branches' ? ['branch', repository.defaultBranch] : rest,
  );
  if (view === 'branches' && rest.length === 0) return branchesPage(place, repository, refs, found?.shown ?? null);
  if (view === undefined && !found) {
    const help = html`<h2>Nothing was pushed yet</h2><p>Clone it, commit, and push:</p><pre>git push origin ${repository.defaultBranch}</pre>`;
    const content = html`${cloneAddress(place, repository)}<div class="panel empty">${help}</div>`;
    return repositoryPage(place, repository, null, 'files', content);
  }
  if (!found) throw MISSING;
  const location = { repository, folder, ...found };
  if (view === 'commits' && found.path.length === 0) return commitsPage(place, location, where.query);
  const target = await findPath(folder, found.shown.commit, found.path);
  if (!target) throw MISSING;
  if (view === undefined || view === 'src') {
    return target.kind === 'folder' ? filesPage(place, location, target.id) : filePage(place, location, target.id);
  }
  if (view !== 'raw' || target.kind !== 'file') throw MISSING;
  await sendRawFile(response, folder, target.id, found.path.at(-1) ?? 'file');
  return null;
}
