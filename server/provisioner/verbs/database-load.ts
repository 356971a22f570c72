/** database.load: a dump into the experiment's own, empty database, as its own role. */
import { accountOf, databaseOf } from '../../shared/names.ts';
import { requireAccount } from '../account.ts';
import { runSandboxed, withNetwork } from '../archive/sandbox.ts';
import { openFile, stagingFolderOf } from '../archive/staging.ts';
import { experimentId, experimentName, object, subjectFields } from '../checks.ts';
import { withExperimentLock } from '../lock.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 600;

export const loadDatabase: Verb<'database.load'> = {
  check: object({ ...subjectFields, stagingId: experimentId, from: experimentName }),
  exclusive: false, // the home may be unpacked meanwhile; only two loads wait for one another
  minutes: MINUTES,
  async run({ name, id, stagingId, from }, { signal }) {
    const work = async () => {
      const { user } = await requireAccount({ name, id });
      const file = await openFile(stagingFolderOf(stagingId), 'database.dump');
      try {
        const args = [databaseOf(name), databaseOf(from), accountOf(from), accountOf(name)];
        const { stdout } = await runSandboxed(
          { script: 'load-database', args, user, properties: withNetwork(), input: file.fd, signal, minutes: MINUTES },
          'The database could not be restored',
        );
        const lines = stdout.split('\n').filter((line) => line.startsWith('not kept: '));
        return { notKept: lines.map((line) => line.slice('not kept: '.length)).slice(0, 100) };
      } finally {
        await file.close();
      }
    };
    return withExperimentLock(name, work, 'database');
  },
};
