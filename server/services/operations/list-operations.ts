import { and, desc, eq, isNull, lt, or, type SQL } from 'drizzle-orm';
import { experiments, operations } from '../../db/schema/index.ts';
import type { Actor, Context } from '../context.ts';
import { viewOperation } from './views.ts';

const PAGE = 50;

/** Operations that the actor may see (as loadOperation says), newest first, 50 at a time; `before` (ISO 8601) goes on where a page ended. */
export async function listOperations(ctx: Context, { before }: { before?: string | undefined } = {}) {
  const rows = await ctx.db
    .select({ operation: operations })
    .from(operations)
    .leftJoin(experiments, eq(experiments.id, operations.experimentId))
    .where(and(visibleTo(ctx.actor), before ? lt(operations.createdAt, new Date(before)) : undefined))
    .orderBy(desc(operations.createdAt))
    .limit(PAGE + 1);
  const items = rows.slice(0, PAGE).map((row) => viewOperation(row.operation));
  return { items, next: rows.length > PAGE ? (items.at(-1)?.createdAt ?? null) : null };
}

function visibleTo(actor: Actor): SQL | undefined {
  if (actor.kind === 'job' || actor.admin) return undefined;
  return or(
    eq(experiments.owner, actor.username),
    and(isNull(experiments.id), eq(operations.requestedBy, actor.username)),
  );
}
