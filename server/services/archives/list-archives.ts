import { and, desc, eq, ilike, lt, or, type SQL, sql } from 'drizzle-orm';
import { microseconds } from '../../db/microseconds.ts';
import { archives, experiments, targets } from '../../db/schema/index.ts';
import { visibleTo } from '../access.ts';
import type { Context } from '../context.ts';
import { OWN_FOLDER } from './load-archive.ts';
import { type ArchiveView, viewArchive, withoutSecrets } from './views.ts';

const PAGE = 50;

/**
 * Archives (not snapshots) of experiments that the actor may see, newest first, 50 at a time. `before` is the `next` of the page
 * before.
 */
export async function listArchives(
  ctx: Context,
  { search, before }: { search?: string | undefined; before?: string | undefined },
): Promise<{ items: ArchiveView[]; next: string | null }> {
  const rows = await ctx.db
    .select({
      archive: archives,
      owner: experiments.owner,
      target: targets.name,
      cursor: microseconds(archives.createdAt),
    })
    .from(archives)
    .innerJoin(experiments, eq(experiments.id, archives.experimentId))
    .leftJoin(targets, eq(targets.id, archives.targetId))
    .where(
      and(
        eq(archives.kind, 'archive'),
        visibleTo(ctx.db, ctx.actor),
        found(search),
        before === undefined ? undefined : lt(archives.createdAt, sql`${before}::timestamptz`),
      ),
    )
    .orderBy(desc(archives.createdAt))
    .limit(PAGE + 1);
  const items = rows.slice(0, PAGE).map(({ archive, owner, target }) => ({
    ...withoutSecrets(viewArchive(archive, owner, target ?? OWN_FOLDER)),
    files: [],
  }));
  return { items, next: rows.length > PAGE ? (rows[PAGE - 1]?.cursor ?? null) : null };
}

function found(search: string | undefined): SQL | undefined {
  if (!search?.trim()) return undefined;
  const part = `%${search.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return or(ilike(archives.experimentName, part), ilike(experiments.owner, part));
}
