/** What the front door asks the dashboard, and how it is answered. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Database } from '../../db/client.ts';

/** A question of the front door. */
export interface DoorRequest {
  db: Database;
  /** Path and query; the host is the one that the browser used. */
  url: URL;
  /** `https` when the browser's connection is encrypted. */
  secure: boolean;
  /** The caller's address as nginx saw it. */
  address: string | null;
  header: (name: string) => string | null;
}

export interface DoorAnswer {
  status: number;
  headers?: Record<string, string>;
  /** A sentence for the person or program that asked. */
  message?: string;
}

export type DoorHandler = (request: DoorRequest) => DoorAnswer | Promise<DoorAnswer>;

/** Reads a request that nginx passed on. Null when its Host header is none that a browser would send. */
export function readDoorRequest(db: Database, request: IncomingMessage): DoorRequest | null {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const secure = header('x-forwarded-proto') === 'https';
  const origin = `${secure ? 'https' : 'http'}://${header('host') ?? ''}`;
  if (!URL.canParse(origin) || !request.url?.startsWith('/') || !URL.canParse(origin + request.url)) return null;
  return { db, secure, address: header('x-real-ip'), header, url: new URL(origin + request.url) };
}

/** Writes an answer. Nothing of this kind may be kept by a browser; the front door keeps what it keeps by its own rule. */
export function writeDoorAnswer(response: ServerResponse, { status, headers = {}, message }: DoorAnswer): void {
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    ...(message === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...headers,
  });
  response.end(message === undefined ? undefined : JSON.stringify({ message }));
}
