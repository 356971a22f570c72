/** unit.log: the last lines of a workspace's journal. */
import { homeOf, unitOf } from '../../shared/names.ts';
import { requireMarkedAccount } from '../account.ts';
import { integer, object } from '../checks.ts';
import { readJournal } from '../journal.ts';
import { look } from '../tree.ts';
import type { Verb } from '../verb.ts';
import { workspaceFields } from './unit-status.ts';

export const logUnit: Verb<'unit.log'> = {
  check: object({ ...workspaceFields, lines: integer(1, 500) }),
  exclusive: false,
  async run({ name, workspace, lines }) {
    await requireMarkedAccount(name);
    // The journal outlives an experiment: lines from before its home was made belong to an earlier one of the same name.
    const home = await look(homeOf(name));
    if (!home) return { lines: [] };
    const seconds = Math.floor(home.birthtimeMs / 1000);
    return { lines: await readJournal(lines, [`--unit=${unitOf(name, workspace)}`, `--since=@${seconds}`]) };
  },
};
