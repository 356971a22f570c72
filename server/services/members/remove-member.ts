import { and, eq } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import { forbidden, missing } from '../../shared/errors.ts';
import { loadExperiment, rightsOn } from '../access.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { removeKeysOf } from '../ssh/remove-keys-of.ts';
import { closeDoors } from './close-doors.ts';
import { revokePush } from './push-right.ts';

/**
 * Ends a membership, with the browser sessions that it opened, the keys that the person added and the right to push. Right: manage, or one's own membership. Throws
 * `missing` when there is none, `unavailable` when Gitea does not answer: then nothing has changed.
 */
export async function removeMember(
  ctx: Context,
  { name, username }: { name: string; username: string },
): Promise<void> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'see');
  const rights = await rightsOn(ctx.db, ctx.actor, experiment);
  if (!rights.has('manage') && actorName(ctx.actor) !== username) {
    throw forbidden(`You may end your own membership of “${name}” and no other.`);
  }
  const own = and(eq(members.experimentId, experiment.id), eq(members.username, username));
  const [member] = await ctx.db.select({ username: members.username }).from(members).where(own);
  if (!member) throw missing(`“${username}” is no member of “${name}”.`);
  if (experiment.state !== 'archived') await revokePush(name, username);
  await ctx.db.transaction(async (tx) => {
    await tx.delete(members).where(own);
    await closeDoors(tx, experiment.id, username);
    await removeKeysOf(ctx, tx, experiment, username); // of an owner from before
    await audit(tx, ctx.actor, 'member.remove', name, { username });
  });
}
