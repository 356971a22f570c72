import { conflict, invalid } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';
import { loadSnapshot } from './load-snapshot.ts';

/**
 * Puts the recovery of files and tables in line: into `~/recovered/<time>/` and a schema `recovered_<time>`, never over what is there.
 * Right: manage. Throws `invalid` for a path outside the home and a table that the snapshot does not have.
 */
export async function recoverFromSnapshot(
  ctx: Context,
  { id, files, tables }: { id: string; files: string[]; tables: string[] },
): Promise<{ operationId: string }> {
  const { snapshot, experiment } = await loadSnapshot(ctx.db, id, ctx.actor, 'manage');
  if (snapshot.state !== 'complete' || !snapshot.manifest)
    throw conflict(`This snapshot is damaged: ${snapshot.problem ?? 'it is not complete'}. Choose another one.`);
  if (files.length + tables.length === 0) throw invalid('Choose at least one file, folder or table.');
  const outside = files.find((path) => !isBelowHome(path));
  if (outside !== undefined) throw invalid(`“${outside.slice(0, 80)}” is no path below the home.`);
  const known = snapshot.manifest.contents.database.tables;
  const strange = tables.find((table) => !known.includes(table));
  if (strange !== undefined) throw invalid(`The snapshot has no table “${strange.slice(0, 80)}”.`);
  return requestOperation(ctx, experiment.id, {
    kind: 'experiment.recover',
    input: { archiveId: id, files: [...new Set(files)], tables: [...new Set(tables)] },
    details: { snapshot: id, files: files.length, tables },
  });
}

/** Relative, without `..`, an empty part or a control character, as the provisioner takes it. */
function isBelowHome(path: string): boolean {
  const parts = path.split('/');
  const good = parts.every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 255);
  return good && path.length <= 1024 && /^\P{Cc}*$/u.test(path);
}
