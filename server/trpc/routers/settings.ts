import { getSettings } from '../../services/settings/get-settings.ts';
import { UpdateSettings } from '../../services/settings/settings-shape.ts';
import { updateSettings } from '../../services/settings/update-settings.ts';
import { procedure, router } from '../procedure.ts';

export const settings = router({
  get: procedure('self').query(({ ctx }) => getSettings(ctx.service)),

  update: procedure('admin')
    .input(UpdateSettings)
    .mutation(({ ctx, input }) => updateSettings(ctx.service, input)),
});
