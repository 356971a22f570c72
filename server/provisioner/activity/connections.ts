/** Counts the connections to workspaces' sockets. */
import { readFile } from 'node:fs/promises';
import { socketFolderOf, type Workspace } from '../../shared/names.ts';

/**
 * The kernel's list of Unix sockets as process 1 sees it: this process is in a network of its own, whose list is empty. The paths
 * are those that were given to bind(2), so an experiment that makes itself a view of the files of its own could write another's
 * there: it can make that one look connected, and only that.
 */
export async function readSockets(): Promise<string> {
  return readFile('/proc/1/net/unix', 'utf8').catch(() => '');
}

/** Connected sockets (state 03) at the path on which a workspace listens, in a text of the form of /proc/net/unix. */
export function countConnections(sockets: string, name: string, workspace: Workspace): number {
  const end = ` ${socketFolderOf(name)}/${workspace}.sock`;
  return sockets.split('\n').filter((line) => line.endsWith(end) && line.split(/\s+/)[5] === '03').length;
}
