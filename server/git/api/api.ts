import { authenticate, type Caller } from '../authentication.ts';
import { ServiceError } from '../errors.ts';
import { requireScope } from '../scopes.ts';
import type { Service } from '../service.ts';
import { LACKS, NOTICE, VERSION } from '../version.ts';
import { accountRoutes } from './accounts.ts';
import { contentRoutes } from './contents.ts';
import { repositoryRoutes } from './repositories.ts';
import { type Answer, match, type Route } from './router.ts';
import { sharingRoutes } from './sharing.ts';
import { tokenRoutes } from './tokens.ts';

const TOKEN_NEEDED = 'token is required';

const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: 'version',
    category: null,
    needs: 'anyone',
    // `version` alone is Gitea's; the rest says what answers in its place.
    handle: () => ({ status: 200, body: { version: VERSION, embedded: true, notice: NOTICE, lacks: LACKS } }),
  },
  ...accountRoutes,
  ...tokenRoutes,
  ...repositoryRoutes,
  ...sharingRoutes,
  ...contentRoutes,
];

export interface ApiRequest {
  method: string;
  /** Decoded parts of the address after `/api/v1/`. */
  parts: readonly string[];
  query: URLSearchParams;
  authorization: string | undefined;
  /** Reads the JSON object that was sent; called only once the caller may do what is asked. */
  readBody: () => Promise<Record<string, unknown>>;
}

/** Answers a call of the API. Throws ServiceError for every refusal. */
export async function callApi(service: Service, request: ApiRequest): Promise<Answer> {
  const { route, params } = findRoute(request);
  const caller = await authenticate(service.db, request.authorization);
  if (caller && route.category !== null) {
    requireScope(caller.scopes, request.method === 'GET' ? 'read' : 'write', route.category);
  }
  if (!caller && service.config.requireSignIn && route.category !== null) throw new ServiceError(401, TOKEN_NEEDED);
  if (route.needs === 'anyone') {
    return route.handle({ service, caller, params, query: request.query, body: {} });
  }
  checkCaller(route, caller);
  const body = request.method === 'GET' ? {} : await request.readBody();
  return route.handle({ service, caller, params, query: request.query, body });
}

function findRoute({ method, parts }: ApiRequest): { route: Route; params: Record<string, string> } {
  const here = ROUTES.flatMap((route) => {
    const params = match(route.path, parts);
    return params ? [{ route, params }] : [];
  });
  const found = here.find(({ route }) => route.method === method);
  if (found) return found;
  if (here.length > 0) throw new ServiceError(405, 'Method Not Allowed');
  throw new ServiceError(404, `Not Found. ${NOTICE}`);
}

function checkCaller(route: Route, caller: Caller | null): asserts caller is Caller {
  if (route.needs === 'password' && caller?.via !== 'password') throw new ServiceError(401, 'auth required');
  if (!caller) throw new ServiceError(401, TOKEN_NEEDED);
  if (route.needs === 'administrator' && !caller.account.isAdmin) {
    throw new ServiceError(403, 'user should be the site admin');
  }
}
