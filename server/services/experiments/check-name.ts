import { and, eq, ne } from 'drizzle-orm';
import { experiments } from '../../db/schema/index.ts';
import { isExperimentName, NAME_RULE } from '../../shared/names.ts';
import type { Context } from '../context.ts';

/** Whether a name keeps the rule and no experiment has it. What else the machine has under it is found when creating. */
export async function checkName(
  ctx: Context,
  { name }: { name: string },
): Promise<{ available: boolean; reason: string | null }> {
  if (!isExperimentName(name)) return { available: false, reason: NAME_RULE };
  const [row] = await ctx.db
    .select({ id: experiments.id })
    .from(experiments)
    .where(and(eq(experiments.name, name), ne(experiments.state, 'archived')));
  return row
    ? { available: false, reason: `There already is an experiment “${name}”. Choose another name.` }
    : { available: true, reason: null };
}
