import { and, eq, inArray } from 'drizzle-orm';
import { archives } from '../../db/schema/index.ts';
import { conflict, unavailable } from '../../shared/errors.ts';
import { callProvisioner, ProvisionerError } from '../../system/provisioner.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { loadArchive, viewLoaded } from './load-archive.ts';
import { openStore } from './stores/open-store.ts';
import type { ArchiveView } from './views.ts';

/** A request of a browser is not kept waiting longer; the check of a larger archive goes by its restore. */
const LONGEST_MS = 30 * 60_000;

/**
 * Reads the files of an archive back and compares them with its manifest: `damaged` when they differ, `complete` again when they do not.
 * Right: manage. Throws `conflict` while it is written or removed, `unavailable` when its place cannot be reached.
 */
export async function verifyArchive(ctx: Context, { id }: { id: string }): Promise<ArchiveView> {
  const { archive } = await loadArchive(ctx.db, id, ctx.actor, 'manage');
  if (!archive.manifest || (archive.state !== 'complete' && archive.state !== 'damaged'))
    throw conflict('This archive is being written or removed.');
  const { store } = await openStore(ctx.db, callProvisioner, actorName(ctx.actor), archive.targetId);
  const problem = await store
    .verify(id, archive.manifest.files, AbortSignal.timeout(LONGEST_MS))
    .catch((error: unknown) => {
      if (error instanceof ProvisionerError) throw unavailable(error.message, error);
      throw error;
    });
  await ctx.db.transaction(async (tx) => {
    const found = problem ? { state: 'damaged' as const, problem } : { state: 'complete' as const, problem: null };
    await tx
      .update(archives)
      .set({ ...found, verifiedAt: new Date() })
      .where(and(eq(archives.id, id), inArray(archives.state, ['complete', 'damaged'])));
    await audit(tx, ctx.actor, 'archive.verify', archive.experimentName, { archive: id, problem });
  });
  return viewLoaded(ctx.db, await loadArchive(ctx.db, id, ctx.actor, 'manage'));
}
