/** home.recover: some entries of a packed home, into a new folder of the running one. Never over what is there. */
import { homeOf } from '../../shared/names.ts';
import { requireAccount } from '../account.ts';
import { refuseFull } from '../archive/receive.ts';
import { recoveryFolder } from '../archive/recovery.ts';
import { emptyRoot, runSandboxed } from '../archive/sandbox.ts';
import { openFile, stagingFolderOf } from '../archive/staging.ts';
import { experimentId, homePath, list, object, subjectFields } from '../checks.ts';
import { Failure } from '../failure.ts';
import { lookForFolder } from '../tree.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 120;
const LOOK_EVERY_MS = 2_000;

export const recoverHome: Verb<'home.recover'> = {
  check: object({ ...subjectFields, stagingId: experimentId, folder: recoveryFolder, paths: list(homePath, 200) }),
  exclusive: false, // its operation is the only one; workspaces may start meanwhile
  minutes: MINUTES,
  async run({ name, id, stagingId, folder, paths }, { signal: caller }) {
    if (paths.length === 0) throw new Failure('invalid', 'args.paths: at least one is expected.');
    const { user, uid } = await requireAccount({ name, id });
    const home = homeOf(name);
    if ((await lookForFolder(home))?.uid !== uid)
      throw new Failure('missing', `The home ${home} does not exist, or is not this experiment’s.`);
    const full = new AbortController();
    const look = () => refuseFull('/home').catch((error: unknown) => full.abort(error));
    const watch = setInterval(() => void look(), LOOK_EVERY_MS);
    const file = await openFile(stagingFolderOf(stagingId), 'home.tar.zst');
    try {
      const wanted = {
        ...{ script: 'recover-files', args: [folder, stagingId, ...paths], user, input: file.fd, minutes: MINUTES },
        properties: emptyRoot(`BindPaths=${home}:/home/experiment`),
        signal: AbortSignal.any([caller, full.signal]),
      };
      const { stdout } = await runSandboxed(wanted, 'The files could not be recovered');
      const lines = stdout.split('\n').filter((line) => line.startsWith('missing '));
      return { missing: lines.map((line) => line.slice('missing '.length)) };
    } finally {
      clearInterval(watch);
      await file.close();
    }
  },
};
