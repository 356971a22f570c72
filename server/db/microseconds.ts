import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/**
 * A time of a row as ISO 8601 to the microsecond, as PostgreSQL has it, for paging: a time of JavaScript's would leave out what came in
 * the same millisecond.
 */
export function microseconds(column: AnyPgColumn): SQL<string> {
  return sql<string>`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
