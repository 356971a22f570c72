import { S3Store } from '../archives/stores/s3-store.ts';
import type { Context } from '../context.ts';
import { askProvisioner } from '../workspaces/ask-provisioner.ts';
import { s3PlaceOf } from './s3-place.ts';
import type { TargetRow } from './target-row.ts';

/** Writes, reads and removes a small object at a place. Throws `unavailable` with what the place said. */
export async function probeTarget(ctx: Context, target: TargetRow): Promise<void> {
  if (target.kind === 'folder') return void (await askProvisioner(ctx, 'archive.probe', { folder: target.path }));
  await new S3Store(await s3PlaceOf(target), UNUSED).check();
}

/** A check fetches nothing. */
const UNUSED = { create: () => Promise.resolve(), remove: () => Promise.resolve() };
