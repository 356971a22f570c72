import { and, eq, exists, inArray, max, or, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { archives, experiments, operations } from '../../db/schema/index.ts';

/** An experiment that should be whole: nothing is being done with it. */
export interface Expected {
  id: string;
  name: string;
  uid: number | null;
  stopped: boolean;
  /** Its newest operation, by which one that began and ended while the machine was looked at is noticed. */
  lastOperation: string | null;
  /** When its newest snapshot was made. */
  snapshotAt: Date | null;
}

export interface Expectations {
  /** Experiments to compare with the machine. */
  settled: Expected[];
  /** Those on which an operation is under way: nothing is said of them, and what was said stays. */
  moving: Set<string>;
  /** Every experiment that may have something on the machine. */
  known: Set<string>;
}

/** Reads what there should be. `except`: an operation that looks for itself. */
export async function readExpectations(db: Executor, except?: string): Promise<Expectations> {
  const open = db
    .select({ one: sql`1` })
    .from(operations)
    .where(
      and(
        // the database of a stopped one is open while it is copied
        or(
          eq(operations.experimentId, experiments.id),
          sql`${operations.input}->'source'->>'experimentId' = ${experiments.id}::text`,
        ),
        inArray(operations.state, ['queued', 'running', 'undoing']),
        except === undefined ? undefined : sql`${operations.id} <> ${except}`,
      ),
    );
  const { id, name, uid, state } = experiments;
  const lastOperation = sql<
    string | null
  >`(select o.id from operations o where o.experiment_id = ${id} order by o.created_at desc limit 1)`;
  const rows = await db
    .select({ id, name, uid, state, lastOperation, moving: sql<boolean>`${exists(open)}` })
    .from(experiments)
    .where(sql`${state} <> 'archived'`);
  const snapshots = await newestSnapshots(db);
  const settled = rows.filter((row) => !row.moving && (row.state === 'ready' || row.state === 'stopped'));
  return {
    settled: settled.map((row) => ({
      ...{ id: row.id, name: row.name, uid: row.uid },
      ...{ stopped: row.state === 'stopped', lastOperation: row.lastOperation },
      snapshotAt: snapshots.get(row.id) ?? null,
    })),
    moving: new Set(rows.filter((row) => row.moving).map((row) => row.id)),
    known: new Set(rows.map((row) => row.id)),
  };
}

async function newestSnapshots(db: Executor): Promise<Map<string, Date>> {
  const { experimentId, createdAt, kind, state } = archives;
  const rows = await db
    .select({ experimentId, at: max(createdAt) })
    .from(archives)
    .where(and(eq(kind, 'snapshot'), eq(state, 'complete')))
    .groupBy(experimentId);
  return new Map(rows.flatMap((row) => (row.at ? [[row.experimentId, row.at]] : [])));
}

/** What held before and after the machine was looked at: an operation that began or ended meanwhile explains any difference. */
export function steady(before: Expectations, after: Expectations): Expectations {
  const later = new Map(after.settled.map((one) => [one.id, one]));
  const same = (one: Expected) => {
    const now = later.get(one.id);
    return now?.stopped === one.stopped && now.uid === one.uid && now.lastOperation === one.lastOperation;
  };
  const settled = before.settled.filter(same);
  const ids = new Set(settled.map((one) => one.id));
  const known = new Set([...before.known, ...after.known]);
  const moving = [...before.settled, ...after.settled].map((one) => one.id).filter((id) => !ids.has(id));
  return { settled, known, moving: new Set([...before.moving, ...after.moving, ...moving]) };
}
