/** home.forget: takes a recovery back that did not come to its end. */
import { homeOf } from '../../shared/names.ts';
import { findOwnAccount } from '../account.ts';
import { recoveryFolder } from '../archive/recovery.ts';
import { emptyRoot, runSandboxed } from '../archive/sandbox.ts';
import { experimentId, object, subjectFields } from '../checks.ts';
import { lookForFolder } from '../tree.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 30;

export const forgetRecovered: Verb<'home.forget'> = {
  check: object({ ...subjectFields, stagingId: experimentId, folder: recoveryFolder }),
  exclusive: false, // its operation is the only one; workspaces may start meanwhile
  minutes: MINUTES,
  async run({ name, id, stagingId, folder }, { signal }) {
    const account = await findOwnAccount({ name, id });
    const home = homeOf(name);
    if (!account || (await lookForFolder(home))?.uid !== account.uid) return {};
    const properties = emptyRoot(`BindPaths=${home}:/home/experiment`);
    await runSandboxed(
      {
        script: 'forget-recovered',
        args: [folder, stagingId],
        user: account.user,
        properties,
        signal,
        minutes: MINUTES,
      },
      'What was recovered could not be removed',
    );
    return {};
  },
};
