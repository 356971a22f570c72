import { randomUUID } from 'node:crypto';
import { count, eq } from 'drizzle-orm';
import { archives, type TargetKind, targets } from '../../db/schema/index.ts';
import { conflict, forbidden, invalid, missing } from '../../shared/errors.ts';
import { ARCHIVE_FOLDERS_FILE } from '../../shared/paths.ts';
import { S3Store } from '../archives/stores/s3-store.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadSettings } from '../settings/settings.ts';
import { askProvisioner } from '../workspaces/ask-provisioner.ts';
import { allowedFolders } from './allowed-folders.ts';
import { s3PlaceOf } from './s3-place.ts';
import { NewTarget } from './target-input.ts';
import { sealTargetSecret } from './target-secret.ts';

export { NewTarget };

export interface TargetView {
  id: string;
  name: string;
  kind: TargetKind;
  /** Path, or endpoint, bucket and prefix, in one line. */
  place: string;
  archives: number;
}

type TargetRow = typeof targets.$inferSelect;

/** Places for archives beside the platform's own folder; folders that root allows. Administrators only, all four. */
export async function listTargets(ctx: Context): Promise<{ targets: TargetView[]; allowedFolders: string[] }> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ target: targets, archives: count(archives.id) })
    .from(targets)
    .leftJoin(archives, eq(archives.targetId, targets.id))
    .groupBy(targets.id)
    .orderBy(targets.name);
  const views = rows.map(({ target, archives }) => {
    const { id, name, kind } = target;
    return { id, name, kind, archives, place: placeOf(target) };
  });
  return { targets: views, allowedFolders: await allowedFolders() };
}

/** Adds a target after writing, reading and removing a small object there. */
export async function addTarget(ctx: Context, input: NewTarget): Promise<{ id: string }> {
  requireAdmin(ctx);
  const row = await rowOf(NewTarget.parse(input));
  await probe(ctx, row);
  return ctx.db.transaction(async (tx) => {
    const [added] = await tx.insert(targets).values(row).onConflictDoNothing().returning({ id: targets.id });
    if (!added) throw conflict(`There already is a target “${row.name}”. Choose another name.`);
    await audit(tx, ctx.actor, 'target.add', row.name, { kind: row.kind, place: placeOf(row) });
    return added;
  });
}

/** Writes, reads and removes a small object. Throws `unavailable` with what the place said. */
export async function checkTarget(ctx: Context, input: { id: string }): Promise<void> {
  requireAdmin(ctx);
  const [row] = await ctx.db.select().from(targets).where(eq(targets.id, input.id));
  if (!row) throw missing('There is no such target.');
  await probe(ctx, row);
}

/** Forgets a target. Throws `conflict` while archives are there, or new ones go there. */
export async function removeTarget(ctx: Context, input: { id: string }): Promise<void> {
  requireAdmin(ctx);
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(targets).where(eq(targets.id, input.id)).for('update');
    if (!row) throw missing('There is no such target.');
    const [used] = await tx.select({ archives: count() }).from(archives).where(eq(archives.targetId, row.id));
    if (used && used.archives > 0)
      throw conflict(`${used.archives} archives and snapshots are in “${row.name}”. Remove them first.`);
    if ((await loadSettings(tx)).archives.targetId === row.id)
      throw conflict(`New archives go to “${row.name}”. Choose another place in the settings first.`);
    await tx.delete(targets).where(eq(targets.id, row.id));
    await audit(tx, ctx.actor, 'target.remove', row.name, { kind: row.kind, place: placeOf(row) });
  });
}

function requireAdmin({ actor }: Context): void {
  if (actor.kind === 'user' && !actor.admin) throw forbidden('Only an administrator can set up places for archives.');
}

async function rowOf(input: NewTarget): Promise<TargetRow> {
  const id = randomUUID();
  const none = { region: null, endpoint: null, bucket: null, prefix: null, accessKeyId: null, sealedSecretKey: null };
  const common = { id, name: input.name, createdAt: new Date(), path: null, ...none };
  if (input.kind === 's3') {
    const { endpoint, region, bucket, prefix, accessKeyId, secretKey } = input;
    const sealedSecretKey = await sealTargetSecret(id, secretKey);
    return { ...common, kind: 's3', endpoint, region, bucket, prefix, accessKeyId, sealedSecretKey };
  }
  if ((await allowedFolders()).includes(input.path)) return { ...common, kind: 'folder', path: input.path };
  throw invalid(`Root has not allowed ${input.path} for archives. It takes a line in ${ARCHIVE_FOLDERS_FILE}.`);
}

async function probe(ctx: Context, target: TargetRow): Promise<void> {
  if (target.kind === 'folder') return void (await askProvisioner(ctx, 'archive.probe', { folder: target.path }));
  await new S3Store(await s3PlaceOf(target), UNUSED).check();
}

/** A check fetches nothing. */
const UNUSED = { create: () => Promise.resolve(), remove: () => Promise.resolve() };

function placeOf({ path, endpoint, bucket, prefix }: TargetRow): string {
  return path ?? [endpoint?.replace(/\/$/, ''), bucket, prefix].filter((part) => part).join('/');
}
