import { ServiceError } from '../errors.ts';

type Body = Record<string, unknown>;

function wrong(field: string, expected: string): ServiceError {
  return new ServiceError(422, `[${field}]: must be ${expected}`);
}

/** Text of a field, or nothing when it is not given. Throws 422 for another type or more than `max` characters. */
export function optionalText(body: Body, field: string, max = 255): string | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrong(field, 'text');
  if (value.length > max || value.includes('\0')) throw wrong(field, `text of at most ${max} characters`);
  return value;
}

/** Text of a field. Throws 422 when it is missing or empty. */
export function requiredText(body: Body, field: string, max = 255): string {
  const value = optionalText(body, field, max);
  if (value === undefined || value === '') throw new ServiceError(422, `[${field}]: Required`);
  return value;
}

/** Yes or no of a field, or nothing when it is not given. Throws 422 for another type. */
export function optionalFlag(body: Body, field: string): boolean | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw wrong(field, 'true or false');
  return value;
}

/** A list of texts, empty when it is not given. Throws 422 for another type. */
export function textList(body: Body, field: string): string[] {
  const value = body[field] ?? [];
  if (!Array.isArray(value) || value.length > 100) throw wrong(field, 'a list of at most 100 texts');
  return value.map((each) => {
    if (typeof each !== 'string') throw wrong(field, 'a list of texts');
    return each;
  });
}

/** `page` and `limit` of a list call: 30 to a page, at most 50, as Gitea has it. */
export function paging(query: URLSearchParams): { limit: number; offset: number } {
  const page = Math.min(Math.max(Number.parseInt(query.get('page') ?? '1', 10) || 1, 1), 1_000_000);
  const limit = Math.min(Math.max(Number.parseInt(query.get('limit') ?? '30', 10) || 30, 1), 50);
  return { limit, offset: (page - 1) * limit };
}
