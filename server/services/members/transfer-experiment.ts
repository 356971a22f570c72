import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Gives an experiment to another person; the owner before becomes an operator when `stay`. `confirmation` is its name. Right: manage. */
export async function transferExperiment(
  _ctx: Context,
  _input: { name: string; to: string; stay: boolean; confirmation: string },
): Promise<void> {
  throw unavailable('This is not built yet.');
}
