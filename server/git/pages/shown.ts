import { type Ref, resolveCommit } from '../repository/refs.ts';
import { pathParts } from '../repository/tree.ts';
import type { Shown } from './repository-page.ts';

/**
 * Reads `branch/<name>/<path>`, `tag/<name>/<path>` or `commit/<id>/<path>`. A name may hold slashes: the longest one that
 * exists counts. null when there is none or the path is not a clean one.
 */
export async function findShown(folder: string, refs: readonly Ref[], parts: readonly string[]) {
  const [kind, ...rest] = parts;
  const found = kind === 'commit' ? await findCommit(folder, rest) : findRef(refs, kind, rest);
  const path = found && pathParts(rest.slice(found.length).join('/'));
  return found && path ? { shown: found.shown, path } : null;
}

async function findCommit(folder: string, rest: readonly string[]): Promise<{ shown: Shown; length: number } | null> {
  const id = await resolveCommit(folder, rest[0] ?? '');
  return id === null ? null : { shown: { kind: 'commit', name: id, commit: id }, length: 1 };
}

function findRef(refs: readonly Ref[], kind: string | undefined, rest: readonly string[]) {
  const whole = `${rest.join('/')}/`;
  const fitting = refs.filter((each) => each.kind === kind && whole.startsWith(`${each.name}/`));
  const longest = fitting.reduce<Ref | null>(
    (best, each) => (best && best.name.length >= each.name.length ? best : each),
    null,
  );
  return longest ? { shown: { ...longest } satisfies Shown, length: longest.name.split('/').length } : null;
}
