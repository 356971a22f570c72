import { createCallerFactory, router } from './procedure.ts';
import { archives } from './routers/archives.ts';
import { doctor } from './routers/doctor.ts';
import { drift } from './routers/drift.ts';
import { experiments } from './routers/experiments.ts';
import { idling } from './routers/idling.ts';
import { limits } from './routers/limits.ts';
import { members } from './routers/members.ts';
import { metrics } from './routers/metrics.ts';
import { operations } from './routers/operations.ts';
import { secrets } from './routers/secrets.ts';
import { sessions } from './routers/sessions.ts';
import { settings } from './routers/settings.ts';
import { snapshots } from './routers/snapshots.ts';
import { sshKeys } from './routers/ssh-keys.ts';
import { targets } from './routers/targets.ts';
import { templates } from './routers/templates.ts';
import { workspaces } from './routers/workspaces.ts';

/** Everything that the dashboard can ask for. */
export const appRouter = router({
  sessions,
  experiments,
  operations,
  workspaces,
  metrics,
  limits,
  idling,
  members,
  secrets,
  sshKeys,
  archives,
  snapshots,
  templates,
  settings,
  targets,
  doctor,
  drift,
});
export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
