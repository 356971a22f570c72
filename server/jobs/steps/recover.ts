import { conflict } from '../../shared/errors.ts';
import { closeExperimentDatabase, openExperimentDatabase } from '../../system/postgres/experiment-access.ts';
import {
  createScratchDatabase,
  inspectRecovered,
  removeRecovered,
  removeScratchDatabase,
  scratchDatabaseOf,
} from '../../system/postgres/scratch-database.ts';
import { loadArchiveRow, storeOf } from '../archives/context.ts';
import { refuseNewerFormat } from '../archives/restore-parts.ts';
import { requireSpace } from '../archives/space.ts';
import type { Step, StepContext, Steps } from '../step.ts';

/** Everything of a recovery is named by the operation that it is: the copy in staging, the folder, the schema. */
const stagingOf = ({ operation }: StepContext) => operation.id;
const timeOf = ({ operation }: StepContext) => operation.createdAt.toISOString().slice(0, 19);
/** `2026-11-21_15-04-05` */
const folderOf = (ctx: StepContext) => timeOf(ctx).replace('T', '_').replaceAll(':', '-');
/** `recovered_20261121_150405` */
const schemaOf = (ctx: StepContext) => `recovered_${timeOf(ctx).replace('T', '_').replaceAll(/[-:]/g, '')}`;
const heard = ({ actor, signal, line }: StepContext) => ({ actor, signal, onProgress: line });

const fetch: Step = {
  async run(ctx) {
    const row = await loadArchiveRow(ctx);
    if (row.state !== 'complete' || !row.manifest) throw conflict('This snapshot is not complete. Choose another one.');
    refuseNewerFormat(row.manifest.format);
    const { store, folder } = await storeOf(ctx, row);
    const free = await ctx.provisioner('archive.space', { folder: folder ?? null }, heard(ctx));
    const isFar = folder === undefined || free.store.device !== free.staging.device;
    const tables = ctx.operation.input.tables ?? [];
    requireSpace([
      ...(isFar ? [{ space: free.staging, bytes: row.bytes ?? 0, what: 'a working copy of the snapshot' }] : []),
      ...(tables.length > 0
        ? [{ space: free.databases, bytes: row.manifest.contents.database.bytes, what: 'the tables' }]
        : []),
    ]);
    await ctx.record({ fetched: true });
    await store.fetch(row.id, row.manifest.files, ctx.signal, ctx.line, stagingOf(ctx));
  },
  async undo(ctx) {
    if (ctx.recorded.fetched === true) await removeStaging(ctx);
  },
};

const tables: Step = {
  async run(ctx) {
    const { tables: wanted = [] } = ctx.operation.input;
    if (wanted.length === 0) return;
    const schema = schemaOf(ctx);
    const id = stagingOf(ctx);
    const found = await inspectRecovered(ctx.subject, schema, id);
    if (found === 'foreign') throw conflict(`The database already has a schema “${schema}”. Try again.`);
    const isClosed = ctx.operation.stateBefore === 'stopped';
    await ctx.record({ tables: true, opened: isClosed });
    try {
      // all of it came in one transaction, so what is there is complete
      if (found === 'absent') {
        await createScratchDatabase(ctx.subject, id);
        if (isClosed) await openExperimentDatabase(ctx.subject);
        const args = { ...ctx.subject, stagingId: id, scratch: scratchDatabaseOf(id), schema, tables: wanted };
        const { rows } = await ctx.provisioner('database.recover', args, heard(ctx));
        for (const [table, count] of Object.entries(rows)) ctx.line(`${schema}.${table}: ${count} rows`);
      }
    } finally {
      if (isClosed) await closeExperimentDatabase(ctx.subject);
    }
    await removeScratchDatabase(id);
  },
  async undo(ctx) {
    if (ctx.recorded.tables !== true) return;
    await removeScratchDatabase(stagingOf(ctx));
    await removeRecovered(ctx.subject, schemaOf(ctx), stagingOf(ctx));
    if (ctx.recorded.opened === true) await closeExperimentDatabase(ctx.subject);
  },
};

const files: Step = {
  async run(ctx) {
    const { files: paths = [] } = ctx.operation.input;
    if (paths.length === 0) return;
    await ctx.record({ files: true });
    const args = { ...ctx.subject, stagingId: stagingOf(ctx), folder: folderOf(ctx), paths };
    const { missing } = await ctx.provisioner('home.recover', args, heard(ctx));
    for (const path of missing) ctx.line(`Not in the snapshot: ${path}`);
    ctx.line(`${paths.length - missing.length} of ${paths.length} are in ~/recovered/${folderOf(ctx)}`);
  },
  async undo(ctx) {
    if (ctx.recorded.files !== true) return;
    const args = { ...ctx.subject, stagingId: stagingOf(ctx), folder: folderOf(ctx) };
    await ctx.provisioner('home.forget', args, { actor: ctx.actor });
  },
};

const clean: Step = { run: removeStaging };

async function removeStaging(ctx: StepContext): Promise<void> {
  await ctx.provisioner('staging.remove', { stagingId: stagingOf(ctx) }, { actor: ctx.actor });
}

export const recoverSteps: Steps<'experiment.recover'> = { fetch, tables, files, clean };
