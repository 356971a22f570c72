import { and, eq, exists, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Executor } from '../db/client.ts';
import { experiments, members } from '../db/schema/index.ts';
import { conflict, forbidden, missing } from '../shared/errors.ts';
import { isExperimentName } from '../shared/names.ts';
import { type ExperimentRight, RIGHTS, rightsOf } from '../shared/roles.ts';
import type { Actor } from './context.ts';

export type ExperimentRow = typeof experiments.$inferSelect;

/** What a refusal says that the person lacks. */
const LACKING: Record<ExperimentRight, string> = {
  see: 'see it',
  metrics: 'see its figures',
  logs: 'read its logs',
  operate: 'start or stop it',
  open: 'open it',
  manage: 'change it',
};

/**
 * What an actor may do with an experiment: everything for its owner, an administrator and the platform's jobs, what their role
 * gives for members, else nothing. One whose owner has no account any more is nobody's but the administrators' and members'.
 */
export async function rightsOn(
  db: Executor,
  actor: Actor,
  experiment: Pick<ExperimentRow, 'id' | 'owner' | 'ownerMissingSince'>,
): Promise<ReadonlySet<ExperimentRight>> {
  if (actor.kind === 'job' || actor.admin) return new Set(RIGHTS);
  if (actor.username === experiment.owner) return new Set(experiment.ownerMissingSince === null ? RIGHTS : []);
  const [member] = await db
    .select({ role: members.role, logs: members.logs })
    .from(members)
    .where(and(eq(members.experimentId, experiment.id), eq(members.username, actor.username)));
  return new Set(member ? rightsOf(member) : []);
}

/** The condition for rows of `experiments` that an actor may see. Undefined is every row. */
export function visibleTo(db: Executor, actor: Actor): SQL | undefined {
  if (actor.kind === 'job' || actor.admin) return undefined;
  const own = and(eq(experiments.owner, actor.username), isNull(experiments.ownerMissingSince));
  const membership = db
    .select({ one: sql`1` })
    .from(members)
    .where(and(eq(members.experimentId, experiments.id), eq(members.username, actor.username)));
  return or(own, exists(membership));
}

/**
 * Loads the experiment that has a name (an archived one has none any more) when the actor has `right` on it. Throws `missing`
 * both when there is none and when the actor may not see it, so that names of others cannot be probed; `forbidden` when they may
 * see it and lack the right.
 */
export async function loadExperiment(
  db: Executor,
  name: string,
  actor: Actor,
  right: ExperimentRight,
): Promise<ExperimentRow> {
  const named = and(eq(experiments.name, name), ne(experiments.state, 'archived'));
  const [row] = isExperimentName(name) ? await db.select().from(experiments).where(named) : [];
  return requireRight(db, row, actor, right, `There is no experiment “${name}” that you may open.`);
}

/** The same by id, archived ones included. `id` must be a UUID. */
export async function loadExperimentById(
  db: Executor,
  id: string,
  actor: Actor,
  right: ExperimentRight,
): Promise<ExperimentRow> {
  const [row] = await db.select().from(experiments).where(eq(experiments.id, id));
  return requireRight(db, row, actor, right, 'There is no such experiment, or it is somebody else’s.');
}

async function requireRight(
  db: Executor,
  row: ExperimentRow | undefined,
  actor: Actor,
  right: ExperimentRight,
  none: string,
): Promise<ExperimentRow> {
  const rights = row ? await rightsOn(db, actor, row) : new Set<ExperimentRight>();
  if (!row || !rights.has('see')) throw missing(none);
  if (rights.has(right)) return row;
  throw forbidden(`You may see “${row.name}” and may not ${LACKING[right]}. Its owner, ${row.owner}, can change that.`);
}

/** Takes the lock that every operation on an experiment takes, for a transaction that asks for one after its first change. */
export async function lockExperiment(tx: Executor, id: string): Promise<void> {
  await tx.select({ id: experiments.id }).from(experiments).where(eq(experiments.id, id)).for('update');
}

/**
 * Keeps an experiment from going to another state until the transaction ends: an archiving that begins meanwhile would seal what was there
 * before, and leave behind what is written now. Throws `conflict` when it is on its way already. `what` is changed: “secrets”.
 */
export async function holdSettled(tx: Executor, { id, name }: ExperimentRow, what: string): Promise<void> {
  const [row] = await tx
    .select({ state: experiments.state })
    .from(experiments)
    .where(eq(experiments.id, id))
    .for('share');
  if (row?.state === 'ready' || row?.state === 'stopped') return;
  throw conflict(`“${name}” is ${row?.state ?? 'gone'}. Its ${what} can be changed when that has ended.`);
}
