import { DASHBOARD_PORT, GITEA_PORT } from '../../shared/paths.ts';

/** Ports of the front door that a browser is sent to. */
export interface Ports {
  dashboard: number;
  dashboardTls: number;
  git: number;
}

export const PORTS: Ports = { dashboard: DASHBOARD_PORT, dashboardTls: 8443, git: GITEA_PORT };
