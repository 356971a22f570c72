import { lt } from 'drizzle-orm';
import { tickets } from '../../db/schema/index.ts';
import { forbidden } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import { createTicket } from './create-ticket.ts';
import { loadWorkspace, type WorkspaceInput } from './load-workspace.ts';
import { entrancePath, targetPath } from './workspace-path.ts';

/**
 * Gives a person the way into a workspace: a path on the workspace origin that holds a ticket, to be loaded within 30
 * seconds. `to` is where they go inside; whatever lies outside is taken for the workspace's beginning.
 * Throws `missing`, `conflict`.
 */
export async function enterWorkspace(
  ctx: Context,
  { name, workspace, to }: WorkspaceInput & { to?: string | undefined },
): Promise<{ path: string }> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person can open a workspace.');
  const experiment = await loadWorkspace(ctx, { name, workspace }, 'open');
  await ctx.db.delete(tickets).where(lt(tickets.expiresAt, new Date()));
  const { sessionId, username } = actor;
  const ticket = await createTicket(ctx.db, { sessionId, username, experimentId: experiment.id });
  return { path: entrancePath(name, workspace, ticket, targetPath(name, workspace, to)) };
}
