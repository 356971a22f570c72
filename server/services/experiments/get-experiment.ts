import { accountOf, databaseOf, homeOf, sliceOf } from '../../shared/names.ts';
import { openGitea } from '../../system/gitea.ts';
import { measureDatabase } from '../../system/postgres/experiment-database.ts';
import { type ExperimentRow, loadExperiment, rightsOn } from '../access.ts';
import type { Context } from '../context.ts';
import { viewExperiments } from './list-experiments.ts';

/** An experiment with its parts as they are on the machine right now. A part that cannot be asked says so. Throws `missing`. */
export async function getExperiment(ctx: Context, { name }: { name: string }) {
  const row = await loadExperiment(ctx.db, name, ctx.actor, 'see');
  const rights = await rightsOn(ctx.db, ctx.actor, row);
  const [[summary], database, repository] = await Promise.all([
    viewExperiments(ctx, [row], { logs: rights.has('logs') }),
    viewDatabase(row),
    viewRepository(row),
  ]);
  if (!summary) throw new Error('a row gave no view');
  return {
    ...summary,
    uid: row.uid,
    account: accountOf(name),
    home: homeOf(name),
    slice: row.uid === null ? null : sliceOf(row.uid),
    limits: row.limits,
    /** What the actor may do with it; the verbs check it again. */
    rights: [...rights],
    database,
    repository,
  };
}

async function viewDatabase({ name, state }: ExperimentRow) {
  const base = { name: databaseOf(name), role: accountOf(name), sizeBytes: null, connections: null };
  try {
    const measured = await measureDatabase(name);
    const gone =
      (state === 'ready' || state === 'stopped') && !measured ? 'The database does not exist any more.' : null;
    return { ...base, ...measured, problem: gone };
  } catch {
    return { ...base, problem: 'PostgreSQL does not answer.' };
  }
}

async function viewRepository({ name, state }: ExperimentRow) {
  const path = `${accountOf(name)}/${name}`;
  const base = { path, webPath: `/${path}`, clonePath: `/${path}.git` };
  if (state !== 'ready' && state !== 'stopped') return { ...base, lastCommit: null, problem: null };
  try {
    const gitea = await openGitea();
    const commit = await gitea.lastCommit({ name });
    const lastCommit = commit && { sha: commit.sha, subject: commit.subject, at: commit.committedAt };
    return { ...base, lastCommit, problem: null };
  } catch (error) {
    return { ...base, lastCommit: null, problem: error instanceof Error ? error.message : 'Gitea does not answer.' };
  }
}
