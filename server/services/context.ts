import type { Database } from '../db/client.ts';

/** Who acts. The same verb serves a person at the dashboard and a job of the platform. */
export type Actor =
  | { kind: 'user'; username: string; admin: boolean; sessionId: string }
  | { kind: 'job'; name: string };

/** What every service verb is given. */
export interface Context {
  db: Database;
  actor: Actor;
}

/** The actor's name for the audit table and the journal. */
export function actorName(actor: Actor): string {
  return actor.kind === 'user' ? actor.username : `job:${actor.name}`;
}
