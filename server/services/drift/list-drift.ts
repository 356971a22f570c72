import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import type { DriftView } from '../doctor/get-doctor.ts';

/** Findings about one experiment. Right: see. */
export async function listDrift(_ctx: Context, _input: { name: string }): Promise<DriftView[]> {
  throw unavailable('This is not built yet.');
}
