import { ServiceError } from './errors.ts';

/** Groups of calls that a token's scope names, and how far it reaches in them. */
const CATEGORIES = [
  'activitypub',
  'admin',
  'issue',
  'misc',
  'notification',
  'organization',
  'package',
  'repository',
  'user',
] as const;
export type Category = (typeof CATEGORIES)[number];
export type Level = 'read' | 'write';

const KNOWN = new Set<string>(['all', ...CATEGORIES.flatMap((each) => [`read:${each}`, `write:${each}`])]);

/** Checks the scopes that a new token is to have. Throws 400 when there is none or an unknown one. */
export function parseScopes(wanted: readonly string[]): string[] {
  const scopes = [...new Set(wanted.map((each) => each.trim()).filter((each) => each !== ''))];
  if (scopes.length === 0) throw new ServiceError(400, 'access token must have a scope');
  for (const scope of scopes) {
    if (!KNOWN.has(scope)) throw new ServiceError(400, `invalid access token scope provided: ${scope}`);
  }
  return scopes;
}

/** Tells whether `scopes` reach a level of a category; writing includes reading. */
export function reaches(scopes: readonly string[], level: Level, category: Category): boolean {
  if (scopes.includes('all') || scopes.includes(`write:${category}`)) return true;
  return level === 'read' && scopes.includes(`read:${category}`);
}

/** Throws 403 unless `scopes` reach a level of a category. */
export function requireScope(scopes: readonly string[], level: Level, category: Category): void {
  if (reaches(scopes, level, category)) return;
  const had = scopes.join(',');
  throw new ServiceError(
    403,
    `token does not have at least one of required scope(s), required=[${level}:${category}], token scope=${had}`,
  );
}
