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
  // Turbopack takes a path that it cannot read from the source for any file of the project, and lists them all as needed.
  const text = await readFile(/* turbopackIgnore: true */ CONFIG_FILE, 'utf8');
  const config = JSON.parse(text) as { version?: string; git?: { kind?: string } };
  return {
    hostname: hostname(),
    version: config.version ?? 'unknown',
    gitKind: config.git?.kind === 'gitea' ? 'gitea' : 'embedded',
  };
}
