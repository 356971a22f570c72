import { type Api, giteaApi, type RequestParams } from 'gitea-js';
import { isPortOf } from '../port-owner.ts';
import { GiteaError, type GiteaErrorCode } from './gitea-error.ts';

export interface GiteaConnection {
  api: Api<unknown>;
  /** Runs one call and gives what it answered. Throws GiteaError, whose message starts with what was being done. */
  call<T>(doing: string, request: (api: Api<unknown>) => Promise<{ data: T }>): Promise<T>;
  describe(): Promise<{ version: string; embedded: boolean; lacks: string[] }>;
}

/** What a call takes so that it is made with an account's password in place of the token: tokens cannot make tokens. */
export function withPassword(username: string, password: string): RequestParams {
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  return { secure: false, headers: { Authorization: `Basic ${credentials}` } };
}

export interface ConnectionOptions {
  url: string;
  token: string;
  timeoutMs: number;
  /** Account (or root) that must hold the port of `url`; null asks for none. */
  holder: string | null;
}

/**
 * Connects to Gitea's API: every call ends within `timeoutMs`, none follows a redirect with the token, and none is made while
 * another account than `holder` has the port, which any program may take while the front door is away.
 */
export function connect({ url, token, timeoutMs, holder }: ConnectionOptions): GiteaConnection {
  const customFetch: typeof fetch = async (input, init) => {
    if (holder !== null && !(await isPortOf(holder, Number(new URL(url).port))))
      throw new Error(`the program that listens at ${url} is not ${holder}’s`);
    return fetch(input, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  };
  const api = giteaApi(url, { token, customFetch });
  const call: GiteaConnection['call'] = async (doing, request) => {
    try {
      return (await request(api)).data;
    } catch (cause) {
      throw translate(doing, cause);
    }
  };
  const describe = async () => {
    const found: object = await call('Asking Gitea for its version', () => api.version.getVersion());
    const lacks = 'lacks' in found && Array.isArray(found.lacks) ? found.lacks.map(String) : [];
    return { version: 'version' in found ? String(found.version) : '', embedded: 'embedded' in found, lacks };
  };
  return { api, call, describe };
}

/** gitea-js throws the response of a refused call with the parsed body beside it, and fetch's own error of an unanswered one. */
function translate(doing: string, cause: unknown): GiteaError {
  if (!(cause instanceof Response)) {
    const reason = `${doing} failed: Gitea does not answer. See “systemctl status gitea” on the machine and try again.`;
    return new GiteaError('unavailable', reason, { cause });
  }
  const { status } = cause;
  const body: unknown = 'error' in cause ? cause.error : null;
  if (status === 502 || status === 503 || status === 504) {
    const reason = `${doing} failed: Gitea does not answer (${status}). See “systemctl status gitea” on the machine and try again.`;
    return new GiteaError('unavailable', reason, { cause: body, status });
  }
  const said = messageOf(body) ?? `status ${status}`;
  return new GiteaError(codeOf(status, said), `${doing} failed: Gitea said “${said}”.`, { cause: body, status });
}

function codeOf(status: number, said: string): GiteaErrorCode {
  if (status === 404) return 'missing';
  return status === 409 || /already (exists|in use)|has been used already/.test(said) ? 'conflict' : 'failed';
}

function messageOf(body: unknown): string | null {
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : null;
  return typeof message === 'string' && message !== '' ? message.slice(0, 300) : null;
}
