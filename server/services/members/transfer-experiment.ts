import { and, eq } from 'drizzle-orm';
import { experiments, members } from '../../db/schema/index.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import { loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { notePerson } from '../people/note-person.ts';
import { requirePerson } from '../people/require-person.ts';
import { removeKeysOf } from '../ssh/remove-keys-of.ts';
import { closeDoors } from './close-doors.ts';
import { grantPush, revokePush } from './push-right.ts';
import { type Renewal, requestRenewal } from './request-renewal.ts';

interface TransferExperiment {
  name: string;
  to: string;
  stay: boolean;
  confirmation: string;
  /** Changes its passwords and tokens as well, which the owner before could read. */
  renew?: boolean | undefined;
}

/**
 * Gives an experiment to another person; the owner before becomes an operator when `stay`, else has no part in it any more.
 * `confirmation` is its name. Right: manage. `note` says why where Gitea can have no account of the new owner's name. Throws
 * `invalid`, and `unavailable` when Gitea does not answer.
 */
export async function transferExperiment(
  ctx: Context,
  { name, to, stay, confirmation, renew = false }: TransferExperiment,
): Promise<{ note: string | null; renewal: Renewal | null }> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'manage');
  const { id, owner, ownerMissingSince } = experiment;
  if (confirmation !== name) throw invalid(`Type the name “${name}” to confirm the transfer.`);
  if (owner === to && ownerMissingSince === null) throw invalid(`“${to}” is the owner already.`);
  if (experiment.state !== 'ready' && experiment.state !== 'stopped') {
    throw conflict(`“${name}” is ${experiment.state}. It can be given to somebody when that has ended.`);
  }
  const { uid } = await requirePerson(to);
  const stays = stay && ownerMissingSince === null && owner !== to;
  // A detached owner (name#uid) is no account of Gitea's; the name may be somebody else's by now.
  if (!stays && owner !== to && !owner.includes('#')) await revokePush(name, owner);
  const renewal = await ctx.db.transaction(async (tx) => {
    const renewing = renew ? await requestRenewal(tx, ctx.actor, id) : null;
    await notePerson(tx, to, uid);
    // Of two transfers at once one finds the owner that it saw.
    const [given] = await tx
      .update(experiments)
      .set({ owner: to, ownerMissingSince: null })
      .where(and(eq(experiments.id, id), eq(experiments.owner, owner)))
      .returning({ id: experiments.id });
    if (!given) throw conflict(`“${name}” has just been given to somebody else. Look again.`);
    await tx.delete(members).where(and(eq(members.experimentId, id), eq(members.username, to)));
    if (stays) {
      const addedBy = actorName(ctx.actor);
      await tx.insert(members).values({ experimentId: id, username: owner, role: 'operator', logs: true, addedBy });
    } else {
      await closeDoors(tx, id, owner);
      const [username = owner] = owner.split('#');
      if (username !== to) await removeKeysOf(ctx, tx, experiment, username);
    }
    await audit(tx, ctx.actor, 'experiment.transfer', name, { from: owner, to, stays });
    return renewing;
  });
  return { note: await grantPush(name, to), renewal };
}
