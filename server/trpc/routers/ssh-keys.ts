import { z } from 'zod';
import { addSshKey } from '../../services/ssh/add-ssh-key.ts';
import { listSshKeys } from '../../services/ssh/list-ssh-keys.ts';
import { removeSshKey } from '../../services/ssh/remove-ssh-key.ts';
import { ByName } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const sshKeys = router({
  list: procedure('experiment')
    .input(ByName)
    .query(({ ctx, input }) => listSshKeys(ctx.service, input)),

  add: procedure('experiment')
    .input(ByName.extend({ label: z.string().max(80), publicKey: z.string().max(16_384) }))
    .mutation(({ ctx, input }) => addSshKey(ctx.service, input)),

  remove: procedure('experiment')
    .input(ByName.extend({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeSshKey(ctx.service, input)),
});
