import { eq } from 'drizzle-orm';
import { archives } from '../../db/schema/index.ts';
import { archiveIdOf } from '../archives/context.ts';
import { removeArchiveAndRow } from '../archives/remove-files.ts';
import type { Steps } from '../step.ts';

export const removeSnapshotSteps: Steps<'snapshot.remove'> = {
  files: {
    async run(ctx) {
      const [row] = await ctx.db
        .select()
        .from(archives)
        .where(eq(archives.id, archiveIdOf(ctx)));
      if (row) await removeArchiveAndRow(ctx, row);
    },
  },
};
