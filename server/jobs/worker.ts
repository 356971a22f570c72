import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, inArray, ne, notInArray, or, sql } from 'drizzle-orm';
import { Client } from 'pg';
import { OPERATIONS_CHANNEL } from '../db/channels.ts';
import { connectionOptions } from '../db/client.ts';
import { operations } from '../db/schema/index.ts';
import { sweepStaging } from './archives/sweep-staging.ts';
import type { Ports } from './ports.ts';
import { runOperation } from './run-operation.ts';

/** Operations at the same time. Most of an operation is waiting for other programs. */
const CONCURRENCY = 4;
const LOOK_AGAIN_MS = 5_000;
/** Of those that wait, so that behind many of one person somebody else’s is found; the next look sees further. */
const LOOKED_AT = 100;
/** The advisory lock that one worker of a machine holds; any number that nothing else on this database locks. */
const WORKER_LOCK = 7_340_002;

/**
 * Takes up operations and runs them until `signal` aborts. The lock lives in the worker's own connection: PostgreSQL frees it
 * the moment a killed worker's connection ends, so the next one takes up what was under way at once, and two workers never
 * run the same operation. Throws when the connection is lost: systemd then starts the worker anew, which waits for PostgreSQL.
 */
export async function work(ports: Ports, signal: AbortSignal): Promise<void> {
  const client = new Client({ ...connectionOptions(), keepAlive: true });
  const lost = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('the connection to PostgreSQL ended')));
  });
  lost.catch(() => undefined);
  await client.connect();
  await client.query('select pg_advisory_lock($1)', [WORKER_LOCK]);
  await client.query(`listen ${OPERATIONS_CHANNEL}`);
  await sweepStaging(ports).catch((error: unknown) => console.error('staging could not be swept:', error));
  try {
    await Promise.race([takeUp(ports, client, signal), lost]);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function takeUp(ports: Ports, client: Client, signal: AbortSignal): Promise<void> {
  const running = new Map<string, Promise<void>>();
  let wake: () => void = () => undefined;
  client.on('notification', () => wake());
  signal.addEventListener('abort', () => wake());
  while (!signal.aborted) {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const timer = setTimeout(() => wake(), LOOK_AGAIN_MS);
    for (const id of await findWaiting(ports, [...running.keys()])) {
      running.set(
        id,
        runOperation(ports, id, signal)
          .catch(async (error) => {
            if (signal.aborted) return;
            console.error(`operation ${id} stopped:`, error);
            await sleep(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined); // not over and over at once
          })
          .then(() => {
            running.delete(id);
            wake();
          }),
      );
    }
    await woken;
    clearTimeout(timer);
  }
  await Promise.allSettled(running.values());
}

/**
 * What is to be taken up next, besides `running`. What a worker left under way comes first, then what people asked for one by
 * one, then what belongs to batches, of each batch its first, then its second. Neither batches nor one person alone get the last place,
 * so that who starts one experiment waits neither for somebody's five hundred nor for somebody's four templates that take an hour.
 */
export async function findWaiting(
  { db }: Pick<Ports, 'db'>,
  running: readonly string[],
  places = CONCURRENCY,
): Promise<string[]> {
  const free = places - running.length;
  if (free <= 0) return [];
  const waiting = inArray(operations.state, ['queued', 'running', 'undoing']);
  const inBatch = sql<boolean>`${operations.batchId} is not null`;
  const turn = sql`row_number() over (partition by coalesce(${operations.batchId}, ${operations.id}) order by ${operations.createdAt}, ${operations.id})`;
  const { id, state, requestedBy } = operations;
  const held = await db
    .select({ inBatch, requestedBy })
    .from(operations)
    .where(inArray(id, [...running]));
  const placesOf = new Map<string, number>();
  const take = (person: string) => placesOf.set(person, (placesOf.get(person) ?? 0) + 1);
  const isServed = (person: string) => (placesOf.get(person) ?? 0) >= places - 1;
  for (const one of held) take(one.requestedBy);
  let ofBatches = held.filter((one) => one.inBatch).length;
  const served = [...placesOf.keys()].filter(isServed);
  const rows = await db
    .select({ id, inBatch, requestedBy, isNew: sql<boolean>`${state} = 'queued'` })
    .from(operations)
    .where(
      and(
        waiting,
        running.length > 0 ? notInArray(id, [...running]) : undefined,
        served.length > 0 ? or(ne(state, 'queued'), notInArray(requestedBy, served)) : undefined,
      ),
    )
    .orderBy(sql`${state} = 'queued'`, inBatch, turn, asc(operations.createdAt))
    .limit(LOOKED_AT);
  const chosen = rows.filter((row) => {
    // what was under way goes on whoever asked for it
    if (row.isNew && isServed(row.requestedBy)) return false;
    if (row.inBatch && ofBatches >= places - 1) return false;
    if (row.inBatch) ofBatches++;
    take(row.requestedBy);
    return true;
  });
  return chosen.slice(0, free).map((row) => row.id);
}
