import { unavailable } from '../../shared/errors.ts';
import type { IdlingSettings } from '../../shared/limits.ts';
import type { Workspace } from '../../shared/names.ts';
import type { Context } from '../context.ts';

export interface IdlingView {
  /** What holds for this experiment, and whether it is its own or the platform's. */
  settings: IdlingSettings;
  own: boolean;
  keepAwakeUntil: string | null;
  /** One for each workspace that runs. `sentence`: "Stops in 23 min unless something runs", "Running because kernel x.ipynb is busy". */
  running: { workspace: Workspace; busy: string | null; activeAt: string; stopsAt: string | null; sentence: string }[];
}

/** Why workspaces of an experiment run and when they stop. Right: see. */
export async function getIdling(_ctx: Context, _input: { name: string }): Promise<IdlingView> {
  throw unavailable('This is not built yet.');
}
