import { asc, eq } from 'drizzle-orm';
import { members, people } from '../../db/schema/index.ts';
import type { Role } from '../../shared/roles.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';

export interface MembersView {
  owner: { username: string; missingSince: string | null };
  members: { username: string; role: Role; logs: boolean; addedBy: string; addedAt: string; missing: boolean }[];
}

/** The owner and the members of an experiment. Right: see. */
export async function listMembers(ctx: Context, { name }: { name: string }): Promise<MembersView> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'see');
  const rows = await ctx.db
    .select({ member: members, missingSince: people.missingSince })
    .from(members)
    .leftJoin(people, eq(people.username, members.username))
    .where(eq(members.experimentId, experiment.id))
    .orderBy(asc(members.role), asc(members.username));
  return {
    owner: {
      username: experiment.owner,
      missingSince: experiment.ownerMissingSince?.toISOString() ?? null,
    },
    members: rows.map(({ member: { username, role, logs, addedBy, addedAt }, missingSince }) => ({
      ...{ username, role, logs, addedBy },
      addedAt: addedAt.toISOString(),
      missing: missingSince !== null,
    })),
  };
}
