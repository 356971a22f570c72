import { count, eq } from 'drizzle-orm';
import { archives, type TargetKind, targets } from '../../db/schema/index.ts';
import type { Context } from '../context.ts';
import { allowedFolders } from './allowed-folders.ts';
import { requireAdmin } from './require-admin.ts';
import { placeOf } from './target-row.ts';

export interface TargetView {
  id: string;
  name: string;
  kind: TargetKind;
  /** Path, or endpoint, bucket and prefix, in one line. */
  place: string;
  archives: number;
}

/** Places for archives beside the platform's own folder; folders that root allows. Administrators only. */
export async function listTargets(ctx: Context): Promise<{ targets: TargetView[]; allowedFolders: string[] }> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ target: targets, archives: count(archives.id) })
    .from(targets)
    .leftJoin(archives, eq(archives.targetId, targets.id))
    .groupBy(targets.id)
    .orderBy(targets.name);
  const views = rows.map(({ target, archives }) => {
    const { id, name, kind } = target;
    return { id, name, kind, archives, place: placeOf(target) };
  });
  return { targets: views, allowedFolders: await allowedFolders() };
}
