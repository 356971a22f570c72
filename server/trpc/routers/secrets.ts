import { z } from 'zod';
import { listSecrets } from '../../services/secrets/list-secrets.ts';
import { removeCustomSecret } from '../../services/secrets/remove-custom-secret.ts';
import { setCustomSecret } from '../../services/secrets/set-custom-secret.ts';
import { ByName } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const secrets = router({
  list: procedure('experiment')
    .input(ByName)
    .query(({ ctx, input }) => listSecrets(ctx.service, input)),

  set: procedure('experiment')
    .input(ByName.extend({ secret: z.string().max(128), value: z.string().max(32_768) }))
    .mutation(({ ctx, input }) => setCustomSecret(ctx.service, input)),

  remove: procedure('experiment')
    .input(ByName.extend({ secret: z.string().max(128) }))
    .mutation(({ ctx, input }) => removeCustomSecret(ctx.service, input)),
});
