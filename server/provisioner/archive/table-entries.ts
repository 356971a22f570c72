/** Finds tables in the table of contents of a dump (pg_restore --list). */
import { Failure } from '../failure.ts';

export interface TableEntries {
  /** Ids of the entries with its rows. */
  ids: number[];
  schema: string;
  table: string;
  /** What it is called among the recovered ones: its own name, with its schema before it when that is not `public`. */
  name: string;
}

const ENTRY = /^(\d+); \d+ \d+ TABLE DATA (\S+) (.+) \S+$/;

/** Throws `missing` for a table that the dump does not have, or that holds no rows itself. `wanted` are `schema.table`. */
export function findTables(contents: string, wanted: readonly string[]): TableEntries[] {
  const entries = new Map<string, TableEntries>();
  for (const line of contents.split('\n')) {
    const [, id, schema, table] = ENTRY.exec(line) ?? [];
    if (id === undefined || schema === undefined || table === undefined) continue;
    const key = `${schema}.${table}`;
    const name = schema === 'public' ? table : `${schema}_${table}`.slice(0, 63);
    entries.set(key, { ids: [...(entries.get(key)?.ids ?? []), Number(id)], schema, table, name });
  }
  return [...new Set(wanted)].map((key) => {
    const found = entries.get(key);
    if (found) return found;
    throw new Failure(
      'missing',
      `The snapshot holds no rows of the table “${key.slice(0, 130)}”. Of a partitioned table, choose the parts.`,
    );
  });
}
