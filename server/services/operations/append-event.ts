import { sql } from 'drizzle-orm';
import { EVENTS_CHANNEL } from '../../db/channels.ts';
import type { Executor } from '../../db/client.ts';
import { type OperationEvent, operationEvents } from '../../db/schema/index.ts';

/** Adds to the story of an operation and wakes who watches it, both when the transaction commits. */
export async function appendEvent(tx: Executor, operationId: string, event: OperationEvent): Promise<void> {
  await tx.insert(operationEvents).values({ operationId, event });
  await tx.execute(sql`select pg_notify(${EVENTS_CHANNEL}, ${operationId})`);
}
