import { eq } from 'drizzle-orm';
import type { Executor } from '../../../db/client.ts';
import { targets } from '../../../db/schema/index.ts';
import { missing } from '../../../shared/errors.ts';
import type { callProvisioner } from '../../../system/provisioner.ts';
import { s3PlaceOf } from '../../targets/s3-place.ts';
import { folderStore } from './folder-store.ts';
import { S3Store } from './s3-store.ts';
import type { ArchiveStore } from './store.ts';

/** Where archives are, the way to them, and the folder of this machine (null: the platform's own) when it is one. */
export interface OpenedStore {
  store: ArchiveStore;
  /** In words, for people. */
  place: string;
  /** Undefined when it is not on this machine. */
  folder: string | null | undefined;
}

/** The store that a target is; null is the platform's own folder. Throws `missing` when there is no such target any more. */
export async function openStore(
  db: Executor,
  provisioner: typeof callProvisioner,
  actor: string,
  targetId: string | null,
): Promise<OpenedStore> {
  if (targetId === null) {
    return { store: folderStore(provisioner, actor, null), place: 'This machine', folder: null };
  }
  const [target] = await db.select().from(targets).where(eq(targets.id, targetId));
  if (!target) throw missing('The place where this archive is kept is not set up any more.');
  if (target.kind === 'folder' && target.path !== null) {
    const store = folderStore(provisioner, actor, target.path);
    return { store, place: `${target.name} (${target.path})`, folder: target.path };
  }
  const s3 = await s3PlaceOf(target);
  const staging = {
    create: async (stagingId: string) => void (await provisioner('staging.create', { stagingId }, { actor })),
    remove: async (stagingId: string) => void (await provisioner('staging.remove', { stagingId }, { actor })),
  };
  return {
    store: new S3Store(s3, staging),
    place: `${target.name} (${s3.bucket} at ${s3.endpoint})`,
    folder: undefined,
  };
}
