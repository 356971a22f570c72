import { asc, eq, type SQL } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { drift, experiments } from '../../db/schema/index.ts';
import type { DriftView } from '../doctor/get-doctor.ts';

/** Findings, oldest first. Callers check rights. */
export async function viewDrift(db: Executor, condition?: SQL): Promise<DriftView[]> {
  const rows = await db
    .select({ finding: drift, experimentName: experiments.name })
    .from(drift)
    .leftJoin(experiments, eq(experiments.id, drift.experimentId))
    .where(condition)
    .orderBy(asc(drift.foundAt), asc(drift.subject));
  return rows.map(({ finding, experimentName }) => ({
    id: finding.id,
    experimentName,
    subject: finding.subject,
    kind: finding.kind,
    summary: finding.summary,
    remedy: finding.remedy,
    mendable: finding.mendable,
    foundAt: finding.foundAt.toISOString(),
  }));
}
