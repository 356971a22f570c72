import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { missing, unavailable } from '../../shared/errors.ts';
import { type ListedEntry, readListedLine } from '../../shared/home-listing.ts';
import { callProvisioner } from '../../system/provisioner.ts';
import { openStore } from '../archives/stores/open-store.ts';
import { actorName, type Context } from '../context.ts';
import { loadSnapshot } from './load-snapshot.ts';

/** A folder with more entries than this shows the first of them. */
const MOST_ENTRIES = 2_000;
const LONGEST_MS = 20_000;

export interface SnapshotEntry {
  name: string;
  kind: ListedEntry['kind'];
  bytes: number | null;
}

/** Paths in a snapshot’s home below `folder` (`""` is the top), one level, folders first. Right: open. */
export async function listSnapshotFiles(
  ctx: Context,
  { id, folder }: { id: string; folder: string },
): Promise<{ entries: SnapshotEntry[] }> {
  const { snapshot } = await loadSnapshot(ctx.db, id, ctx.actor, 'open');
  if (!snapshot.manifest?.files.some((file) => file.name === 'home.list.zst'))
    throw missing('This snapshot has no list of its files.');
  const { store } = await openStore(ctx.db, callProvisioner, actorName(ctx.actor), snapshot.targetId);
  const entries = await readLevel(await store.open(id, 'home.list.zst'), folder);
  const rank = { folder: 0, file: 1, other: 1 };
  return { entries: entries.sort((a, b) => rank[a.kind] - rank[b.kind] || a.name.localeCompare(b.name, 'en')) };
}

/** Entries directly below a folder, out of a compressed listing. Throws `unavailable` when it cannot be read in time. */
export async function readLevel(listing: Readable, folder: string): Promise<SnapshotEntry[]> {
  const prefix = folder === '' ? '' : `${folder.replace(/\/+$/, '')}/`;
  const entries: SnapshotEntry[] = [];
  const end = Date.now() + LONGEST_MS;
  let failure: Error | null = null;
  const plain = pipeline(listing, createZstdDecompress(), (error) => {
    failure = error ?? null;
  });
  const lines = createInterface({ input: plain, crlfDelay: Number.POSITIVE_INFINITY });
  try {
    for await (const line of lines) {
      if (Date.now() > end) throw new Error('the listing is too long');
      const entry = readListedLine(line);
      if (!entry?.path.startsWith(prefix)) continue;
      const name = entry.path.slice(prefix.length);
      if (name === '' || name.includes('/')) continue;
      entries.push({ name, kind: entry.kind, bytes: entry.kind === 'file' ? entry.bytes : null });
      if (entries.length === MOST_ENTRIES) break;
    }
    if (failure) throw failure;
    return entries;
  } catch (error) {
    throw unavailable('The list of files of this snapshot could not be read. Check the snapshot.', error);
  } finally {
    lines.close();
    plain.destroy();
    listing.destroy();
  }
}
