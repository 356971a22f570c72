import { readCookie, WORKSPACE_COOKIE, writeCookie } from '../../auth/cookies.ts';
import { authorizeWorkspace } from '../../services/workspaces/authorize-workspace.ts';
import { redeemTicket } from '../../services/workspaces/redeem-ticket.ts';
import { prefixOf, targetPath } from '../../services/workspaces/workspace-path.ts';
import { isExperimentName, isWorkspace, type Workspace } from '../../shared/names.ts';
import type { DoorAnswer, DoorRequest } from './door.ts';
import { redirectBetween } from './ports.ts';

/** May this workspace cookie open this experiment? 204 or 401. */
export async function authorize(request: DoorRequest): Promise<DoorAnswer> {
  const { name } = placeOf(request) ?? {};
  if (name === undefined) return { status: 403 };
  const visit = await authorizeWorkspace(request.db, { token: cookieOf(request), name, address: request.address });
  return { status: visit ? 204 : 401 };
}

/** Trades the ticket of the address for the workspace cookie and sends the browser on, inside the workspace. */
export async function enter(request: DoorRequest): Promise<DoorAnswer> {
  const place = placeOf(request);
  if (!place) return { status: 404 };
  const { name, workspace } = place;
  const to = targetPath(name, workspace, request.url.searchParams.get('to'));
  const ticket = request.url.searchParams.get('ticket');
  const redeemed = await redeemTicket(request.db, {
    ticket,
    name,
    current: cookieOf(request),
    address: request.address,
  });
  // The page of the dashboard asks for a new ticket, if the person has the right.
  if (!redeemed) return toDashboard(request, name, workspace, to);
  const { token } = redeemed;
  const cookie = token && writeCookie(WORKSPACE_COOKIE, token, { path: `/user/${name}/`, secure: request.secure });
  return {
    status: 302,
    headers: { Location: to, 'Referrer-Policy': 'no-referrer', ...(cookie ? { 'Set-Cookie': cookie } : {}) },
  };
}

/** The way from a workspace's address to the dashboard's page about it, which logs in, starts it and comes back. */
export function refuse(request: DoorRequest): DoorAnswer {
  const place = placeOf(request);
  if (!place) return { status: 404 };
  const { name, workspace } = place;
  const to = targetPath(name, workspace, request.header('x-homelab-target'));
  return toDashboard(request, name, workspace, to);
}

function toDashboard(request: DoorRequest, name: string, workspace: Workspace, to: string): DoorAnswer {
  const page = `/user/${name}/${workspace}`;
  const path = to === prefixOf(name, workspace) ? page : `${page}?to=${encodeURIComponent(to)}`;
  return redirectBetween(request, ['workspace', 'dashboard'], path);
}

function placeOf({ header }: DoorRequest): { name: string; workspace: Workspace } | null {
  const name = header('x-homelab-experiment');
  const workspace = header('x-homelab-workspace');
  return isExperimentName(name) && isWorkspace(workspace) ? { name, workspace } : null;
}

function cookieOf({ header }: DoorRequest): string | null {
  return readCookie(header('cookie'), WORKSPACE_COOKIE);
}
