import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Puts the recovery of files and tables in line: into `~/recovered/<time>/` and a schema `recovered_<time>`, never over what is there. Right: manage. */
export async function recoverFromSnapshot(
  _ctx: Context,
  _input: { id: string; files: string[]; tables: string[] },
): Promise<{ operationId: string }> {
  throw unavailable('This is not built yet.');
}
