import { eq } from 'drizzle-orm';
import { tickets, workspaceSessions } from '../../db/schema/index.ts';
import type { Step } from '../step.ts';

/** Takes every browser its right to open the experiment's workspaces. */
export const doors: Step = {
  async run({ db, experiment }) {
    await db.delete(tickets).where(eq(tickets.experimentId, experiment.id));
    await db.delete(workspaceSessions).where(eq(workspaceSessions.experimentId, experiment.id));
  },
};
