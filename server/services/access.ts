import { eq } from 'drizzle-orm';
import type { Executor } from '../db/client.ts';
import { experiments } from '../db/schema/index.ts';
import { missing } from '../shared/errors.ts';
import { isExperimentName } from '../shared/names.ts';
import type { Actor } from './context.ts';

export type ExperimentRow = typeof experiments.$inferSelect;

/** Whether the actor may use an experiment at all. Today that is its owner, an administrator and the platform's jobs. */
export function mayUse(actor: Actor, experiment: Pick<ExperimentRow, 'owner'>): boolean {
  return actor.kind === 'job' || actor.admin || actor.username === experiment.owner;
}

/**
 * Loads an experiment that the actor may use. Throws `missing` both when there is none and when it is somebody else's,
 * so that names of others cannot be probed.
 */
export async function loadExperiment(db: Executor, name: string, actor: Actor): Promise<ExperimentRow> {
  const [row] = isExperimentName(name) ? await db.select().from(experiments).where(eq(experiments.name, name)) : [];
  if (!row || !mayUse(actor, row)) throw missing(`There is no experiment “${name}” that you may open.`);
  return row;
}
