import { and, eq } from 'drizzle-orm';
import { archives } from '../../db/schema/index.ts';
import { removeArchiveAndRow } from '../archives/remove-files.ts';
import type { Step } from '../step.ts';

/** The snapshots of an experiment that is removed or archived. */
export const snapshots: Step = {
  async run(ctx) {
    const own = and(eq(archives.experimentId, ctx.experiment.id), eq(archives.kind, 'snapshot'));
    const rows = await ctx.db.select().from(archives).where(own);
    for (const row of rows) await removeArchiveAndRow(ctx, row);
    if (rows.length > 0) ctx.line(`Removed ${rows.length} snapshots`);
  },
};
