import { eq } from 'drizzle-orm';
import { archives } from '../../db/schema/index.ts';
import type { StepContext } from '../step.ts';
import { type ArchiveRow, storeOf } from './context.ts';

/** The files of an archive or a snapshot, then its row: what is left of a removal that was interrupted is found by the row. */
export async function removeArchiveAndRow(ctx: StepContext, row: ArchiveRow): Promise<void> {
  await ctx.db.update(archives).set({ state: 'removing' }).where(eq(archives.id, row.id));
  await (await storeOf(ctx, row)).store.remove(row.id);
  await ctx.db.delete(archives).where(eq(archives.id, row.id));
}
