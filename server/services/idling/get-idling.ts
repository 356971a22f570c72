import { eq } from 'drizzle-orm';
import { workspaceActivity } from '../../db/schema/index.ts';
import type { IdlingSettings } from '../../shared/limits.ts';
import type { Workspace } from '../../shared/names.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { idlingSentence } from './idling-sentence.ts';

export interface IdlingView {
  /** What holds for this experiment, and whether it is its own or the platform's. */
  settings: IdlingSettings;
  own: boolean;
  keepAwakeUntil: string | null;
  /** One for each workspace that runs. `sentence`: "Stops in 23 min unless something runs in it", "Running because kernel x.ipynb is busy". */
  running: { workspace: Workspace; busy: string | null; activeAt: string; stopsAt: string | null; sentence: string }[];
}

/** Why workspaces of an experiment run and when they stop. Right: see. Throws `missing`. */
export async function getIdling(ctx: Context, { name }: { name: string }): Promise<IdlingView> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'see');
  const now = new Date();
  const keepAwakeUntil = inFuture(experiment.keepAwakeUntil, now);
  const rows = await ctx.db
    .select()
    .from(workspaceActivity)
    .where(eq(workspaceActivity.experimentId, experiment.id))
    .orderBy(workspaceActivity.workspace);
  return {
    settings: experiment.idling ?? (await loadSettings(ctx.db)).idling,
    own: experiment.idling !== null,
    keepAwakeUntil: keepAwakeUntil?.toISOString() ?? null,
    running: rows.map(({ workspace, busy, activeAt, stopsAt, connectedAt, observedAt }) => {
      const connected = connectedAt !== null && connectedAt >= observedAt;
      return {
        workspace,
        busy,
        activeAt: activeAt.toISOString(),
        stopsAt: stopsAt?.toISOString() ?? null,
        sentence: idlingSentence({ now, busy, stopsAt, keepAwakeUntil, connected }),
      };
    }),
  };
}

function inFuture(time: Date | null, now: Date): Date | null {
  return time !== null && time > now ? time : null;
}
