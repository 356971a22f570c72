import { and, desc, eq, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { microseconds } from '../../db/microseconds.ts';
import { experiments, operationSteps, operations } from '../../db/schema/index.ts';
import { visibleTo } from '../access.ts';
import type { Context } from '../context.ts';
import { viewOperation } from './views.ts';

const PAGE = 50;
/** How far an operation has come: the number of its steps up to the last that has begun. */
export const begunSteps = sql<number>`(select coalesce(max(s.position) + 1, 0) from ${operationSteps} s where s.operation_id = ${operations.id} and s.state <> 'pending')`;

/** Operations that the actor may see (as loadOperation says), newest first, 50 at a time; `before` (ISO 8601) goes on where a page ended. */
export async function listOperations(ctx: Context, { before }: { before?: string | undefined } = {}) {
  const rows = await ctx.db
    .select({ operation: operations, begun: begunSteps, cursor: microseconds(operations.createdAt) })
    .from(operations)
    .leftJoin(experiments, eq(experiments.id, operations.experimentId))
    .where(and(seenBy(ctx), before ? lt(operations.createdAt, sql`${before}::timestamptz`) : undefined))
    .orderBy(desc(operations.createdAt))
    .limit(PAGE + 1);
  const items = rows.slice(0, PAGE).map((row) => viewOperation(row.operation, row.begun));
  return { items, next: rows.length > PAGE ? (rows[PAGE - 1]?.cursor ?? null) : null };
}

/** The condition for operations, joined with their experiments, that the actor may see. Undefined is every one. */
export function seenBy({ db, actor }: Context): SQL | undefined {
  if (actor.kind === 'job' || actor.admin) return undefined;
  return or(visibleTo(db, actor), and(isNull(experiments.id), eq(operations.requestedBy, actor.username)));
}
