/** files.set-aside: makes room for an experiment's own files without deleting anything. */
import { chmod, mkdir } from 'node:fs/promises';
import { environmentFileOf } from '../../shared/names.ts';
import { run as runProgram } from '../../shared/process.ts';
import { integer, object, subjectFields } from '../checks.ts';
import { Failure } from '../failure.ts';
import { readMark } from '../owned-file.ts';
import { look } from '../tree.ts';
import { FIRST_USER_ID, LAST_USER_ID } from '../user-ids.ts';
import type { Verb } from '../verb.ts';
import { sliceFilePath, socketFolderFile, unitFilePaths } from '../workspace.ts';

const FOLDER = '/var/lib/homelab-paas/set-aside';

export const setFilesAside: Verb<'files.set-aside'> = {
  check: object({ ...subjectFields, uid: integer(FIRST_USER_ID, LAST_USER_ID) }),
  exclusive: true,
  async run({ name, id, uid }, { progress }) {
    const places = [environmentFileOf(name), socketFolderFile(name).path, ...unitFilePaths(name), sliceFilePath(uid)];
    const moved: { from: string; to: string }[] = [];
    const folder = `${FOLDER}/${new Date().toISOString().replaceAll(':', '-')}`;
    for (const from of places) {
      if (!(await look(from)) || (await readMark(from))?.id === id) continue;
      await makeFolder(folder);
      const to = `${folder}/${from.slice(1).replaceAll('/', '_')}`;
      if (await look(to)) throw new Failure('conflict', `${to} exists already. Try again.`);
      // mv(1) moves a link or a folder as it is, also to another file system. Nobody else writes into the folder.
      await runProgram('/usr/bin/mv', ['--no-target-directory', '--no-clobber', '--', from, to]);
      progress(`Moved ${from} to ${to}`);
      moved.push({ from, to });
    }
    return { moved };
  },
};

/** For root alone, whatever the umask is: an environment file holds secrets. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(FOLDER, 0o700);
}
