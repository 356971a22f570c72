import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Paths in a snapshot’s home below `folder` (`""` is the top), one level. Right: open. */
export async function listSnapshotFiles(
  _ctx: Context,
  _input: { id: string; folder: string },
): Promise<{ entries: { name: string; kind: 'file' | 'folder' | 'other'; bytes: number | null }[] }> {
  throw unavailable('This is not built yet.');
}
