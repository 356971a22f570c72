import { z } from 'zod';
import { listMembers } from '../../services/members/list-members.ts';
import { removeMember } from '../../services/members/remove-member.ts';
import { setMember } from '../../services/members/set-member.ts';
import { transferExperiment } from '../../services/members/transfer-experiment.ts';
import { ROLES } from '../../shared/roles.ts';
import { ByName, Name } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

/** Whether the experiment's passwords and tokens are changed as well. */
const renew = z.boolean().optional();

export const members = router({
  list: procedure('experiment')
    .input(ByName)
    .query(({ ctx, input }) => listMembers(ctx.service, input)),

  set: procedure('experiment')
    .input(ByName.extend({ username: z.string().min(1).max(64), role: z.enum(ROLES), logs: z.boolean(), renew }))
    .mutation(({ ctx, input }) => setMember(ctx.service, input)),

  remove: procedure('experiment')
    .input(ByName.extend({ username: z.string().max(64), renew }))
    .mutation(({ ctx, input }) => removeMember(ctx.service, input)),

  transfer: procedure('experiment')
    .input(ByName.extend({ to: z.string().min(1).max(64), stay: z.boolean(), confirmation: Name, renew }))
    .mutation(({ ctx, input }) => transferExperiment(ctx.service, input)),
});
