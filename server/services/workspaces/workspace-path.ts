import { localPath } from '../../shared/local-path.ts';
import type { Workspace } from '../../shared/names.ts';

/** Where a workspace begins on the workspace origin. */
export function prefixOf(name: string, workspace: Workspace): string {
  return `/user/${name}/${workspace}/`;
}

/** Where the door trades a ticket for a cookie. It leads nowhere by itself. */
const ENTRANCE = '_enter';

/** Address, on the workspace origin, at which a ticket is traded for the workspace cookie. */
export function entrancePath(name: string, workspace: Workspace, ticket: string, to: string): string {
  return `${prefixOf(name, workspace)}${ENTRANCE}?${new URLSearchParams({ ticket, to })}`;
}

/**
 * The path and query that a browser is sent to inside a workspace: `to` when it lies in the workspace, else its beginning.
 * What a browser would make of it decides: dots, backslashes and another host are resolved before it is looked at.
 */
export function targetPath(name: string, workspace: Workspace, to: string | null | undefined): string {
  const prefix = prefixOf(name, workspace);
  const path = localPath(to);
  const entrance = prefix + ENTRANCE;
  if (!path?.startsWith(prefix) || path === entrance || path.startsWith(`${entrance}?`)) return prefix;
  return path;
}
