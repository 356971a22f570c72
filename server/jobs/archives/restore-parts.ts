/** Steps by which an archive becomes an experiment again: always a new one, never into anything that exists. */
import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import { archives } from '../../db/schema/index.ts';
import { ARCHIVE_FORMAT, type ArchiveManifest } from '../../shared/archive-manifest.ts';
import { AppError, conflict } from '../../shared/errors.ts';
import { removeExperimentDatabase } from '../../system/postgres/experiment-database.ts';
import type { Step, StepContext } from '../step.ts';
import { database as makeDatabase } from '../steps/database.ts';
import { type ArchiveRow, loadArchiveRow, storeOf } from './context.ts';
import { readManifest } from './manifest.ts';
import { requireSpace } from './space.ts';
import { together } from './together.ts';

/** Where this restore reads the archive: under its own id, since several may read the same one. */
export const stagingOf = ({ experiment }: StepContext) => experiment.id;
const heard = ({ actor, signal, line }: StepContext) => ({ actor, signal, onProgress: line });

/** The archive that is restored. Throws `conflict` when it is not complete. */
export async function loadComplete(ctx: StepContext): Promise<ArchiveRow & { manifest: ArchiveManifest }> {
  const row = await loadArchiveRow(ctx);
  if (!row.manifest) throw conflict('This archive is not complete.');
  return { ...row, manifest: row.manifest };
}

/** Throws `conflict` with both numbers when the archive is of a later version of the platform. */
export function refuseNewerFormat(format: number): void {
  if (format <= ARCHIVE_FORMAT) return;
  throw conflict(
    `The archive has format ${format}; this version of Homelab PaaS reads formats up to ${ARCHIVE_FORMAT}. Update the platform, then try again.`,
  );
}

export const fetch: Step = {
  async run(ctx) {
    const row = await loadComplete(ctx);
    refuseNewerFormat(row.manifest.format);
    const { store, folder } = await storeOf(ctx, row);
    await refuseWithoutSpace(ctx, row, folder);
    await ctx.record({ fetched: true });
    await ctx.provisioner('staging.create', { stagingId: stagingOf(ctx) }, heard(ctx));
    try {
      await store.fetch(row.id, row.manifest.files, ctx.signal, ctx.line, stagingOf(ctx));
      await compareManifest(ctx, row.manifest);
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict') await markDamaged(ctx, row.id, error.message);
      throw error;
    }
    ctx.line('Every file is what was written');
  },
  async undo(ctx) {
    if (ctx.recorded.fetched === true) await removeStaging(ctx);
  },
};

async function refuseWithoutSpace(
  ctx: StepContext,
  { manifest, bytes }: ArchiveRow & { manifest: ArchiveManifest },
  folder: string | null | undefined,
): Promise<void> {
  const free = await ctx.provisioner('archive.space', { folder: folder ?? null }, heard(ctx));
  // within one file system a second name for each file is enough
  const copied = folder === undefined || free.store.device !== free.staging.device ? (bytes ?? 0) : 0;
  requireSpace([
    { space: free.homes, bytes: manifest.contents.home.bytes, what: 'the home' },
    { space: free.databases, bytes: manifest.contents.database.bytes, what: 'the database' },
    ...(copied > 0 ? [{ space: free.staging, bytes: copied, what: 'a working copy of the archive' }] : []),
  ]);
}

async function compareManifest(ctx: StepContext, expected: ArchiveManifest): Promise<void> {
  const found = await readManifest(stagingOf(ctx)).catch((error: unknown) => {
    if (error instanceof SyntaxError) throw conflict('The archive is damaged: manifest.json cannot be read.');
    throw error;
  });
  if (typeof found.format === 'number') refuseNewerFormat(found.format);
  if (!isDeepStrictEqual(found, JSON.parse(JSON.stringify(expected))))
    throw conflict('The archive is damaged: manifest.json is not what was written.');
}

async function markDamaged({ db }: StepContext, id: string, problem: string): Promise<void> {
  if (!problem.startsWith('The archive is damaged')) return;
  await db.update(archives).set({ state: 'damaged', problem }).where(eq(archives.id, id));
}

function removeStaging(ctx: StepContext): Promise<unknown> {
  return ctx.provisioner('staging.remove', { stagingId: stagingOf(ctx) }, { actor: ctx.actor });
}

export const repositoryContent: Step = {
  async run(ctx) {
    const { refs } = await ctx.provisioner(
      'repository.load',
      { ...ctx.subject, stagingId: stagingOf(ctx) },
      heard(ctx),
    );
    ctx.line(`${refs} branches and tags`);
  },
};

/**
 * Database and home at the same time: most of the one is work for PostgreSQL, of the other for the disk. The database is empty before:
 * one that an interrupted try filled in part is made anew.
 */
export const contents: Step = {
  async run(ctx) {
    const { experimentName } = await loadComplete(ctx);
    if (ctx.recorded.begun === true) {
      await removeExperimentDatabase(ctx.subject);
      await makeDatabase.run(ctx);
    }
    await ctx.record({ begun: true, home: true });
    const args = { ...ctx.subject, stagingId: stagingOf(ctx) };
    await together(
      ctx.signal,
      async (signal) => {
        const { notKept } = await ctx.provisioner(
          'database.load',
          { ...args, from: experimentName },
          { ...heard(ctx), signal },
        );
        for (const what of notKept) ctx.line(`Not kept: ${what}`);
      },
      (signal) => ctx.provisioner('home.unpack', args, { ...heard(ctx), signal }),
    );
  },
};

export const clean: Step = {
  async run(ctx) {
    await removeStaging(ctx);
  },
};
