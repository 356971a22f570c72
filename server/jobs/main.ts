/** The worker: runs operations. Its state is in PostgreSQL alone, so it may be killed at any time. */

import { removeExpiredAttempts } from '../auth/attempts.ts';
import { removeExpiredSessions } from '../auth/sessions.ts';
import { openDatabase } from '../db/client.ts';
import { pruneEvents } from '../services/operations/prune-events.ts';
import { checkPeople } from '../services/people/check-people.ts';
import { followPeople } from '../services/ssh/follow-people.ts';
import { openGitea } from '../system/gitea.ts';
import { callProvisioner } from '../system/provisioner.ts';
import { watchAutovacuum } from './databases/watch-autovacuum.ts';
import { watchDisks } from './disk/watch-disks.ts';
import { watchIdling } from './idling/watch-idling.ts';
import { watchProbes } from './limits/watch-probes.ts';
import { watchStatements } from './limits/watch-statements.ts';
import { watchDrift } from './reconcile/watch-drift.ts';
import { watchSchedules } from './snapshots/watch-schedules.ts';
import { work } from './worker.ts';

const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());

const { db, close } = openDatabase(6);
const clean = () => Promise.allSettled([removeExpiredSessions(db), removeExpiredAttempts(db), pruneEvents(db)]);
/** Accounts of the machine that are gone or have come back. */
const lookAtPeople = () =>
  checkPeople(db)
    .then((back) => followPeople(db, callProvisioner, back))
    .catch((error) => console.error('The accounts of the machine were not checked:', error));
const people = setInterval(() => void lookAtPeople(), 600_000);
void lookAtPeople();
const cleaning = setInterval(() => void clean(), 3600_000);
void watchIdling({ db, provisioner: callProvisioner }, stop.signal).catch((error) =>
  console.error('Idle workspaces are not stopped:', error),
);
for (const watch of [watchAutovacuum, watchDisks, watchProbes, watchStatements]) {
  void watch({ db, provisioner: callProvisioner }, stop.signal).catch((error) =>
    console.error(`${watch.name} ended:`, error),
  );
}

try {
  const ports = { db, provisioner: callProvisioner, gitea: await openGitea() };
  void watchDrift(ports, stop.signal).catch((error) => console.error('Nothing looks for drift:', error));
  void watchSchedules(db, stop.signal);
  await work(ports, stop.signal);
} catch (error) {
  console.error('The worker stops:', error);
  process.exitCode = 1;
} finally {
  clearInterval(cleaning);
  clearInterval(people);
  await close().catch(() => undefined);
}
process.exit();
