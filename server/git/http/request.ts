import type { IncomingMessage } from 'node:http';
import { ServiceError } from '../errors.ts';

const LARGEST_JSON = 1024 * 1024;

/** The decoded parts of a request's address and its query. Throws 400 for what is not a well-formed address. */
export function readAddress(request: IncomingMessage): { parts: string[]; query: URLSearchParams } {
  const [path = '/', query = ''] = splitOnce(request.url ?? '/', '?');
  if (!path.startsWith('/')) throw new ServiceError(400, 'The address must start with a slash.');
  try {
    const parts = path.slice(1).split('/').map(decodeURIComponent);
    if (parts.some((each) => each.includes('\0'))) throw new Error('NUL');
    return { parts, query: new URLSearchParams(query) };
  } catch {
    throw new ServiceError(400, 'The address is not well formed.');
  }
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Reads the JSON object of a request; nothing sent is an empty one. Throws 413 or 422. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new Error('The body is read as bytes.');
    size += chunk.length;
    if (size > LARGEST_JSON) throw new ServiceError(413, 'The request is larger than 1 MiB.');
    chunks.push(chunk);
  }
  if (size === 0) return {};
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below, like any other thing that is no JSON object.
  }
  throw new ServiceError(422, 'The request must be a JSON object.');
}
