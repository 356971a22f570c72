import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';

const CONFIG_FILE = process.env.HOMELAB_CONFIG_FILE ?? '/etc/homelab-paas/config.json';

export interface Platform {
  hostname: string;
  version: string;
  gitKind: 'gitea' | 'embedded';
}

/** What this installation is: its host's name, version and git service. */
export async function getPlatform(): Promise<Platform> {
  const config = JSON.parse(await readFile(CONFIG_FILE, 'utf8')) as { version?: string; git?: { kind?: string } };
  return {
    hostname: hostname(),
    version: config.version ?? 'unknown',
    gitKind: config.git?.kind === 'gitea' ? 'gitea' : 'embedded',
  };
}
