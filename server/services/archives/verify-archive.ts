import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import type { ArchiveView } from './views.ts';

/** Reads the files of an archive back and compares them with its manifest; sets `damaged` when they differ. Right: manage. */
export async function verifyArchive(_ctx: Context, _input: { id: string }): Promise<ArchiveView> {
  throw unavailable('This is not built yet.');
}
