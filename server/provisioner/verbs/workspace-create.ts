/** workspace.create: socket folder, limits and slice of an experiment's workspaces. */
import { socketFolderOf } from '../../shared/names.ts';
import { run } from '../../shared/process.ts';
import { requireAccount } from '../account.ts';
import { limits, object, subjectFields } from '../checks.ts';
import { writeOwned } from '../owned-file.ts';
import { setQuota } from '../quota.ts';
import { removePushed } from '../slice-limits.ts';
import { reloadSystemd } from '../systemd.ts';
import { lookForFolder } from '../tree.ts';
import type { Verb } from '../verb.ts';
import { sliceFile, socketFolderFile, unitFiles } from '../workspace.ts';

const READABLE = { mode: 0o644, gid: 0 };

export const createWorkspace: Verb<'workspace.create'> = {
  check: object({ ...subjectFields, limits }),
  exclusive: true,
  async run(args, { progress }) {
    const { uid } = await requireAccount(args);
    await lookForFolder(socketFolderOf(args.name));
    const folder = socketFolderFile(args.name);
    for (const { path, lines } of [folder, sliceFile(uid, args.limits), ...unitFiles(args.name, uid)]) {
      await writeOwned(path, args, lines, READABLE);
    }
    progress('Making the folder of the sockets');
    await run('/usr/bin/systemd-tmpfiles', ['--create', folder.path]);
    progress('Telling systemd the limits');
    await removePushed(uid);
    await reloadSystemd();
    await setQuota(uid, args.limits.diskBytes);
    return {};
  },
};
