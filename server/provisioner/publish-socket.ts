/** Puts a workspace's socket where the front door connects. */
import { link, lstat, rename, rm } from 'node:fs/promises';
import { doorFolderOf, socketFolderOf, type Workspace } from '../shared/names.ts';
import { Failure } from './failure.ts';

/**
 * Gives the socket of `uid` a second name (a hard link) in root's own folder. In its own folder the experiment could put a
 * symbolic link to another experiment's socket in its place, and the front door, which may open both, would follow it.
 * link(2) does not follow one, and what was linked is looked at under a name that only root can change.
 */
export async function publishSocket(name: string, workspace: Workspace, uid: number): Promise<void> {
  const published = `${doorFolderOf(name)}/${workspace}.sock`;
  const fresh = `${doorFolderOf(name)}/.${workspace}.${process.pid}`;
  try {
    await link(`${socketFolderOf(name)}/${workspace}.sock`, fresh);
    const found = await lstat(fresh);
    if (!found.isSocket() || found.uid !== uid) {
      throw new Failure(
        'conflict',
        `What is in place of the socket of ${name}’s ${workspace} is not its own. Stop it and start it again.`,
      );
    }
    await rename(fresh, published);
  } finally {
    await rm(fresh, { force: true }); // rename(2) leaves it when both are names of the same socket
  }
}
