/** home.measure: bytes that a home takes on disk. */
import { homeOf } from '../../shared/names.ts';
import { execute } from '../../shared/process.ts';
import { requireMarkedAccount } from '../account.ts';
import { experimentName, object } from '../checks.ts';
import { Failure } from '../failure.ts';
import { findQuota } from '../quota.ts';
import { lookForFolder } from '../tree.ts';
import type { Verb } from '../verb.ts';

export const measureHome: Verb<'home.measure'> = {
  check: object({ name: experimentName }),
  exclusive: false,
  async run({ name }) {
    await requireMarkedAccount(name);
    const home = homeOf(name);
    if (!(await lookForFolder(home))) throw new Failure('missing', `The home ${home} does not exist.`);
    // Status 1 means that a file vanished while du(1) was counting; the sum is still what was there.
    const { stdout } = await execute('/usr/bin/du', ['-sx', '--block-size=1', '--', home], { timeoutMs: 5 * 60_000 });
    const bytes = /^(\d+)\t/.exec(stdout)?.[1];
    if (!bytes) throw new Failure('failed', `The size of ${home} could not be read.`);
    return { bytes: Number(bytes), quota: (await findQuota()) !== null };
  },
};
