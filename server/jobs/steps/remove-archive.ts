import { eq } from 'drizzle-orm';
import { archives } from '../../db/schema/index.ts';
import { removeArchiveAndRow } from '../archives/remove-files.ts';
import type { Steps } from '../step.ts';

export const removeArchiveSteps: Steps<'archive.remove'> = {
  files: {
    async run(ctx) {
      const rows = await ctx.db.select().from(archives).where(eq(archives.experimentId, ctx.experiment.id));
      for (const row of rows) await removeArchiveAndRow(ctx, row);
    },
  },
};
