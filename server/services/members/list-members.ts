import { asc, eq, type SQL, sql } from 'drizzle-orm';
import { audit, experiments, members, operations, people } from '../../db/schema/index.ts';
import type { Role } from '../../shared/roles.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';

export interface MembersView {
  owner: { username: string; missingSince: string | null };
  members: {
    username: string;
    role: Role;
    logs: boolean;
    addedBy: string;
    addedAt: string;
    missing: boolean;
    hasSecrets: boolean;
  }[];
}

/**
 * Whether a member can know the experiment's passwords and tokens: an operator does, and who was one, or its owner, when they were changed
 * last. A new account of the name is another person, whom this says too much of.
 */
const hasSecrets: SQL<boolean> = sql<boolean>`${members.role} = 'operator' or exists (
  select from ${audit}
   where ${audit.subject} = ${experiments.name} and ${audit.at} > ${experiments.createdAt}
     and (${audit.action} in ('member.set', 'member.remove') and ${audit.details}->>'username' = ${members.username}
           and ${audit.details}->'before'->>'role' = 'operator'
         or ${audit.action} = 'experiment.transfer' and ${audit.details}->>'from' = ${members.username})
     and not exists (
       select from ${operations}
        where ${operations.experimentId} = ${experiments.id} and ${operations.kind} = 'experiment.renew'
          and ${operations.state} = 'succeeded' and ${operations.createdAt} >= ${audit.at}))`;

/** The owner and the members of an experiment. Right: see. */
export async function listMembers(ctx: Context, { name }: { name: string }): Promise<MembersView> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'see');
  const rows = await ctx.db
    .select({ member: members, missingSince: people.missingSince, hasSecrets })
    .from(members)
    .innerJoin(experiments, eq(experiments.id, members.experimentId))
    .leftJoin(people, eq(people.username, members.username))
    .where(eq(members.experimentId, experiment.id))
    .orderBy(asc(members.role), asc(members.username));
  return {
    owner: {
      username: experiment.owner,
      missingSince: experiment.ownerMissingSince?.toISOString() ?? null,
    },
    members: rows.map(({ member: { username, role, logs, addedBy, addedAt }, missingSince, ...row }) => ({
      ...{ username, role, logs, addedBy, hasSecrets: row.hasSecrets },
      addedAt: addedAt.toISOString(),
      missing: missingSince !== null,
    })),
  };
}
