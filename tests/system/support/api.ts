import { ADDRESS, until } from './container.ts';
import type { Person } from './people.ts';

const ORIGIN = `http://${ADDRESS}:8080`;

/** An answer of the API: its status, and its data or the message of its error. */
export interface Answer<T> {
  status: number;
  data: T;
  message: string | null;
  headers: Headers;
}

/** Calls the dashboard's API over HTTP as a page of it would, with the cookie of one person. */
export class Api {
  cookie: string | null = null;

  static async logIn(person: Person): Promise<Api> {
    const api = new Api();
    const answer = await api.mutate('sessions.create', person);
    if (answer.status !== 200) throw new Error(`${person.username} could not log in: ${answer.message}`);
    return api;
  }

  async query<T>(procedure: string, input?: unknown): Promise<Answer<T>> {
    const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return this.#send(`${procedure}${search}`, { method: 'GET' });
  }

  async mutate<T>(procedure: string, input?: unknown): Promise<Answer<T>> {
    const body = input === undefined ? {} : { body: JSON.stringify(input) };
    return this.#send(procedure, { method: 'POST', ...body });
  }

  async #send<T>(path: string, init: RequestInit): Promise<Answer<T>> {
    const headers = new Headers({ origin: ORIGIN, 'content-type': 'application/json' });
    if (this.cookie) headers.set('cookie', this.cookie);
    const response = await fetch(`${ORIGIN}/api/trpc/${path}`, { ...init, headers });
    const set = response.headers.getSetCookie()[0];
    if (set) this.cookie = set.split(';')[0] ?? null;
    const body = await response.json();
    return {
      status: response.status,
      data: body.result?.data,
      message: body.error?.message ?? null,
      headers: response.headers,
    };
  }
}

/** The parts of an operation that tests look at. */
export interface Operation {
  id: string;
  state: string;
  failure: { part: string; message: string; log: string[] } | null;
  steps: { key: string; state: string; lines: string[] }[];
}

/** Waits until an operation has ended and gives it. */
export function ended(api: Api, operationId: string, seconds = 120): Promise<Operation> {
  return until(`operation ${operationId} to end`, seconds, async () => {
    const { data } = await api
      .query<Operation>('operations.get', { id: operationId })
      .catch(() => ({ data: undefined }));
    return data && ['succeeded', 'failed', 'cancelled'].includes(data.state) ? data : null;
  });
}

/** Creates an experiment and waits for the end of that. */
export async function create(api: Api, name: string, displayName = ''): Promise<Operation> {
  const answer = await api.mutate<{ operationId: string }>('experiments.create', { name, displayName });
  if (answer.status !== 200) throw new Error(`${name} could not be created: ${answer.message}`);
  return ended(api, answer.data.operationId);
}

/** Deletes an experiment and waits for the end of that. */
export async function remove(api: Api, name: string): Promise<Operation> {
  const answer = await api.mutate<{ operationId: string }>('experiments.remove', { name, confirmation: name });
  if (answer.status !== 200) throw new Error(`${name} could not be deleted: ${answer.message}`);
  return ended(api, answer.data.operationId);
}
