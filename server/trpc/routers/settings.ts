import { getSettings, UpdateSettings, updateSettings } from '../../services/settings/settings.ts';
import { procedure, router } from '../procedure.ts';

export const settings = router({
  get: procedure('self').query(({ ctx }) => getSettings(ctx.service)),

  update: procedure('admin')
    .input(UpdateSettings)
    .mutation(({ ctx, input }) => updateSettings(ctx.service, input)),
});
