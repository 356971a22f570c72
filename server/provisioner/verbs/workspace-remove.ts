/** workspace.remove: stops the workspaces and takes away their folder, limits and slice. What they logged stays in the journal. */
import { rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { doorFolderOf, sliceOf, socketFolderOf, unitOf, WORKSPACES } from '../../shared/names.ts';
import { findOwnAccount } from '../account.ts';
import { subject } from '../checks.ts';
import { errorCode } from '../failure.ts';
import { removeOwned } from '../owned-file.ts';
import { reloadSystemd, stopUnits } from '../systemd.ts';
import { lookForFolder, removeTree } from '../tree.ts';
import type { Verb } from '../verb.ts';
import { findSliceFiles, socketFolderFile, unitFilePaths } from '../workspace.ts';

export const removeWorkspace: Verb<'workspace.remove'> = {
  check: subject,
  exclusive: true,
  async run(args, { progress }) {
    const account = await findOwnAccount(args);
    const units = WORKSPACES.map((workspace) => unitOf(args.name, workspace));
    progress('Stopping the workspaces');
    await stopUnits(account ? [...units, sliceOf(account.uid)] : units);

    const folder = await removeOwned(socketFolderFile(args.name).path, args);
    const socketFolder = await lookForFolder(socketFolderOf(args.name));
    if (socketFolder && (folder || socketFolder.uid === account?.uid)) await removeTree(socketFolderOf(args.name));
    if (folder || account) await removeTree(doorFolderOf(args.name));

    let dropIns = false;
    for (const path of [...unitFilePaths(args.name), ...(await findSliceFiles(args))]) {
      if (!(await removeOwned(path, args))) continue;
      dropIns = true;
      await removeEmptyFolder(dirname(path));
    }
    if (dropIns) await reloadSystemd();
    return { removed: folder || dropIns };
  },
};

/** An administrator may have put a file of their own beside ours: then the folder stays. */
async function removeEmptyFolder(path: string): Promise<void> {
  await rmdir(path).catch((error: unknown) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) throw error;
  });
}
