/** Steps by which archives and snapshots are made: everything into staging, read back, then into the store. */
import { eq } from 'drizzle-orm';
import { archives } from '../../db/schema/index.ts';
import { loadSettings } from '../../services/settings/load-settings.ts';
import { conflict } from '../../shared/errors.ts';
import { sizeInWords } from '../../shared/size-in-words.ts';
import { closeExperimentDatabase, openExperimentDatabase } from '../../system/postgres/experiment-access.ts';
import { measureDatabase } from '../../system/postgres/experiment-database.ts';
import type { Step, StepContext } from '../step.ts';
import { archiveIdOf, listOut, loadArchiveRow, storeOf } from './context.ts';
import { readManifest } from './manifest.ts';
import { requireSpace } from './space.ts';

const kindOf = ({ operation }: StepContext) =>
  operation.kind === 'experiment.archive' ? ('archive' as const) : ('snapshot' as const);

/** Refuses what does not fit, then makes row and folder of the archive. Its undo, the last one, takes both away. */
export const space: Step = {
  async run(ctx) {
    const id = archiveIdOf(ctx);
    await refuseMade(ctx, id);
    const { archives: settings } = await loadSettings(ctx.db);
    const { folder } = await storeOf(ctx, settings);
    const options = { actor: ctx.actor, signal: ctx.signal };
    const [home, database, free] = await Promise.all([
      ctx.provisioner('home.measure', { name: ctx.subject.name }, options),
      measureDatabase(ctx.subject.name),
      ctx.provisioner('archive.space', { folder: folder ?? null }, options),
    ]);
    const bytes = home.bytes + (database?.sizeBytes ?? 0);
    const isElsewhere = folder !== undefined && free.store.device !== free.staging.device;
    requireSpace([
      { space: free.staging, bytes, what: 'the archive while it is made' },
      ...(isElsewhere ? [{ space: free.store, bytes, what: 'the archive in its place' }] : []),
    ]);
    ctx.line(`Up to ${sizeInWords(bytes)} to pack, ${sizeInWords(free.staging.freeBytes)} free`);
    await ctx.record({ archive: true });
    await ctx.db
      .insert(archives)
      .values({
        ...{ id, kind: kindOf(ctx), experimentId: ctx.experiment.id, experimentName: ctx.experiment.name },
        ...{ targetId: settings.targetId, createdBy: ctx.operation.requestedBy },
      })
      .onConflictDoNothing();
    await ctx.provisioner('staging.create', { stagingId: id }, options);
  },
  async undo(ctx) {
    if (ctx.recorded.archive !== true) return;
    await ctx.provisioner('staging.remove', { stagingId: archiveIdOf(ctx) }, { actor: ctx.actor });
    await ctx.db.delete(archives).where(eq(archives.id, archiveIdOf(ctx)));
  },
};

/** A failed one may be tried again twice: the second try must neither write into what the first has made nor take it back. */
async function refuseMade({ db }: StepContext, id: string): Promise<void> {
  const [row] = await db.select({ state: archives.state }).from(archives).where(eq(archives.id, id));
  if (row && row.state !== 'writing')
    throw conflict('Another try has made this one already. Make a new one; nothing was changed.');
}

/** The dump. The role of an experiment that is stopped may not log in: it may for as long as this takes. */
export const database: Step = {
  async run(ctx) {
    const wasClosed = ctx.operation.stateBefore === 'stopped';
    const sizeBytes = (await measureDatabase(ctx.subject.name))?.sizeBytes ?? 0;
    if (wasClosed) {
      await ctx.record({ opened: true });
      await openExperimentDatabase(ctx.subject);
    }
    try {
      const args = { ...ctx.subject, stagingId: archiveIdOf(ctx) };
      const dumped = await ctx.provisioner('database.dump', args, {
        ...{ actor: ctx.actor, signal: ctx.signal, onProgress: ctx.line },
      });
      ctx.line(`${dumped.tables.length} tables, ${sizeInWords(dumped.bytes)}`);
      const { bytes, sha256, version } = dumped;
      await ctx.record({ bytes, sha256, version, tables: listOut(dumped.tables), contentBytes: sizeBytes });
    } finally {
      if (wasClosed) await closeExperimentDatabase(ctx.subject);
    }
  },
  async undo(ctx) {
    if (ctx.recorded.opened === true) await closeExperimentDatabase(ctx.subject);
  },
};

export const home: Step = {
  async run(ctx) {
    const args = { ...ctx.subject, stagingId: archiveIdOf(ctx), running: kindOf(ctx) === 'snapshot' };
    const packed = await ctx.provisioner('home.pack', args, {
      ...{ actor: ctx.actor, signal: ctx.signal, onProgress: ctx.line },
    });
    const { bytes, sha256, contentBytes, files, notes } = packed;
    for (const note of notes) ctx.line(note);
    ctx.line(`${files} files and folders, ${sizeInWords(contentBytes)}, packed ${sizeInWords(bytes)}`);
    await ctx.record({ bytes, sha256, contentBytes, files });
    if (!args.running) return;
    const list = await ctx.provisioner(
      'home.list',
      { stagingId: args.stagingId },
      { actor: ctx.actor, signal: ctx.signal },
    );
    await ctx.record({ listBytes: list.bytes, listSha256: list.sha256 });
  },
};

/** Reads every byte back, and through every file in its own format. */
export const verify: Step = {
  async run(ctx) {
    const { files } = await readManifest(archiveIdOf(ctx));
    const args = { stagingId: archiveIdOf(ctx), files, deep: true };
    const { problem } = await ctx.provisioner('staging.check', args, { actor: ctx.actor, signal: ctx.signal });
    if (problem) throw conflict(`${problem} Nothing was changed; the experiment is as it was. Try again.`);
    for (const { name, bytes, sha256 } of files) ctx.line(`${name}: ${sizeInWords(bytes)}, SHA-256 ${sha256}`);
  },
};

/** From the end of this step on the archive counts. */
export const store: Step = {
  async run(ctx) {
    const id = archiveIdOf(ctx);
    const row = await loadArchiveRow(ctx);
    const manifest = row.manifest ?? (await readManifest(id));
    await ctx.db.update(archives).set({ manifest }).where(eq(archives.id, id)); // staging goes with the move
    await ctx.record({ stored: true });
    const { store: target, place } = await storeOf(ctx, row);
    await target.put(id, manifest.files, ctx.signal, ctx.line);
    const now = new Date();
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    await ctx.db
      .update(archives)
      .set({ state: 'complete', bytes, completedAt: now, verifiedAt: now, problem: null })
      .where(eq(archives.id, id));
    ctx.line(`${place}: ${sizeInWords(bytes)}`);
  },
  async undo(ctx) {
    if (ctx.recorded.stored !== true) return;
    const id = archiveIdOf(ctx);
    const [row] = await ctx.db
      .update(archives)
      .set({ state: 'writing', manifest: null })
      .where(eq(archives.id, id))
      .returning();
    if (row) await (await storeOf(ctx, row)).store.remove(id);
  },
};
