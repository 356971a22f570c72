/** experiment.log: the last lines of one source of an experiment, with time and level. */
import { homeOf, isWorkspace, logIdentifierOf, unitOf } from '../../shared/names.ts';
import { LOG_SOURCES, type LogSource } from '../../shared/provisioner-protocol.ts';
import { requireAccount } from '../account.ts';
import { type Check, integer, object, subjectFields } from '../checks.ts';
import { Failure } from '../failure.ts';
import { readEntries } from '../journal.ts';
import { userId } from '../system-ids.ts';
import { look } from '../tree.ts';
import type { Verb } from '../verb.ts';

const source: Check<LogSource> = (value, place) => {
  const found = LOG_SOURCES.find((known) => known === value);
  if (found) return found;
  throw new Failure('invalid', `${place}: one of ${LOG_SOURCES.join(', ')} is expected.`);
};

export const logExperiment: Verb<'experiment.log'> = {
  check: object({ ...subjectFields, source, lines: integer(1, 500) }),
  exclusive: false,
  async run({ name, id, source, lines }) {
    await requireAccount({ name, id });
    if (!isWorkspace(source)) {
      // The user is nobody's to forge, unlike the identifier: only the web side writes as it. The unit is not always known: the
      // program that hands lines over may have ended before journald looks where it ran.
      const match = [`_UID=${await userId('homelab')}`, `SYSLOG_IDENTIFIER=${logIdentifierOf(id)}`];
      return { lines: await readEntries(lines, match) };
    }
    // The journal outlives an experiment: lines from before its home was made belong to an earlier one of the same name.
    const home = await look(homeOf(name));
    if (!home) return { lines: [] };
    const since = `--since=@${Math.floor(home.birthtimeMs / 1000)}`;
    return { lines: await readEntries(lines, [`--unit=${unitOf(name, source)}`, since]) };
  },
};
