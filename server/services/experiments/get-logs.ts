import { conflict } from '../../shared/errors.ts';
import type { LogEntry, LogSource } from '../../shared/provisioner-protocol.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import { askProvisioner } from '../workspaces/ask-provisioner.ts';

/** The last lines (1 to 500) of one source, oldest first: a workspace's journal, or what was posted to the log endpoint. Right: logs. */
export async function getLogs(
  ctx: Context,
  { name, source, lines }: { name: string; source: LogSource; lines: number },
): Promise<{ lines: LogEntry[] }> {
  const { id, state, uid } = await loadExperiment(ctx.db, name, ctx.actor, 'logs');
  if (uid === null) throw conflict(`“${name}” has nothing that writes logs (it is ${state}).`);
  return askProvisioner(ctx, 'experiment.log', { name, id, source, lines });
}
