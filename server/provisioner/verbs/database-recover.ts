/** database.recover: rows of some tables of a dump, in a schema of their own. Never into what is there. */
import { databaseOf } from '../../shared/names.ts';
import { recoveryMark } from '../../shared/recovery-mark.ts';
import { requireAccount } from '../account.ts';
import { recoverySchema, scratchDatabase } from '../archive/recovery.ts';
import { runSandboxed, withNetwork } from '../archive/sandbox.ts';
import { openFile, stagingFolderOf } from '../archive/staging.ts';
import { findTables } from '../archive/table-entries.ts';
import { experimentId, list, object, subjectFields, text } from '../checks.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 240;

export const recoverDatabase: Verb<'database.recover'> = {
  check: object({
    ...subjectFields,
    stagingId: experimentId,
    scratch: scratchDatabase,
    schema: recoverySchema,
    tables: list(text, 200),
  }),
  exclusive: false, // its operation is the only one; workspaces may start meanwhile
  minutes: MINUTES,
  async run({ name, id, stagingId, scratch, schema, tables }, { signal }) {
    const { user } = await requireAccount({ name, id });
    const file = await openFile(stagingFolderOf(stagingId), 'database.dump');
    try {
      const readOnly = [...withNetwork(), 'PrivateNetwork=yes'];
      const reader = { script: 'list-database', user: null, properties: readOnly, input: file.fd, signal, minutes: 30 };
      const { stdout: contents } = await runSandboxed(reader, 'The dump of the database cannot be read');
      const found = findTables(contents, tables);
      const words = found.flatMap((table) => [table.ids.join(','), table.schema, table.table, table.name]);
      const properties = withNetwork();
      const args = [scratch, schema, databaseOf(name), recoveryMark(stagingId), ...words];
      const again = await openFile(stagingFolderOf(stagingId), 'database.dump');
      const { stdout } = await runSandboxed(
        { script: 'recover-tables', args, user, properties, input: again.fd, signal, minutes: MINUTES },
        'The tables could not be recovered',
      ).finally(() => again.close());
      const lines = stdout.matchAll(/^rows (\d+) (.+)$/gm);
      return { rows: Object.fromEntries([...lines].map(([, rows, table]) => [table ?? '', Number(rows)])) };
    } finally {
      await file.close();
    }
  },
};
