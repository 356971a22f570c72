import { and, eq } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import type { Role } from '../../shared/roles.ts';
import { loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { notePerson } from '../people/note-person.ts';
import { requirePerson } from '../people/require-person.ts';
import { removeKeysOf } from '../ssh/remove-keys-of.ts';
import { closeDoors } from './close-doors.ts';
import { grantPush, revokePush } from './push-right.ts';
import { type Renewal, requestRenewal } from './request-renewal.ts';

interface SetMember {
  name: string;
  username: string;
  role: Role;
  logs: boolean;
  /** Changes the experiment's passwords and tokens as well, which an operator could read. */
  renew?: boolean | undefined;
}

/**
 * Makes a person a member or changes their role. An operator may push to the repository as well; `note` says why where Gitea can have no
 * account of their name. Right: manage. Throws `invalid` when the machine has no such account that may log in, or it is the
 * owner, `unavailable` when Gitea does not answer.
 */
export async function setMember(
  ctx: Context,
  { name, username, role, logs, renew = false }: SetMember,
): Promise<{ note: string | null; renewal: Renewal | null }> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'manage');
  if (experiment.owner === username) throw invalid(`“${username}” is the owner and has every right already.`);
  if (experiment.state !== 'ready' && experiment.state !== 'stopped') {
    throw conflict(`“${name}” is ${experiment.state}. Its members can be changed when that has ended.`);
  }
  const { uid } = await requirePerson(username);
  // What takes away comes before the row, what gives after it: a break in between leaves too little, never too much.
  if (role !== 'operator') await revokePush(name, username);
  const renewal = await ctx.db.transaction(async (tx) => {
    const renewing = renew ? await requestRenewal(tx, ctx.actor, experiment.id) : null;
    await notePerson(tx, username, uid);
    const [before] = await tx
      .select({ role: members.role, logs: members.logs })
      .from(members)
      .where(and(eq(members.experimentId, experiment.id), eq(members.username, username)))
      .for('update');
    await tx
      .insert(members)
      .values({ experimentId: experiment.id, username, role, logs, addedBy: actorName(ctx.actor) })
      .onConflictDoUpdate({ target: [members.experimentId, members.username], set: { role, logs } });
    if (role !== 'operator') {
      await closeDoors(tx, experiment.id, username);
      await removeKeysOf(ctx, tx, experiment, username);
    }
    await audit(tx, ctx.actor, 'member.set', name, { username, before: before ?? null, after: { role, logs } });
    return renewing;
  });
  return { note: role === 'operator' ? await grantPush(name, username) : null, renewal };
}
