import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { DASHBOARD_PORT, GITEA_PORT, WORKSPACE_PORT } from '../../shared/paths.ts';

const CONFIG_FILE = process.env.HOMELAB_CONFIG_FILE ?? '/etc/homelab-paas/config.json';

export interface Platform {
  hostname: string;
  version: string;
  gitKind: 'gitea' | 'embedded';
  ports: { dashboard: number; workspace: number; git: number };
}

/** What this installation is: its host's name, version, git service and ports. */
export async function getPlatform(): Promise<Platform> {
  const config = JSON.parse(await readFile(CONFIG_FILE, 'utf8')) as { version?: string; git?: { kind?: string } };
  return {
    hostname: hostname(),
    version: config.version ?? 'unknown',
    gitKind: config.git?.kind === 'gitea' ? 'gitea' : 'embedded',
    ports: { dashboard: DASHBOARD_PORT, workspace: WORKSPACE_PORT, git: GITEA_PORT },
  };
}
