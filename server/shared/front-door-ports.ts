/**
 * Ports of the front door as a browser reaches it: 8080, 8081 and 3000, or, forwarded by another machine, three in a row.
 * Links and redirects name the ports that belong to the request's own. Built-in modules only; pages use it as well.
 */
import { DASHBOARD_PORT, GITEA_PORT, WORKSPACE_PORT } from './paths.ts';

export interface FrontDoorPorts {
  dashboard: number;
  workspace: number;
  git: number;
}

const USUAL: FrontDoorPorts = { dashboard: DASHBOARD_PORT, workspace: WORKSPACE_PORT, git: GITEA_PORT };

/** Behind TLS they are fixed. */
const TLS: FrontDoorPorts = { dashboard: 8443, workspace: 8444, git: GITEA_PORT };

/** How far behind the dashboard's a forwarded port is. */
const BEHIND: FrontDoorPorts = { dashboard: 0, workspace: 1, git: 2 };

/**
 * The three ports that belong to the address at which a browser reached `site`, a `URL` or a page's `location`. The usual
 * ones for an address that names no port.
 */
export function portsAround(
  site: keyof FrontDoorPorts,
  { protocol, port }: { protocol: string; port: string },
): FrontDoorPorts {
  if (protocol === 'https:') return TLS;
  const own = Number(port);
  const dashboard = own - BEHIND[site];
  if (own === USUAL[site] || dashboard === USUAL.dashboard || dashboard < 1 || dashboard + BEHIND.git > 65_535)
    return USUAL;
  return { dashboard, workspace: dashboard + BEHIND.workspace, git: dashboard + BEHIND.git };
}
