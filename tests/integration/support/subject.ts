import { randomUUID } from 'node:crypto';
import type { Database } from '../../../server/db/client.ts';
import { archives, drift, experiments, members, operations } from '../../../server/db/schema/index.ts';
import { defaultLimits } from '../../../server/services/experiments/default-limits.ts';

/** An experiment with one of everything that a request can name. */
export interface Subject {
  name: string;
  experimentId: string;
  operationId: string;
  batchId: string;
  archiveId: string;
  snapshotId: string;
  driftId: string;
}

/** Makes a ready experiment of `owner` with the members `viewer` (without logs), `reader` (with logs) and `operator`. */
export async function makeSubject(
  db: Database,
  name: string,
  owner: string,
  { ownerMissing = false } = {},
): Promise<Subject> {
  const subject: Subject = {
    name,
    experimentId: randomUUID(),
    operationId: randomUUID(),
    batchId: randomUUID(),
    archiveId: randomUUID(),
    snapshotId: randomUUID(),
    driftId: randomUUID(),
  };
  const { experimentId } = subject;
  const ownerMissingSince = ownerMissing ? new Date() : null;
  const limits = defaultLimits();
  await db
    .insert(experiments)
    .values({ id: experimentId, name, owner, ownerMissingSince, state: 'ready', uid: 20_000, limits });
  await db.insert(members).values([
    { experimentId, username: 'viewer', role: 'viewer', logs: false, addedBy: owner },
    { experimentId, username: 'reader', role: 'viewer', logs: true, addedBy: owner },
    { experimentId, username: 'operator', role: 'operator', logs: true, addedBy: owner },
  ]);
  await db.insert(operations).values({
    id: subject.operationId,
    kind: 'experiment.stop',
    experimentId,
    experimentName: name,
    batchId: subject.batchId,
    requestedBy: owner,
    state: 'succeeded',
    finishedAt: new Date(),
  });
  const archive = { experimentId, experimentName: name, state: 'complete', createdBy: owner } as const;
  await db.insert(archives).values([
    { ...archive, id: subject.archiveId, kind: 'archive' },
    { ...archive, id: subject.snapshotId, kind: 'snapshot' },
  ]);
  await db.insert(drift).values({
    id: subject.driftId,
    experimentId,
    subject: name,
    kind: 'group.missing',
    summary: 'The group is missing.',
    remedy: 'It is made again.',
    mendable: true,
  });
  return subject;
}
