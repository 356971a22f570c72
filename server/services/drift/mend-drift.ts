import { and, eq, ne } from 'drizzle-orm';
import { drift } from '../../db/schema/index.ts';
import { conflict, missing } from '../../shared/errors.ts';
import { isPlatformUnit } from '../../shared/platform-units.ts';
import { loadExperimentById } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';
import { askProvisioner } from '../workspaces/ask-provisioner.ts';
import { losesNothing } from './drift-kinds.ts';

type Row = typeof drift.$inferSelect;

/**
 * Mends a finding. One about an experiment becomes an operation on it, which mends with it what else is wrong there and loses
 * nothing by that; one about the platform is mended at once (null). Right: manage, for the platform administrator. Throws
 * `missing`, `forbidden`, and `conflict` when the platform cannot mend it or another operation is under way.
 */
export async function mendDrift(ctx: Context, { id }: { id: string }): Promise<{ operationId: string | null }> {
  const [finding] = await ctx.db.select().from(drift).where(eq(drift.id, id));
  if (!finding) throw missing('There is no such finding any more, or it is somebody else’s.');
  if (finding.experimentId === null) return mendPlatform(ctx, finding);
  const experiment = await loadExperimentById(ctx.db, finding.experimentId, ctx.actor, 'manage');
  refuseUnmendable(finding);
  const others = await ctx.db
    .select({ id: drift.id, kind: drift.kind })
    .from(drift)
    .where(and(eq(drift.experimentId, experiment.id), ne(drift.id, id)));
  const driftIds = [id, ...others.filter(({ kind }) => losesNothing(kind)).map((other) => other.id)];
  return requestOperation(ctx, experiment.id, {
    kind: 'experiment.mend',
    input: { driftIds },
    details: { finding: finding.kind },
  });
}

async function mendPlatform(ctx: Context, finding: Row): Promise<{ operationId: null }> {
  const { actor } = ctx;
  if (actor.kind === 'user' && !actor.admin) throw missing('There is no such finding, or it is somebody else’s.');
  const unit: string = finding.subject;
  if (!isPlatformUnit(unit)) throw conflict(finding.remedy);
  refuseUnmendable(finding);
  // Before the act, as for a workspace: root's work is in no transaction.
  await audit(ctx.db, actor, 'platform.start', unit);
  await askProvisioner(ctx, 'platform.start', { unit });
  await ctx.db.delete(drift).where(eq(drift.id, finding.id));
  return { operationId: null };
}

function refuseUnmendable({ mendable, summary, remedy }: Row): void {
  if (!mendable) throw conflict(`${summary} The platform does not change that by itself. ${remedy}`);
}
