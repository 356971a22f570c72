import { createCallerFactory, router } from './procedure.ts';
import { experiments } from './routers/experiments.ts';
import { metrics } from './routers/metrics.ts';
import { operations } from './routers/operations.ts';
import { sessions } from './routers/sessions.ts';
import { workspaces } from './routers/workspaces.ts';

/** Everything that the dashboard can ask for. */
export const appRouter = router({ sessions, experiments, operations, workspaces, metrics });
export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
