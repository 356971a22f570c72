import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Nothing of the experiment is stopped for being idle until `until` (ISO 8601, at most 30 days ahead); null ends that. Right: operate. */
export async function keepAwake(_ctx: Context, _input: { name: string; until: string | null }): Promise<void> {
  throw unavailable('This is not built yet.');
}
