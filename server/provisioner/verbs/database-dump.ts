/** database.dump: the experiment's database in PostgreSQL's custom format, dumped by its own role. */
import { databaseOf } from '../../shared/names.ts';
import { run } from '../../shared/process.ts';
import { sizeInWords } from '../../shared/size-in-words.ts';
import { requireAccount } from '../account.ts';
import { receive } from '../archive/receive.ts';
import { failed, runSandboxed, startSandboxed, withNetwork } from '../archive/sandbox.ts';
import { createFile, openFile, stagingFolderOf, withStaging } from '../archive/staging.ts';
import { experimentId, object, subjectFields } from '../checks.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 600;
const TABLES_KEPT = 10_000;

export const dumpDatabase: Verb<'database.dump'> = {
  check: object({ ...subjectFields, stagingId: experimentId }),
  exclusive: false,
  minutes: MINUTES,
  async run({ name, id, stagingId }, { progress, signal }) {
    const { user } = await requireAccount({ name, id });
    const folder = stagingFolderOf(stagingId);
    return withStaging(stagingId, async () => {
      const file = await createFile(folder, 'database.dump');
      try {
        const child = await startSandboxed({
          ...{ script: 'dump-database', args: [databaseOf(name)], user, properties: withNetwork(), signal },
          minutes: MINUTES,
        });
        const tell = (bytes: number) => progress(`Database: ${sizeInWords(bytes)} dumped`);
        const written = await receive(child.stdout, file, { signal, folder, tell }).catch((error: unknown) => {
          child.kill();
          throw error;
        });
        const [said, code] = await Promise.all([child.said, child.exit]);
        signal.throwIfAborted();
        if (code !== 0) throw failed('The database could not be dumped', said, code);
        const tables = await listTables(folder, signal);
        const { stdout } = await run('/usr/bin/pg_dump', ['--version']);
        return { ...written, tables, version: stdout.trim() };
      } finally {
        await file.close();
      }
    });
  },
};

/** Tables as `schema.table`, from the dump's own table of contents. */
async function listTables(folder: string, signal: AbortSignal): Promise<string[]> {
  const file = await openFile(folder, 'database.dump');
  try {
    const properties = [...withNetwork(), 'PrivateNetwork=yes'];
    const wanted = { script: 'list-database', user: null, properties, input: file.fd, signal, minutes: 30 };
    const { stdout } = await runSandboxed(wanted, 'The dump of the database cannot be read');
    const entries = stdout.matchAll(/^\d+; \d+ \d+ TABLE (?!DATA )(\S+) (.+) \S+$/gm);
    return [...entries].map(([, schema, table]) => `${schema}.${table}`).slice(0, TABLES_KEPT);
  } finally {
    await file.close();
  }
}
