import type { CurrentSession } from './types.ts';

/** The same host at another port of the front door. `location` is the page's own address. */
export function atPort(location: { protocol: string; hostname: string }, port: number): string {
  return `${location.protocol}//${location.hostname}:${port}`;
}

/** Origin of the workspaces: 8081, and 8444 for a page that came over TLS. */
export function workspaceOrigin(location: Location, ports: CurrentSession['ports']): string {
  return atPort(location, location.protocol === 'https:' ? 8444 : ports.workspace);
}
