import type { Caller } from '../authentication.ts';
import type { Category } from '../scopes.ts';
import type { Service } from '../service.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One call of the API as its handler sees it. */
export interface Call {
  service: Service;
  /** null: nobody in particular. */
  caller: Caller | null;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** A call whose caller is known; routes that need one are given this. */
export interface CallerCall extends Call {
  caller: Caller;
}

export interface Answer {
  status: number;
  body?: unknown;
  /** All there are, beside the page of a list. */
  total?: number;
}

interface Common {
  method: Method;
  /** Parts of the address after `/api/v1/`; one in braces is a parameter. */
  path: string;
  /** What a token's scope must reach: reading for GET, writing for all else. null: no scope is asked for. */
  category: Category | null;
}

/** `anyone` may come without a token, `account` must have one, `administrator` must be one. */
export type Route =
  | (Common & { needs: 'anyone'; handle: (call: Call) => Promise<Answer> | Answer })
  | (Common & {
      needs: 'account' | 'administrator' | 'password';
      handle: (call: CallerCall) => Promise<Answer> | Answer;
    });

/** Parameters of `path` when the parts match it, null otherwise. */
export function match(path: string, parts: readonly string[]): Record<string, string> | null {
  const wanted = path.split('/');
  if (wanted.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const given = parts[at] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = given;
    else if (part !== given) return null;
  }
  return params;
}
