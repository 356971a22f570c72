import { z } from 'zod';
import { enterWorkspace } from '../../services/workspaces/enter-workspace.ts';
import { restartWorkspace } from '../../services/workspaces/restart-workspace.ts';
import { startWorkspace } from '../../services/workspaces/start-workspace.ts';
import { stopWorkspace } from '../../services/workspaces/stop-workspace.ts';
import { WORKSPACES } from '../../shared/names.ts';
import { procedure, router } from '../procedure.ts';

const One = z.strictObject({ name: z.string().max(64), workspace: z.enum(WORKSPACES) });

export const workspaces = router({
  start: procedure('experiment')
    .input(One)
    .mutation(({ ctx, input }) => startWorkspace(ctx.service, input)),

  stop: procedure('experiment')
    .input(One)
    .mutation(({ ctx, input }) => stopWorkspace(ctx.service, input)),

  restart: procedure('experiment')
    .input(One)
    .mutation(({ ctx, input }) => restartWorkspace(ctx.service, input)),

  enter: procedure('experiment')
    .input(One.extend({ to: z.string().max(2048).optional() }))
    .mutation(({ ctx, input }) => enterWorkspace(ctx.service, input)),
});
