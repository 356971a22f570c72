import type { Readable } from 'node:stream';
import { conflict, missing } from '../../shared/errors.ts';
import { callProvisioner } from '../../system/provisioner.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { loadArchive } from './load-archive.ts';
import { openStore } from './stores/open-store.ts';

/** Sealed with this machine's master key: of no use elsewhere, and not for a browser. */
const NOT_OFFERED = ['secrets.sealed'];

export interface Download {
  /** What the browser calls it. */
  filename: string;
  /** Null when it is not known. */
  bytes: number | null;
  content: Readable;
}

/**
 * Opens a file of an archive or snapshot for a download. Right: manage, which who may open the experiment does not have by that.
 * Throws `missing` for a file that is not offered, `conflict` while the archive is written or removed.
 */
export async function openDownload(ctx: Context, { id, file }: { id: string; file: string }): Promise<Download> {
  const { archive } = await loadArchive(ctx.db, id, ctx.actor, 'manage');
  const { manifest, state } = archive;
  if (!manifest || state === 'writing' || state === 'removing')
    throw conflict('This archive is being written or removed. Wait until that has ended.');
  const known = manifest.files.find(({ name }) => name === file);
  if (NOT_OFFERED.includes(file) || (!known && file !== 'manifest.json'))
    throw missing('There is no such file to download.');
  const { store } = await openStore(ctx.db, callProvisioner, actorName(ctx.actor), archive.targetId);
  const content = await store.open(id, file);
  await audit(ctx.db, ctx.actor, 'archive.download', archive.experimentName, { archive: id, file });
  const day = archive.createdAt.toISOString().slice(0, 10);
  return { filename: `${archive.experimentName}-${day}-${file}`, bytes: known?.bytes ?? null, content };
}
