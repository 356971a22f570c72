import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createContext } from './context.ts';
import { isOwnRequest } from './origin.ts';
import { appRouter } from './router.ts';

/** Answers a request to the API. Requests of other origins are refused before anything is looked at. */
export async function handleTrpc(request: Request): Promise<Response> {
  if (!isOwnRequest(request.method, request.headers)) {
    return Response.json({ error: { message: 'Only the dashboard’s own pages may use this API.' } }, { status: 403 });
  }
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    allowMethodOverride: false,
    createContext: ({ resHeaders }) => createContext(request.headers, resHeaders),
    responseMeta: () => ({ headers: new Headers({ 'cache-control': 'no-store' }) }),
  });
}
