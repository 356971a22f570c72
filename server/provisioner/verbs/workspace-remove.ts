/** workspace.remove: stops the workspaces and takes away their folder, limits and slice. What they logged stays in the journal. */
import { rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { doorFolderOf, sliceOf, socketFolderOf, unitOf, WORKSPACES } from '../../shared/names.ts';
import { findOwnAccount } from '../account.ts';
import { subject } from '../checks.ts';
import { errorCode } from '../failure.ts';
import { removeOwned } from '../owned-file.ts';
import { setQuota } from '../quota.ts';
import { removePushed } from '../slice-limits.ts';
import { endSessions, sshKeysFileOf } from '../ssh.ts';
import { reloadSystemd, stopUnits } from '../systemd.ts';
import { look, lookForFolder, removeTree } from '../tree.ts';
import type { Verb } from '../verb.ts';
import { findSliceFiles, socketFolderFile, unitFilePaths } from '../workspace.ts';

export const removeWorkspace: Verb<'workspace.remove'> = {
  check: subject,
  exclusive: true,
  async run(args, { progress }) {
    const account = await findOwnAccount(args);
    const units = WORKSPACES.map((workspace) => unitOf(args.name, workspace));
    // First, so that nobody comes in by SSH any more.
    await removeOwned(sshKeysFileOf(args.name), args);
    progress('Stopping the workspaces');
    await stopUnits(account ? [...units, sliceOf(account.uid)] : units);

    await endSessions(args.name, []);
    let dropIns = false;
    for (const path of [...unitFilePaths(args.name), ...(await findSliceFiles(args))]) {
      if (!(await removeOwned(path, args))) continue;
      dropIns = true;
      await removeEmptyFolder(dirname(path));
    }
    // The folder's file goes last: while it is there, a run that was cut off is taken up again here.
    const folderFile = socketFolderFile(args.name).path;
    const unfinished = (await look(folderFile)) !== null;
    if (account) await removePushed(account.uid);
    if (dropIns || unfinished) await reloadSystemd();
    if (account && (dropIns || unfinished)) await setQuota(account.uid, 0);
    const socketFolder = await lookForFolder(socketFolderOf(args.name));
    if (socketFolder && (unfinished || socketFolder.uid === account?.uid)) await removeTree(socketFolderOf(args.name));
    if (unfinished || account) await removeTree(doorFolderOf(args.name));
    return { removed: (await removeOwned(folderFile, args)) || dropIns };
  },
};

/** An administrator may have put a file of their own beside ours: then the folder stays. */
async function removeEmptyFolder(path: string): Promise<void> {
  await rmdir(path).catch((error: unknown) => {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) throw error;
  });
}
