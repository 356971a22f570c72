import { eq } from 'drizzle-orm';
import { drift } from '../../db/schema/index.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import type { DriftView } from '../doctor/get-doctor.ts';
import { viewDrift } from './view-drift.ts';

/** Findings about one experiment, oldest first. Right: see. Throws `missing`. */
export async function listDrift(ctx: Context, { name }: { name: string }): Promise<DriftView[]> {
  const { id } = await loadExperiment(ctx.db, name, ctx.actor, 'see');
  return viewDrift(ctx.db, eq(drift.experimentId, id));
}
