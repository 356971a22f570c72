import type { Executor } from '../db/client.ts';
import { audit as table } from '../db/schema/index.ts';
import { type Actor, actorName } from './context.ts';

/** Writes an audit row. Call it in the transaction of the change that it tells of; `details` must hold no secret. */
export async function audit(
  tx: Executor,
  actor: Actor,
  action: string,
  subject: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await tx.insert(table).values({ actor: actorName(actor), action, subject, details });
}
