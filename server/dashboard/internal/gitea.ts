import { localPath } from '../../shared/local-path.ts';
import type { DoorAnswer, DoorRequest } from './door.ts';
import { redirectBetween } from './ports.ts';
import { sessionOf } from './session.ts';

/**
 * Who is logged in, for Gitea: 204 with the name, else 401. Gitea knows the platform's own account and the experiments'
 * by name alone, so an account of the machine that is called the same does not become them.
 */
export async function authorize(request: DoorRequest): Promise<DoorAnswer> {
  const session = await sessionOf(request);
  if (!session) return { status: 401 };
  if (/^(?:homelab-paas$|exp-)/i.test(session.username)) return { status: 403 };
  return { status: 204, headers: { 'X-Homelab-User': session.username } };
}

/** The way from a page of Gitea's through the log-in and back. */
export function refuse(request: DoorRequest): DoorAnswer {
  const to = localPath(request.header('x-homelab-target')) ?? '/';
  return redirectBetween(request, ['git', 'dashboard'], `/go/git?to=${encodeURIComponent(to)}`);
}

/** `/go/git?to=/path` on the dashboard's origin: to that page of Gitea, by way of the log-in where there is no session. */
export async function go(request: DoorRequest): Promise<DoorAnswer> {
  const to = localPath(request.url.searchParams.get('to')) ?? '/';
  if (await sessionOf(request)) return redirectBetween(request, ['dashboard', 'git'], to);
  const back = `/go/git?to=${encodeURIComponent(to)}`;
  return { status: 302, headers: { Location: `/login?next=${encodeURIComponent(back)}` } };
}
