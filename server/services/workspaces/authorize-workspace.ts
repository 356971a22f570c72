import { eq } from 'drizzle-orm';
import { findSessionById } from '../../auth/sessions.ts';
import { hashToken } from '../../auth/token.ts';
import type { Database } from '../../db/client.ts';
import { experiments, workspaceSessions } from '../../db/schema/index.ts';
import { rightsOn } from '../access.ts';

/** Who a workspace cookie speaks for, and for which experiment. */
export interface WorkspaceVisit {
  sessionId: string;
  experimentId: string;
  username: string;
}

/**
 * What a workspace cookie opens under an experiment's name, or null. The log-in that it came from must live, the account
 * be in order, the caller be at the log-in's address, the experiment be ready and still be one that the person may use: asked again at each call.
 */
export async function authorizeWorkspace(
  db: Database,
  { token, name, address }: { token: string | null; name: string; address: string | null },
): Promise<WorkspaceVisit | null> {
  if (token === null) return null;
  const [row] = await db
    .select({ sessionId: workspaceSessions.sessionId, experiment: experiments })
    .from(workspaceSessions)
    .innerJoin(experiments, eq(experiments.id, workspaceSessions.experimentId))
    .where(eq(workspaceSessions.tokenHash, hashToken(token)));
  if (!row || row.experiment.name !== name || row.experiment.state !== 'ready') return null;
  const session = await findSessionById(db, row.sessionId, address);
  if (!session) return null;
  const { username, admin, id } = session;
  const rights = await rightsOn(db, { kind: 'user', username, admin, sessionId: id }, row.experiment);
  if (!rights.has('open')) return null;
  return { sessionId: id, experimentId: row.experiment.id, username };
}
