import { and, eq } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import { forbidden, missing } from '../../shared/errors.ts';
import { loadExperiment, lockExperiment, rightsOn } from '../access.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { removeKeysOf } from '../ssh/remove-keys-of.ts';
import { closeDoors } from './close-doors.ts';
import { revokePush } from './push-right.ts';
import { type Renewal, requestRenewal } from './request-renewal.ts';

/**
 * Ends a membership, with the browser sessions that it opened, the keys that the person added and the right to push. With `renew` (right: manage) the
 * experiment's passwords and tokens are changed as well. Right: manage, or one's own membership. Throws `missing` when there is none, `unavailable` when Gitea does not answer: then nothing has changed.
 */
export async function removeMember(
  ctx: Context,
  { name, username, renew = false }: { name: string; username: string; renew?: boolean | undefined },
): Promise<{ renewal: Renewal | null }> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'see');
  const rights = await rightsOn(ctx.db, ctx.actor, experiment);
  if (!rights.has('manage') && actorName(ctx.actor) !== username) {
    throw forbidden(`You may end your own membership of “${name}” and no other.`);
  }
  const own = and(eq(members.experimentId, experiment.id), eq(members.username, username));
  const none = missing(`“${username}” is no member of “${name}”.`);
  const [member] = await ctx.db.select({ username: members.username }).from(members).where(own);
  if (renew && !rights.has('manage')) throw forbidden(`You may not change the passwords and tokens of “${name}”.`);
  if (!member) throw none;
  if (experiment.state !== 'archived') await revokePush(name, username);
  return ctx.db.transaction(async (tx) => {
    if (renew) await lockExperiment(tx, experiment.id);
    // of two who remove the same member one has removed nobody, and asks for nothing
    const [before] = await tx.delete(members).where(own).returning({ role: members.role });
    if (!before) throw none;
    const renewal = renew ? await requestRenewal(tx, ctx.actor, experiment.id) : null;
    await closeDoors(tx, experiment.id, username);
    await removeKeysOf(ctx, tx, experiment, username); // of an owner from before
    await audit(tx, ctx.actor, 'member.remove', name, { username, before });
    return { renewal };
  });
}
