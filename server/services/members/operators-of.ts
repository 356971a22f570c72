import { and, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { members } from '../../db/schema/index.ts';

/** The names of an experiment's operators, its owner not among them. */
export async function operatorsOf(db: Executor, experimentId: string): Promise<string[]> {
  const rows = await db
    .select({ username: members.username })
    .from(members)
    .where(and(eq(members.experimentId, experimentId), eq(members.role, 'operator')));
  return rows.map(({ username }) => username);
}
