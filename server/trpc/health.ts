import { sql } from 'drizzle-orm';
import { database } from '../db/client.ts';

/** Whether the dashboard can work: its database answers. Tells nothing else, since anybody may ask. */
export async function handleHealth(): Promise<Response> {
  try {
    await database().execute(sql`select 1`);
    return Response.json({ status: 'ok' });
  } catch {
    return Response.json({ status: 'unavailable', reason: 'PostgreSQL does not answer.' }, { status: 503 });
  }
}
