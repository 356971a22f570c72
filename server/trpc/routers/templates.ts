import { listTemplates } from '../../services/templates/list-templates.ts';
import { procedure, router } from '../procedure.ts';

export const templates = router({
  list: procedure('experiments').query(({ ctx }) => listTemplates(ctx.service)),
});
