/** The content of a new experiment that is a copy of another one: home and database by the code of archives, nothing else. */
import { eq } from 'drizzle-orm';
import { experiments, type OperationInput } from '../../db/schema/index.ts';
import { conflict, missing } from '../../shared/errors.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { closeExperimentDatabase, openExperimentDatabase } from '../../system/postgres/experiment-access.ts';
import { measureDatabase, removeExperimentDatabase } from '../../system/postgres/experiment-database.ts';
import { requireSpace } from '../archives/space.ts';
import type { StepContext } from '../step.ts';
import { database as makeDatabase } from '../steps/database.ts';

type CopiedFrom = Extract<NonNullable<OperationInput['source']>, { kind: 'experiment' }>;

/** Where the copy is packed: under the operation's id. */
const stagingOf = ({ operation }: StepContext) => operation.id;
const heard = ({ actor, signal, line }: StepContext) => ({ actor, signal, onProgress: line });

/** The experiment to copy; null when the new one is no copy. */
export function copiedFrom({ operation }: StepContext): CopiedFrom | null {
  const { source } = operation.input;
  return source?.kind === 'experiment' ? source : null;
}

/** Packs the home of the source, which may be running, and makes the new home of it. */
export async function copyHome(ctx: StepContext, source: CopiedFrom): Promise<void> {
  const { subject } = await loadSource(ctx, source);
  const args = { ...subject, stagingId: stagingOf(ctx) };
  const home = await ctx.provisioner('home.measure', { name: subject.name }, heard(ctx));
  const free = await ctx.provisioner('archive.space', { folder: null }, heard(ctx));
  requireSpace([
    { space: free.staging, bytes: home.bytes, what: 'the packed home' },
    { space: free.homes, bytes: home.bytes, what: 'the new home' },
  ]);
  await ctx.provisioner('staging.create', { stagingId: stagingOf(ctx) }, heard(ctx));
  const { notes } = await ctx.provisioner('home.pack', { ...args, running: true }, heard(ctx));
  for (const note of notes) ctx.line(note);
  // Files that change while they are packed are nothing unusual: only this tells that the whole home went away meanwhile.
  await loadSource(ctx, source);
  await ctx.provisioner('home.unpack', { ...ctx.subject, stagingId: stagingOf(ctx) }, heard(ctx));
  await removeCopy(ctx);
}

/** Dumps the database of the source and loads it into the new, empty one, which is made anew after an interruption. */
export async function copyDatabase(ctx: StepContext, source: CopiedFrom): Promise<void> {
  const { subject, isStopped } = await loadSource(ctx, source);
  const bytes = (await measureDatabase(subject.name))?.sizeBytes ?? 0;
  const free = await ctx.provisioner('archive.space', { folder: null }, heard(ctx));
  requireSpace([
    { space: free.staging, bytes, what: 'the dump' },
    { space: free.databases, bytes, what: 'the new database' },
  ]);
  await ctx.provisioner('staging.create', { stagingId: stagingOf(ctx) }, heard(ctx));
  if (isStopped) {
    await ctx.record({ openedSource: true });
    await openExperimentDatabase(subject);
  }
  try {
    await ctx.provisioner('database.dump', { ...subject, stagingId: stagingOf(ctx) }, heard(ctx));
  } finally {
    await closeSource(ctx, source);
  }
  if (ctx.recorded.loading === true) {
    await removeExperimentDatabase(ctx.subject);
    await makeDatabase.run(ctx);
  }
  await ctx.record({ loading: true });
  const args = { ...ctx.subject, stagingId: stagingOf(ctx), from: subject.name };
  const { notKept } = await ctx.provisioner('database.load', args, heard(ctx));
  for (const what of notKept) ctx.line(`Not kept: ${what}`);
  await removeCopy(ctx);
}

/** Closes the database of a stopped source again; one that a person has started meanwhile stays open. */
export async function closeSource(ctx: StepContext, { experimentId }: CopiedFrom): Promise<void> {
  const [row] = await ctx.db.select().from(experiments).where(eq(experiments.id, experimentId));
  if (row?.state === 'stopped') await closeExperimentDatabase({ name: row.name, id: row.id });
}

/** Takes the packed copy away. Nothing there is no failure. */
export async function removeCopy(ctx: StepContext): Promise<void> {
  await ctx.provisioner('staging.remove', { stagingId: stagingOf(ctx) }, { actor: ctx.actor });
}

async function loadSource(
  { db }: StepContext,
  { experimentId }: CopiedFrom,
): Promise<{ subject: Subject; isStopped: boolean }> {
  const [row] = await db.select().from(experiments).where(eq(experiments.id, experimentId));
  if (!row) throw missing('The experiment that was to be copied does not exist any more.');
  if (row.state !== 'ready' && row.state !== 'stopped')
    throw conflict(`“${row.name}” is ${row.state} and cannot be copied just now. Try again later.`);
  return { subject: { name: row.name, id: row.id }, isStopped: row.state === 'stopped' };
}
