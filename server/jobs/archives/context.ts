import { and, eq } from 'drizzle-orm';
import { type archives, operationSteps, type StepRecord, archives as table } from '../../db/schema/index.ts';
import { type OpenedStore, openStore } from '../../services/archives/stores/open-store.ts';
import { missing } from '../../shared/errors.ts';
import { STAGING_FOLDER } from '../../shared/paths.ts';
import type { StepContext } from '../step.ts';

export type ArchiveRow = typeof archives.$inferSelect;

/** The archive that an operation makes, reads or removes. */
export function archiveIdOf({ operation }: StepContext): string {
  const id = operation.input.archiveId;
  if (!id) throw new Error(`operation ${operation.id} names no archive`);
  return id;
}

/** Its row. Throws `missing` when it has been removed meanwhile. */
export async function loadArchiveRow(ctx: StepContext): Promise<ArchiveRow> {
  const [row] = await ctx.db
    .select()
    .from(table)
    .where(eq(table.id, archiveIdOf(ctx)));
  if (!row) throw missing('This archive does not exist any more.');
  return row;
}

/** The store that an archive is in. */
export function storeOf(ctx: StepContext, { targetId }: Pick<ArchiveRow, 'targetId'>): Promise<OpenedStore> {
  return openStore(ctx.db, ctx.provisioner, ctx.actor, targetId);
}

/** What another step of the same operation wrote down. */
export async function recordOf({ db, operation }: StepContext, key: string): Promise<StepRecord> {
  const [row] = await db
    .select({ record: operationSteps.record })
    .from(operationSteps)
    .where(and(eq(operationSteps.operationId, operation.id), eq(operationSteps.key, key)));
  return row?.record ?? {};
}

/** Path of a file in a staging folder. The worker writes here only what it makes itself: secrets and manifest. */
export function stagedFile(stagingId: string, name: 'manifest.json' | 'secrets.sealed'): string {
  return `${STAGING_FOLDER}/${stagingId}/${name}`;
}

/** Names of a list in a step's record, which holds no lists. */
export function listIn(value: StepRecord[string] | undefined): string[] {
  return typeof value === 'string' ? (JSON.parse(value) as string[]) : []; // written by listOut
}

export function listOut(names: readonly string[]): string {
  return JSON.stringify(names);
}
