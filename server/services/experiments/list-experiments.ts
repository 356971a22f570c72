import { desc, eq } from 'drizzle-orm';
import { experiments } from '../../db/schema/index.ts';
import type { ExperimentRow } from '../access.ts';
import { actorName, type Context } from '../context.ts';
import { getOverview } from '../metrics/get-overview.ts';
import { latestOperations } from './latest-operations.ts';
import { readWorkspaces } from './workspace-states.ts';

/** The experiments that the actor may use, newest first, each with its state and its figures; unknown ones are null. */
export async function listExperiments(ctx: Context) {
  const rows = await ctx.db.select().from(experiments).where(visible(ctx)).orderBy(desc(experiments.createdAt));
  return viewExperiments(ctx, rows);
}

/** Adds operations, workspaces and figures to rows, each with one question however many rows there are. */
export async function viewExperiments(ctx: Context, rows: ExperimentRow[]) {
  const names = rows.map((row) => row.name);
  const [latest, workspaces, figures] = await Promise.all([
    latestOperations(
      ctx.db,
      rows.map((row) => row.id),
    ),
    readWorkspaces(names),
    getOverview(ctx, names),
  ]);
  return rows.map((row) => {
    const figure = figures.get(row.name);
    const workspace = workspaces.get(row.name);
    return {
      name: row.name,
      displayName: row.displayName,
      owner: row.owner,
      mine: row.owner === actorName(ctx.actor),
      state: row.state,
      createdAt: row.createdAt.toISOString(),
      operation: latest.get(row.id) ?? null,
      lab: workspace?.lab.state ?? 'unknown',
      code: workspace?.code.state ?? 'unknown',
      labSince: workspace?.lab.since ?? null,
      codeSince: workspace?.code.since ?? null,
      memoryMaxBytes: row.limits.memoryMaxBytes,
      cpu: figure?.cpu ?? null,
      memoryBytes: figure?.memoryBytes ?? null,
      diskBytes: figure?.diskBytes ?? null,
      activeAt: figure?.activeAt ?? null,
    };
  });
}

function visible({ actor }: Context) {
  return actor.kind === 'job' || actor.admin ? undefined : eq(experiments.owner, actor.username);
}
