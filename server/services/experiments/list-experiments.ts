import { and, asc, desc, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { archives, experiments } from '../../db/schema/index.ts';
import { type ExperimentRow, visibleTo } from '../access.ts';
import { actorName, type Context } from '../context.ts';
import { getOverview } from '../metrics/get-overview.ts';
import { viewFailure } from '../operations/views.ts';
import { latestOperations } from './latest-operations.ts';
import { readWorkspaces } from './workspace-states.ts';

/** Which experiments a list holds. `current`: all but the archived ones. */
export const FILTERS = ['current', 'ready', 'stopped', 'moving', 'failed', 'archived', 'all'] as const;

export const ListExperiments = z.strictObject({
  /** Part of the name, the description or the owner. */
  search: z.string().trim().max(80).default(''),
  filter: z.enum(FILTERS).default('current'),
  mine: z.boolean().default(false),
  sort: z.enum(['created', 'name', 'owner', 'state']).default('created'),
  descending: z.boolean().default(true),
  /** From 1. */
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(200).default(50),
});
export type ListExperiments = z.input<typeof ListExperiments>;

const SORTS = {
  created: experiments.createdAt,
  name: experiments.name,
  owner: experiments.owner,
  state: experiments.state,
};

/**
 * A page of the experiments that the actor may see, each with its state and figures (unknown ones are null), and how many
 * there are behind each filter. Search, filter, sort and paging happen in the database.
 */
export async function listExperiments(ctx: Context, input: ListExperiments) {
  const { search, filter, mine, sort, descending, page, pageSize } = ListExperiments.parse(input);
  const among = and(
    visibleTo(ctx.db, ctx.actor),
    found(search),
    mine ? eq(experiments.owner, actorName(ctx.actor)) : undefined,
  );
  const order = descending ? desc : asc;
  const [rows, counts] = await Promise.all([
    ctx.db
      .select()
      .from(experiments)
      .where(and(among, CONDITIONS[filter]))
      .orderBy(order(SORTS[sort]), asc(experiments.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    countByFilter(ctx, among),
  ]);
  return { items: await viewExperiments(ctx, rows), counts, total: counts[filter], page, pageSize };
}

const MOVING = sql`${experiments.state} in ('creating', 'archiving', 'restoring', 'deleting')`;
const CONDITIONS: Record<(typeof FILTERS)[number], SQL | undefined> = {
  current: sql`${experiments.state} <> 'archived'`,
  ready: sql`${experiments.state} = 'ready'`,
  stopped: sql`${experiments.state} = 'stopped'`,
  moving: MOVING,
  failed: sql`${experiments.state} = 'failed'`,
  archived: sql`${experiments.state} = 'archived'`,
  all: undefined,
};

async function countByFilter(ctx: Context, among: SQL | undefined): Promise<Record<(typeof FILTERS)[number], number>> {
  const count = (condition: SQL) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const [counts] = await ctx.db
    .select({
      current: count(sql`${experiments.state} <> 'archived'`),
      ready: count(sql`${experiments.state} = 'ready'`),
      stopped: count(sql`${experiments.state} = 'stopped'`),
      moving: count(MOVING),
      failed: count(sql`${experiments.state} = 'failed'`),
      archived: count(sql`${experiments.state} = 'archived'`),
      all: sql<number>`count(*)::int`,
    })
    .from(experiments)
    .where(among);
  return counts ?? { current: 0, ready: 0, stopped: 0, moving: 0, failed: 0, archived: 0, all: 0 };
}

function found(search: string): SQL | undefined {
  if (search === '') return undefined;
  const part = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return or(ilike(experiments.name, part), ilike(experiments.displayName, part), ilike(experiments.owner, part));
}

/**
 * Adds operations, workspaces and figures to rows, each with one question however many rows there are. `logs`: who asks may read what
 * programs of all of them wrote.
 */
export async function viewExperiments(ctx: Context, rows: ExperimentRow[], { logs = false }: { logs?: boolean } = {}) {
  const present = rows.filter((row) => row.state !== 'archived').map((row) => row.name);
  const archivedIds = rows.filter((row) => row.state === 'archived').map((row) => row.id);
  const [latest, workspaces, figures, archived] = await Promise.all([
    latestOperations(
      ctx.db,
      rows.map((row) => row.id),
    ),
    readWorkspaces(present),
    getOverview(ctx, present),
    archivesOf(ctx, archivedIds),
  ]);
  return rows.map((row) => {
    const onMachine = row.state !== 'archived';
    const figure = onMachine ? figures.get(row.name) : undefined;
    const workspace = onMachine ? workspaces.get(row.name) : undefined;
    const operation = latest.get(row.id);
    return {
      id: row.id,
      name: row.name,
      displayName: row.displayName,
      owner: row.owner,
      ownerMissing: row.ownerMissingSince !== null,
      mine: row.owner === actorName(ctx.actor),
      state: row.state,
      template: row.template,
      createdAt: row.createdAt.toISOString(),
      operation: operation ? { ...operation, failure: viewFailure(operation.failure, logs) } : null,
      lab: workspace?.lab.state ?? 'unknown',
      code: workspace?.code.state ?? 'unknown',
      labSince: workspace?.lab.since ?? null,
      codeSince: workspace?.code.since ?? null,
      memoryMaxBytes: row.limits.memoryMaxBytes,
      cpu: figure?.cpu ?? null,
      memoryBytes: figure?.memoryBytes ?? null,
      diskBytes: figure?.diskBytes ?? null,
      activeAt: figure?.activeAt ?? null,
      archive: archived.get(row.id) ?? null,
    };
  });
}

/** The archives that archived experiments are, by the experiment's id. */
async function archivesOf(ctx: Context, experimentIds: string[]) {
  if (experimentIds.length === 0) return new Map<string, ArchiveOfExperiment>();
  const { id, experimentId, state, bytes, createdAt, kind } = archives;
  const rows = await ctx.db
    .selectDistinctOn([experimentId], { experimentId, id, state, bytes, createdAt })
    .from(archives)
    .where(and(inArray(experimentId, experimentIds), eq(kind, 'archive')))
    .orderBy(experimentId, desc(createdAt));
  return new Map(rows.map((row) => [row.experimentId, viewArchiveOfExperiment(row)]));
}

type ArchiveOfExperiment = ReturnType<typeof viewArchiveOfExperiment>;

function viewArchiveOfExperiment(row: Pick<typeof archives.$inferSelect, 'id' | 'state' | 'bytes' | 'createdAt'>) {
  return { id: row.id, state: row.state, bytes: row.bytes, createdAt: row.createdAt.toISOString() };
}
