import type { Executor } from '../../db/client.ts';
import type { OperationInput } from '../../db/schema/index.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import { GIT_URL_RULE, readGitUrl } from '../../shared/git-url.ts';
import { loadExperiment } from '../access.ts';
import type { Actor } from '../context.ts';

/** Where a new experiment's content comes from, as a person says it. */
export type CreationSource = { kind: 'git'; url: string } | { kind: 'experiment'; name: string; withDatabase: boolean };

/**
 * Checks a source: an address that git may fetch, or an experiment that the actor may open, which is kept by its id. Throws `invalid`,
 * and `missing` or `forbidden` as loadExperiment does.
 */
export async function resolveSource(
  db: Executor,
  actor: Actor,
  source: CreationSource | undefined,
): Promise<OperationInput['source']> {
  if (source === undefined) return undefined;
  if (source.kind === 'git') {
    const address = readGitUrl(source.url);
    if (!address) throw invalid(GIT_URL_RULE);
    return { kind: 'git', url: address.url };
  }
  const { id, state, name } = await loadExperiment(db, source.name, actor, 'open');
  if (state !== 'ready' && state !== 'stopped') throw conflict(`“${name}” is ${state} and cannot be copied just now.`);
  return { kind: 'experiment', experimentId: id, withDatabase: source.withDatabase };
}
